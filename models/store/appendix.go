package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"chigiri/models"
	"chigiri/models/catalog"
)

type appendixRow struct {
	ID             string
	ContractID     string
	Number         int
	EditionID      string
	ConsultationID *string
	Level          int
	Hash           string
	Content        string
	PDFSHA256      string `gorm:"column:pdf_sha256"`
	DOCXSHA256     string `gorm:"column:docx_sha256"`
	IssuedBy       string
	IssuedAt       instant
}

func (appendixRow) TableName() string { return "appendices" }

func (r appendixRow) issued() models.IssuedRow {
	return models.IssuedRow{
		ID: r.ID, Version: r.Number, Hash: r.Hash, Level: models.Level(r.Level), IssuedAt: stamp(r.IssuedAt), IssuedBy: r.IssuedBy,
		Documents: map[string]string{"pdf": r.PDFSHA256, "docx": r.DOCXSHA256},
	}
}

func (r appendixRow) appendix() (a models.Appendix, err error) {
	return a, wrap(json.Unmarshal([]byte(r.Content), &a), "appendix")
}

// Appendix compiles the appendix from the present facts, with the stamp of the
// answer that covers them. For a vendor, whose business drafts are not, it is the
// one in force.
func (s *Store) Appendix(ctx context.Context, actor models.Actor, id string) (a models.Appendix, err error) {
	err = s.read(ctx, actor, func(t *tx) error {
		if actor.External() {
			a, err = t.issuedAppendix(id, 0)
			return err
		}
		d, err := t.dossierOf(id, false)
		if err != nil {
			return err
		}
		a, err = d.draft()
		return err
	})
	return a, err
}

// draft is the appendix as it would be issued now.
func (d *dossier) draft() (models.Appendix, error) {
	a, err := catalog.Compile(d.edition, d.stamped())
	if err != nil && models.Invalid(err) == nil {
		err = wrap(err, "compile")
	}
	return a, err
}

// AppendixVersion gives an issued appendix by its number; 0 is the one in force. A
// vendor reads the one in force and no earlier one.
func (s *Store) AppendixVersion(ctx context.Context, actor models.Actor, id string, number int) (a models.Appendix, err error) {
	err = s.read(ctx, actor, func(t *tx) error {
		a, err = t.issuedAppendix(id, number)
		return err
	})
	return a, err
}

func (t *tx) issuedAppendix(id string, number int) (models.Appendix, error) {
	row, err := t.issuedRow(id, number)
	if err != nil {
		return models.Appendix{}, err
	}
	return row.appendix()
}

// issuedRow reads an issued version of a contract the actor may see. Of one in which a
// lead's firm has none but past places, it is the one in force when the last of them ended.
func (t *tx) issuedRow(id string, number int) (appendixRow, error) {
	var row appendixRow
	c, err := t.visibleContract(id, false)
	if models.KindOf(err) == models.KindNotFound {
		return t.pastIssued(id, number)
	}
	if err != nil {
		return row, err
	}
	if number == 0 {
		number = c.IssuedNumber
	}
	if t.actor.External() && number != c.IssuedNumber {
		return row, models.NotFound("appendix")
	}
	err = t.first(t.db.Where("contract_id = ? AND number = ?", id, number), &row, "appendix")
	return row, err
}

// AppendixChanges compares two versions, the facts of the cover and article by
// article; to 0 is the present draft.
func (s *Store) AppendixChanges(ctx context.Context, actor models.Actor, id string, from, to int) (changes models.Comparison, err error) {
	err = s.read(ctx, actor, func(t *tx) error {
		if actor.External() {
			return models.NotFound("appendix")
		}
		before, err := t.issuedAppendix(id, from)
		if err != nil {
			return err
		}
		after, err := t.version(id, to)
		if err != nil {
			return err
		}
		changes = models.Comparison{Facts: catalog.CompareCover(before, after), Articles: catalog.Compare(before, after)}
		return nil
	})
	return changes, err
}

func (t *tx) version(id string, number int) (models.Appendix, error) {
	if number > 0 {
		return t.issuedAppendix(id, number)
	}
	d, err := t.dossierOf(id, false)
	if err != nil {
		return models.Appendix{}, err
	}
	a, err := d.draft()
	if err != nil {
		return a, err
	}
	content, err := json.Marshal(a) // numbers and lists in the form the issued one was read in
	if err != nil {
		return a, wrap(err, "appendix")
	}
	return appendixRow{Content: string(content)}.appendix()
}

// AppendixFile gives the bytes that were stored when a version was issued; number 0
// is the one in force. format is pdf or docx.
func (s *Store) AppendixFile(ctx context.Context, actor models.Actor, id string, number int, format string) (f models.File, err error) {
	err = s.read(ctx, actor, func(t *tx) error {
		row, err := t.issuedRow(id, number)
		if err != nil {
			return err
		}
		sum, ok := row.issued().Documents[format]
		if !ok {
			return models.NotFound("file")
		}
		a, err := row.appendix()
		if err != nil {
			return err
		}
		f, err = t.file(sum, fmt.Sprintf("特記仕様書_%s_第%d版.%s", a.Facts.Number, row.Number, format))
		return err
	})
	return f, err
}

// IssueAppendix makes the next version of the appendix from the facts the actor saw:
// compiled, typeset by render, stored with the SHA-256 of its documents, and never
// changed again. Typesetting takes its time and is done outside the transaction that
// stores; a contract that moved meanwhile is a conflict, so of two who issue at once
// one does.
func (s *Store) IssueAppendix(ctx context.Context, actor models.Actor, id string, version int, render func(models.Appendix) (pdf, docx models.File, err error)) (a models.Appendix, err error) {
	seen := 0
	err = s.read(ctx, actor, func(t *tx) error {
		d, err := t.toIssue(id, version, false)
		if err != nil {
			return err
		}
		seen = d.row.Version
		if a, err = d.draft(); err != nil {
			return err
		}
		a.Version, a.IssuedAt, a.IssuedBy = d.row.IssuedNumber+1, t.now, actor.Name
		return nil
	})
	if err != nil {
		return models.Appendix{}, err
	}
	pdf, docx, err := render(a)
	if err != nil {
		return models.Appendix{}, wrap(err, "typeset")
	}
	err = s.change(ctx, actor, id, seen, func(t *tx, d *dossier) error {
		if err := d.checkIssue(actor); err != nil {
			return err
		}
		if again, err := d.draft(); err != nil || again.Hash != a.Hash {
			return errors.Join(err, models.Conflict("error.conflict", d.contract()))
		}
		return t.issue(d, a, pdf, docx)
	})
	if err != nil {
		return models.Appendix{}, err
	}
	return a, nil
}

// toIssue reads a contract that may be issued now, by this actor, at this version.
func (t *tx) toIssue(id string, version int, lock bool) (*dossier, error) {
	d, err := t.dossierOf(id, lock)
	switch {
	case err != nil:
		return nil, err
	case t.actor.External():
		return nil, models.Denied("error.denied.contract")
	case version != 0 && version != d.row.Version:
		return nil, models.Conflict("error.conflict", d.contract())
	}
	return d, d.checkIssue(t.actor)
}

func (d *dossier) checkIssue(actor models.Actor) error {
	if err := models.CheckEdit(actor, d.contract()); err != nil {
		return err
	}
	return models.CheckMove(d.contract(), models.StateIssued, d.moveFacts())
}

// issue stores a compiled and typeset appendix.
func (t *tx) issue(d *dossier, a models.Appendix, pdf, docx models.File) error {
	row, err := t.appendixRow(d, a, pdf, docx)
	if err != nil {
		return err
	}
	if err := t.db.Create(&row).Error; err != nil {
		return wrap(err, "appendix")
	}
	err = t.set(d.row.ID, map[string]any{"issued_hash": d.hash, "issued_number": a.Version, "issued_vendor": value(d.row.VendorID)})
	if err != nil {
		return err
	}
	d.row.IssuedNumber = a.Version
	if err := t.moveTo(d, models.RestingState(d.contract())); err != nil {
		return err
	}
	return t.event(models.Event{
		Kind: models.EventAppendixIssued, Subject: "appendix", SubjectID: row.ID, ContractID: d.row.ID,
		After: map[string]any{"version": a.Version, "hash": a.Hash, "level": a.Level.Level, "pdf": row.PDFSHA256, "docx": row.DOCXSHA256},
	})
}

func (t *tx) appendixRow(d *dossier, a models.Appendix, pdf, docx models.File) (appendixRow, error) {
	content, err := json.Marshal(a)
	if err != nil {
		return appendixRow{}, wrap(err, "appendix")
	}
	row := appendixRow{
		ID: t.id(), ContractID: d.row.ID, Number: a.Version, EditionID: d.row.EditionID, Level: int(a.Level.Level),
		Hash: a.Hash, Content: string(content), IssuedBy: a.IssuedBy, IssuedAt: instant{a.IssuedAt},
	}
	if c := d.covering(); c != nil {
		row.ConsultationID = &c.ID
	}
	if row.PDFSHA256, err = t.putFile(pdf); err != nil {
		return row, err
	}
	row.DOCXSHA256, err = t.putFile(docx)
	return row, err
}

// issuedRows reads the issued versions of a contract, newest first, without their
// content.
func (t *tx) issuedRows(id string) ([]appendixRow, error) {
	var rows []appendixRow
	err := t.db.Omit("content").Where("contract_id = ?", id).Order("number DESC").Find(&rows).Error
	return rows, wrap(err, "appendices")
}
