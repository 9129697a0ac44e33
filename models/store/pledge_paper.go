package store

import (
	"context"
	"encoding/json"

	"chigiri/models"
)

// PaperInput is what is told of a pledge that was signed on paper 押印.
type PaperInput struct {
	Name     string // whose ink is on it, as it is written there
	Post     string // of somebody who signed for a company and is not its representative
	SignedOn models.Date
	Shelf    string // where the paper stands; may be said when it is confirmed
	Scan     models.File
}

// KeepPaperPledge keeps the scan or photograph of a pledge signed on paper, byte for
// byte, with a sealed evidence sheet of its own beside it that names its hash, the
// text that was signed and who brought it. It holds when the owner division confirms
// that the paper is there.
func (s *Store) KeepPaperPledge(ctx context.Context, actor models.Actor, id string, in PaperInput, sheet PledgePaper) (p models.Pledge, err error) {
	var m signed
	err = s.read(ctx, actor, func(t *tx) error {
		c, err := t.pledgeOf(id, false)
		if err != nil {
			return err
		}
		if m.text, err = c.text(t); err != nil {
			return err
		}
		if in, err = t.toKeep(c, in); err != nil {
			return err
		}
		capacity, post, err := inkOf(m.text.Signer, in)
		if err != nil {
			return err
		}
		code, err := newPledgeCode(t.s.rand)
		m.sign = models.PledgeSignature{PledgeID: id, Code: code, Name: in.Name, At: t.now, Method: models.SignedOnPaper, Scan: in.Scan.SHA256, SignedOn: in.SignedOn, VerifyAt: VerifyAt(code),
			Capacity: capacity, Post: post, Keeper: t.actor.Name, Shelf: in.Shelf}
		return err
	})
	if err != nil {
		return p, err
	}
	if m.file, m.identity, err = s.sealPledge(m.text, m.sign, sheet); err != nil {
		return p, err
	}
	s.at("sealed")
	err = s.pledgeDeed(ctx, actor, id, func(t *tx, c *pledgeCase) error {
		if _, err := t.toKeep(c, in); err != nil {
			return err
		}
		text, err := c.text(t)
		if err != nil {
			return err
		}
		if text.Hash != m.text.Hash {
			return models.Conflict("error.pledge.changed", c.row.pledge())
		}
		p, err = t.storePaper(c, in, m)
		return err
	})
	return p, err
}

// inkOf says in what capacity the one signed whose ink is on a paper, and the post that
// goes with it: somebody who signs for a company and is not its representative has one
// of their own.
func inkOf(signer models.Signer, in PaperInput) (models.Capacity, string, error) {
	switch {
	case signer.Kind == models.PledgeWorker:
		return models.AsSelf, "", nil
	case signer.IsRepresentative(in.Name):
		return models.AsRepresentative, signer.Role, nil
	case in.Post == "":
		return "", "", models.Invalidf("post", "error.pledge.post", signer.Name)
	}
	return models.AsNamed, in.Post, nil
}

// toKeep checks what is told of a paper. Both the party's lead and the owner division
// may bring it.
func (t *tx) toKeep(c *pledgeCase, in PaperInput) (PaperInput, error) {
	lead := c.party.LedBy(t.actor)
	switch {
	case !lead && models.CheckConfirm(t.actor, c.d.contract()) != nil:
		return in, models.Denied("error.denied.pledge")
	case c.row.State != models.PledgeAsked:
		return in, models.Conflict("error.pledge.over", c.row.pledge())
	case !c.rule.Paper:
		return in, models.Conflict("error.pledge.no_paper", c.row.pledge())
	}
	var clean cleaner
	clean.needed("name", &in.Name, maxName)
	clean.line("post", &in.Post, maxName)
	clean.line("shelf", &in.Shelf, maxLine)
	issued, err := t.issuedOn(c)
	switch {
	case err != nil:
		return in, err
	case in.SignedOn.IsZero() || in.SignedOn.After(t.today()):
		clean.problems.Add("signed_on", "error.pledge.signed_on")
	case in.SignedOn.Before(issued): // nobody can have signed what was not there
		clean.problems.Add("signed_on", "error.pledge.before_issue", c.a.Version, issued)
	case in.SignedOn.Before(models.Today(c.party.ApprovedAt)): // nor for a firm that had no part in the contract
		clean.problems.Add("signed_on", "error.pledge.before_party", c.party.Vendor, models.Today(c.party.ApprovedAt))
	}
	scan, err := scanned("scan", in.Scan)
	clean.problems.Merge("scan", err)
	in.Scan = scan
	return in, clean.problems.Err()
}

// issuedOn is the day on which the version of the appendix was issued that a pledge names.
func (t *tx) issuedOn(c *pledgeCase) (models.Date, error) {
	var row appendixRow
	err := t.first(t.db.Select("issued_at").Where("contract_id = ? AND number = ?", c.row.ContractID, c.a.Version), &row, "appendix")
	return models.Today(row.IssuedAt.Time), err
}

func (t *tx) storePaper(c *pledgeCase, in PaperInput, m signed) (models.Pledge, error) {
	from, until, err := c.period(t)
	if err != nil {
		return models.Pledge{}, err
	}
	scan, err := t.putFile(in.Scan)
	if err != nil {
		return models.Pledge{}, err
	}
	t.s.at("scan.stored")
	sum, err := t.putFile(m.file)
	if err != nil {
		return models.Pledge{}, err
	}
	t.s.at("file.stored")
	content, err := json.Marshal(m.text)
	if err != nil {
		return models.Pledge{}, wrap(err, "pledge")
	}
	columns := map[string]any{
		"state": models.PledgeSigned, "signer_id": t.actor.UserID, "signer_name": in.Name, "signer_post": m.sign.Post, "capacity": m.sign.Capacity, "signed_at": instant{in.SignedOn.Start()},
		"method": models.SignedOnPaper, "address": t.actor.Address, "edition_id": c.e.ID(), "appendix": c.a.Version, "text": string(content),
		"text_hash": m.text.Hash, "terms": m.text.Terms, "pdf": sum, "identity": m.identity, "code": m.sign.Code, "scan": scan, "shelf": in.Shelf,
		"holds_from": from, "lapses_on": until,
	}
	after := map[string]any{"kind": c.row.Kind, "text_hash": m.text.Hash, "pdf": sum, "identity": m.identity, "scan": scan, "capacity": m.sign.Capacity, "signed_on": in.SignedOn, "shelf": in.Shelf}
	if err := t.changePledge(c, models.EventPledgePaper, columns, after, ""); err != nil {
		return models.Pledge{}, err
	}
	if err := t.awaitStamp("pledge", c.row.ID, c.row.ContractID, sum, m.sign.At); err != nil {
		return models.Pledge{}, err
	}
	err = t.first(t.db.Where("id = ?", c.row.ID), &c.row, "pledge")
	return c.row.pledge(), err
}
