package store

import (
	"context"
	"slices"

	"chigiri/models"
	"chigiri/models/catalog"
)

type waiverRow struct {
	ID          string
	ContractID  string
	Obligation  string
	Param       string
	Value       string
	Reason      string
	EndsOn      models.Date
	RequestedID string
	RequestedBy string
	RequestedAt instant
	Decision    models.Decision
	Note        string
	DecidedBy   string
	DecidedAt   instant
}

func (waiverRow) TableName() string { return "waivers" }

func (r waiverRow) waiver() models.Waiver {
	return models.Waiver{
		WaiverInput: models.WaiverInput{Obligation: r.Obligation, Param: r.Param, Value: readJSON(r.Value), Reason: r.Reason, EndsOn: r.EndsOn},
		ID:          r.ID, ContractID: r.ContractID, RequestedBy: r.RequestedBy, RequestedAt: r.RequestedAt.Time,
		Decision: r.Decision, Note: r.Note, DecidedBy: r.DecidedBy, DecidedAt: r.DecidedAt.Time,
	}
}

// facts are the waiver as the document prints it.
func (r waiverRow) facts() models.WaiverFacts {
	f := models.WaiverFacts{
		Obligation: r.Obligation, Param: r.Param, Reason: r.Reason,
		Approver: r.DecidedBy, ApprovedOn: models.Today(r.DecidedAt.Time), EndsOn: r.EndsOn,
	}
	if r.Param != "" {
		f.Value = readJSON(r.Value)
	}
	return f
}

// AskWaiver asks the IT division to leave out an obligation, or to allow a value
// looser than the edition's, until a day.
func (s *Store) AskWaiver(ctx context.Context, actor models.Actor, id string, in models.WaiverInput) (w models.Waiver, err error) {
	err = s.change(ctx, actor, id, 0, func(t *tx, d *dossier) error {
		if err := models.CheckEdit(actor, d.contract()); err != nil {
			return err
		}
		in, err := cleanWaiver(in, t.today())
		if err != nil {
			return err
		}
		if err := d.checkWaiver(in); err != nil {
			return err
		}
		value, err := writeJSON(in.Value)
		if err != nil {
			return err
		}
		row := waiverRow{
			ID: t.id(), ContractID: id, Obligation: in.Obligation, Param: in.Param, Value: value, Reason: in.Reason, EndsOn: in.EndsOn,
			RequestedID: actor.UserID, RequestedBy: actor.Name, RequestedAt: instant{t.now},
		}
		if err := t.db.Create(&row).Error; err != nil {
			return wrap(err, "waiver")
		}
		w = row.waiver()
		return t.event(models.Event{
			Kind: models.EventWaiverAsked, Subject: "waiver", SubjectID: row.ID, ContractID: id, Reason: in.Reason, After: fieldsOf(in),
		})
	})
	return w, err
}

func cleanWaiver(in models.WaiverInput, today models.Date) (models.WaiverInput, error) {
	var c cleaner
	c.line("obligation", &in.Obligation, maxCode)
	c.line("param", &in.Param, maxCode)
	c.text("reason", &in.Reason)
	if in.Param == "" {
		in.Value = nil
	} else {
		in.Value = c.value(in.Value)
	}
	c.problems.Merge("", in.Validate(today))
	return in, c.problems.Err()
}

// checkWaiver refuses what does not apply, what is waived or asked for already, and
// a value that is no looser than the edition's: that one needs nobody's leave.
func (d *dossier) checkWaiver(in models.WaiverInput) error {
	f := d.facts()
	f.Waivers = []models.WaiverFacts{{
		Obligation: in.Obligation, Param: in.Param, Value: in.Value, Reason: in.Reason, Approver: "-", ApprovedOn: d.today, EndsOn: in.EndsOn,
	}}
	a, err := catalog.Compile(d.edition, f)
	if err != nil {
		return fieldsOfChange(err)
	}
	if articleOf(a, in.Obligation) == nil {
		return models.Invalidf("obligation", "error.appendix.not_applying", in.Obligation)
	}
	for _, w := range d.waivers {
		open := w.Decision == "" || w.waiver().Holds(d.today)
		if open && w.Obligation == in.Obligation && (w.Param == in.Param || w.Param == "") {
			return models.Invalidf("obligation", "error.waiver.twice", in.Obligation, w.EndsOn)
		}
	}
	if in.Param == "" {
		return nil
	}
	f.Waivers, f.Stricter = nil, []models.ParamChange{{Obligation: in.Obligation, Param: in.Param, Value: in.Value, Reason: in.Reason}}
	if _, err := catalog.Compile(d.edition, f); err == nil {
		return models.Invalidf("value", "error.waiver.not_looser")
	}
	return nil
}

// DecideWaiver is the IT division's answer to a waiver, by somebody who did not ask
// for it. Both the request and the answer are kept.
func (s *Store) DecideWaiver(ctx context.Context, actor models.Actor, id, waiverID string, agree bool, note string) error {
	err := s.change(ctx, actor, id, 0, func(t *tx, d *dossier) error {
		i := slices.IndexFunc(d.waivers, func(w waiverRow) bool { return w.ID == waiverID })
		if i < 0 {
			return models.NotFound("waiver")
		}
		if err := models.CheckDecide(d.contract()); err != nil {
			return err
		}
		w := d.waivers[i]
		note, decision, err := t.decide(w.RequestedID, w.Decision, agree, note)
		if err != nil {
			return err
		}
		if agree && w.EndsOn.Before(t.today()) {
			return models.Invalidf("ends_on", "error.date.past")
		}
		err = t.db.Model(&waiverRow{}).Where("id = ?", waiverID).Updates(map[string]any{
			"decision": decision, "note": note, "decided_by": actor.Name, "decided_at": instant{t.now},
		}).Error
		if err != nil {
			return wrap(err, "waiver")
		}
		return t.event(models.Event{
			Kind: models.EventWaiverDecided, Subject: "waiver", SubjectID: waiverID, ContractID: id, Reason: note,
			After: map[string]any{"obligation": w.Obligation, "param": w.Param, "decision": decision},
		})
	})
	return err
}

// decide holds what every exception has in common: the IT division decides, not who
// asked, once, and says why it does not agree.
func (t *tx) decide(askedBy string, now models.Decision, agree bool, note string) (string, models.Decision, error) {
	switch {
	case !models.CanDecideException(t.actor):
		return "", "", models.Denied("error.denied.decide")
	case askedBy == t.actor.UserID:
		return "", "", models.Denied("error.denied.own_request")
	case now != "":
		return "", "", models.Conflict("error.decided", string(now))
	}
	var c cleaner
	c.text("note", &note)
	if !agree && len(c.problems) == 0 {
		c.problems.Require("note", note)
	}
	decision := models.Agreed
	if !agree {
		decision = models.Returned
	}
	return note, decision, c.problems.Err()
}
