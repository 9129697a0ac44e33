package store

import (
	"context"
	"crypto/rand"
	"encoding/base32"
	"errors"
	"io"
	"maps"

	"gorm.io/gorm"

	"chigiri/models"
)

type workerRow struct {
	ID              string
	ContractID      string
	PartyID         string
	UserID          string
	Name            string
	NameKana        string
	Duty            string
	MyNumber        bool
	Site            string
	StartsOn        models.Date
	EndsOn          models.Date
	LeftOn          models.Date
	LeftReason      string
	ConfirmedBy     string
	ConfirmedAt     instant
	Briefed         string
	Quizzed         string
	BriefedUntil    models.Date
	BriefWaits      string // topics that would be briefed with what waits to be confirmed
	BriefWaitsUntil models.Date
	Version         int
	CreatedAt       instant
	FiledAt         instant
	ReturnedBy      string
	ReturnedAt      instant
	ReturnReason    string
}

func (workerRow) TableName() string { return "workers" }

func (r workerRow) worker() models.Worker {
	return models.Worker{
		WorkerInput: models.WorkerInput{
			UserID: r.UserID, Name: r.Name, NameKana: r.NameKana, Duty: r.Duty, MyNumber: r.MyNumber, Site: r.Site, StartsOn: r.StartsOn, EndsOn: r.EndsOn,
		},
		ID: r.ID, ContractID: r.ContractID, PartyID: r.PartyID, LeftOn: r.LeftOn, LeftReason: r.LeftReason,
		ConfirmedBy: r.ConfirmedBy, ConfirmedAt: r.ConfirmedAt.Time, Version: r.Version, CreatedAt: r.CreatedAt.Time,
		FiledAt: r.FiledAt.Time, Return: models.Return{ReturnedBy: r.ReturnedBy, ReturnedAt: r.ReturnedAt.Time, ReturnReason: r.ReturnReason},
	}
}

// AddWorkers enters people into a party's roster (F-04), all or none, and makes an
// account for whoever has none. What is wrong is told line by line, as field
// "lines.3.name".
func (s *Store) AddWorkers(ctx context.Context, actor models.Actor, partyID string, lines []models.WorkerInput) (made []models.Worker, err error) {
	err = s.subcontractDeed(ctx, actor, partyID, func(t *tx, d *dossier, p models.Party, _ models.Parties) error {
		j, err := t.joining(d, p, lines)
		if err != nil {
			return err
		}
		made = j.made
		return j.enter()
	})
	return made, err
}

// CheckWorkers says what is wrong with lines for a party's roster, as AddWorkers would,
// and enters nobody: for a list of which some lines cannot be read, so that all that is
// wrong is told at once.
func (s *Store) CheckWorkers(ctx context.Context, actor models.Actor, partyID string, lines []models.WorkerInput) error {
	return s.read(ctx, actor, func(t *tx) error {
		p, _, err := t.partyOf(partyID)
		if err != nil {
			return err
		}
		d, err := t.asHouse().dossierOf(p.ContractID, false)
		if err != nil {
			return err
		}
		_, err = t.joining(d, p, lines)
		return err
	})
}

// maxLines is how many people one list brings.
const maxLines = 500

// workerFacts are what the rule of a line looks at.
func (t *tx) workerFacts(d *dossier, p models.Party) (f models.WorkerFacts, err error) {
	_, a, err := t.asHouse().binding(d)
	if err != nil {
		return f, err
	}
	f = models.WorkerFacts{Start: a.Facts.Start, End: a.Facts.End, MyNumber: hasPart(a, "mynumber")}
	if p.Tier > 0 {
		f.MyNumber = f.MyNumber && !p.ConsentedAt.IsZero() // 番号法 第10条
		own, err := t.subcontract(p.ID)
		if err == nil { // nobody works there before the place begins, nor after it ends
			f = f.Within(own.StartsOn, own.EndsOn)
		}
		if err != nil && models.KindOf(err) != models.KindNotFound {
			return f, err
		}
	}
	return f, nil
}

// workerFields are a line of the roster as an event keeps it. Its subject is the person,
// so that erasing the person's data reaches the name.
func workerFields(r workerRow) map[string]any {
	return map[string]any{
		"worker_id": r.ID, "party_id": r.PartyID, "name": r.Name, "duty": r.Duty, "my_number": r.MyNumber, "site": r.Site,
		"starts_on": r.StartsOn, "ends_on": r.EndsOn,
	}
}

func cleanWorker(in models.WorkerInput, f models.WorkerFacts) (models.WorkerInput, error) {
	var c cleaner
	for field, s := range map[string]*string{"name": &in.Name, "name_kana": &in.NameKana, "duty": &in.Duty, "site": &in.Site} {
		c.line(field, s, maxName)
	}
	in.Mail = foldLogin(in.Mail)
	c.problems.Merge("mail", models.GuardText("mail", in.Mail))
	if err := in.Validate(f); !c.problems.Merge("", err) {
		c.problems.Merge("mail", models.CheckMailAddress("mail", in.Mail))
	}
	return in, c.problems.Err()
}

// freshLogin is a sign-in name for somebody without an address: short, and without
// letters that are taken for others.
func (t *tx) freshLogin() (string, error) {
	b := make([]byte, 5)
	from := t.s.rand
	if from == nil {
		from = rand.Reader
	}
	if _, err := io.ReadFull(from, b); err != nil {
		return "", wrap(err, "login")
	}
	return "w-" + base32.NewEncoding("abcdefghijkmnpqrstuvwxyz23456789").EncodeToString(b), nil
}

// UpdateWorker changes a line of the roster. A change of duty, or of who handles My
// Numbers, or of the name, ends the pledge: it named them, and is asked for anew. A line
// stays with its person; see models.WorkerKnown.
func (s *Store) UpdateWorker(ctx context.Context, actor models.Actor, id string, version int, in models.WorkerInput) error {
	return s.workerDeed(ctx, actor, id, func(t *tx, d *dossier, p models.Party, row workerRow) error {
		facts, err := t.workerFacts(d, p)
		if err != nil {
			return err
		}
		in.UserID = row.UserID
		if in, err = cleanWorker(in, facts); err != nil {
			return err
		}
		if err := t.samePerson(p, row, in); err != nil {
			return err
		}
		now := row
		now.Name, now.NameKana, now.Duty, now.MyNumber, now.Site, now.StartsOn, now.EndsOn = in.Name, in.NameKana, in.Duty, in.MyNumber, in.Site, in.StartsOn, in.EndsOn
		was, is := changes(workerFields(row), workerFields(now))
		if len(is) == 0 && now.NameKana == row.NameKana {
			return nil
		}
		columns := t.filedAgain()
		maps.Copy(columns, map[string]any{
			"name": now.Name, "name_kana": now.NameKana, "duty": now.Duty, "my_number": now.MyNumber, "site": now.Site,
			"starts_on": now.StartsOn, "ends_on": now.EndsOn, "confirmed_at": nil, "confirmed_by": "",
		})
		done, err := t.update("workers", id, version, columns)
		if err != nil || !done {
			return clash(err, row.worker())
		}
		if now.Duty != row.Duty || now.MyNumber != row.MyNumber {
			if err := t.endPledges(t.db.Where("worker_id = ?", id), "role"); err != nil {
				return err
			}
		}
		return t.event(models.Event{Kind: models.EventWorkerUpdated, Subject: "worker", SubjectID: row.UserID, ContractID: row.ContractID, Before: was, After: is})
	})
}

// WorkerLeft records that somebody's last day was or is a day, with the reason. From
// that moment nothing of theirs stands on this contract.
func (s *Store) WorkerLeft(ctx context.Context, actor models.Actor, id string, on models.Date, reason string) error {
	return s.workerDeed(ctx, actor, id, func(t *tx, _ *dossier, _ models.Party, row workerRow) error {
		var c cleaner
		reason, err := reasoned(reason)
		c.problems.Merge("", err)
		if on.IsZero() || on.After(t.today()) {
			c.problems.Add("left_on", "error.worker.left_on")
		}
		if err := c.problems.Err(); err != nil {
			return err
		}
		return t.leave(row, on, reason)
	})
}

// leave ends a line of the roster and what hangs on it.
func (t *tx) leave(row workerRow, on models.Date, reason string) error {
	err := t.db.Model(&workerRow{}).Where("id = ?", row.ID).
		Updates(map[string]any{"left_on": on, "left_reason": reason, "version": gorm.Expr("version + 1")}).Error
	if err != nil {
		return wrap(err, "worker")
	}
	if err := t.endPledges(t.db.Where("worker_id = ?", row.ID), "left"); err != nil {
		return err
	}
	return t.event(models.Event{
		Kind: models.EventWorkerLeft, Subject: "worker", SubjectID: row.UserID, ContractID: row.ContractID, Reason: reason,
		After: map[string]any{"left_on": on},
	})
}

// workerDeed is a deed of a party's lead on a line of its roster that has not ended.
func (s *Store) workerDeed(ctx context.Context, actor models.Actor, id string, do func(t *tx, d *dossier, p models.Party, row workerRow) error) error {
	var partyID string
	err := s.read(ctx, actor, func(t *tx) error {
		row, _, err := t.workerOf(id)
		partyID = row.PartyID
		return err
	})
	if err != nil {
		return err
	}
	return s.subcontractDeed(ctx, actor, partyID, func(t *tx, d *dossier, p models.Party, _ models.Parties) error {
		if err := models.CheckRoster(actor, d.contract(), p); err != nil {
			return err
		}
		var row workerRow
		if err := t.first(t.held(t.db.Where("id = ?", id)), &row, "worker"); err != nil {
			return err
		}
		t.untold(&row.ConfirmedBy, &row.ReturnedBy)
		if !row.LeftOn.IsZero() {
			return models.Conflict("error.worker.left", row.worker())
		}
		return do(t, d, p, row)
	})
}

// workerOf finds a line of a roster the actor may see: staff, the leads of the party
// and of those above it. For others it is not found.
func (t *tx) workerOf(id string) (workerRow, models.Party, error) {
	var row workerRow
	if err := t.first(t.db.Where("id = ?", id), &row, "worker"); err != nil {
		return row, models.Party{}, err
	}
	p, tree, err := t.partyOf(row.PartyID)
	if models.KindOf(err) == models.KindNotFound || err == nil && t.actor.External() && !t.leads(p, tree) {
		err = errors.Join(models.NotFound("worker"))
	}
	return row, p, err
}
