package store

import (
	"context"
	"slices"
	"strings"

	"chigiri/models"
)

type decisionRow struct {
	ID          string
	ContractID  string
	Kind        string
	FromLevel   int
	ToLevel     int
	Reason      string
	Basis       string
	RequestedID string
	RequestedBy string
	RequestedAt instant
	Decision    models.Decision
	Note        string
	DecidedBy   string
	DecidedAt   instant
	EndedAt     instant
}

func (decisionRow) TableName() string { return "level_decisions" }

func (r decisionRow) decision() models.LevelDecision {
	return models.LevelDecision{
		ID: r.ID, ContractID: r.ContractID, Kind: r.Kind, From: models.Level(r.FromLevel), To: models.Level(r.ToLevel), Reason: r.Reason,
		RequestedBy: r.RequestedBy, RequestedAt: r.RequestedAt.Time, Decision: r.Decision, Note: r.Note,
		DecidedBy: r.DecidedBy, DecidedAt: r.DecidedAt.Time, EndedAt: r.EndedAt.Time,
	}
}

// RaiseLevel lifts a contract above the level its data gives it, at once and with a
// reason. It ends a lowering.
func (s *Store) RaiseLevel(ctx context.Context, actor models.Actor, id string, to models.Level, reason string) error {
	err := s.change(ctx, actor, id, 0, func(t *tx, d *dossier) error {
		reason, err := t.levelReason(d, to, reason)
		if err != nil {
			return err
		}
		if to <= d.level.Level {
			return models.Invalidf("level", "error.level.not_higher", d.level.Level.String(), to.String())
		}
		if err := t.endDecisions(d, "raise", "lower"); err != nil {
			return err
		}
		row := t.newDecision(d, "raise", to, reason)
		row.Decision, row.DecidedBy, row.DecidedAt = models.Agreed, t.actor.Name, instant{t.now}
		if err := t.db.Create(&row).Error; err != nil {
			return wrap(err, "level decision")
		}
		return t.event(models.Event{
			Kind: models.EventLevelRaised, Subject: "contract", SubjectID: id, ContractID: id, Reason: reason,
			Before: map[string]any{"level": d.level.Level}, After: map[string]any{"level": to},
		})
	})
	return err
}

// EndRaise takes a raise back: the level is again what the data gives.
func (s *Store) EndRaise(ctx context.Context, actor models.Actor, id, reason string) error {
	err := s.change(ctx, actor, id, 0, func(t *tx, d *dossier) error {
		if err := models.CheckEdit(actor, d.contract()); err != nil {
			return err
		}
		reason, err := reasoned(reason)
		if err != nil {
			return err
		}
		if d.inForce("raise") < 0 {
			return models.NotFound("raise")
		}
		if err := t.endDecisions(d, "raise"); err != nil {
			return err
		}
		return t.event(models.Event{
			Kind: models.EventLevelRaiseEnded, Subject: "contract", SubjectID: id, ContractID: id, Reason: reason,
			Before: map[string]any{"level": d.level.Level}, After: map[string]any{"level": d.level.Derived},
		})
	})
	return err
}

// AskLowering asks the IT division to let a contract stand below the level its data
// gives it. What a rule of the edition holds up cannot be asked for.
func (s *Store) AskLowering(ctx context.Context, actor models.Actor, id string, to models.Level, reason string) (out models.LevelDecision, err error) {
	err = s.change(ctx, actor, id, 0, func(t *tx, d *dossier) error {
		reason, err := t.levelReason(d, to, reason)
		if err != nil {
			return err
		}
		if err := d.checkLowering(to); err != nil {
			return err
		}
		row := t.newDecision(d, "lower", to, reason)
		if err := t.db.Create(&row).Error; err != nil {
			return wrap(err, "level decision")
		}
		out = row.decision()
		return t.event(models.Event{
			Kind: models.EventLoweringAsked, Subject: "level_decision", SubjectID: row.ID, ContractID: id, Reason: reason,
			Before: map[string]any{"level": d.level.Derived}, After: map[string]any{"level": to},
		})
	})
	return out, err
}

// levelReason holds what raising and lowering have in common.
func (t *tx) levelReason(d *dossier, to models.Level, reason string) (string, error) {
	if err := models.CheckEdit(t.actor, d.contract()); err != nil {
		return "", err
	}
	reason, err := reasoned(reason)
	var p models.Problems
	if !p.Merge("reason", err) && err != nil {
		return "", err
	}
	if to < models.L1 || to > models.L4 {
		p.Add("level", "error.required")
	}
	if d.level.Level == models.NoLevel {
		p.Add("level", "error.level.none")
	}
	return reason, p.Err()
}

func (d *dossier) checkLowering(to models.Level) error {
	var p models.Problems
	if d.inForce("raise") >= 0 && to >= d.level.Derived {
		p.Add("level", "error.level.end_raise", d.level.Derived.String())
	} else if to >= d.level.Level {
		p.Add("level", "error.level.not_lower", d.level.Level.String(), to.String())
	}
	if floor := d.floor(); to < floor {
		p.Add("level", "error.level.floor", floor.String())
	}
	if slices.ContainsFunc(d.decisions, func(r decisionRow) bool { return r.Decision == "" }) {
		p.Add("level", "error.level.pending")
	}
	return p.Err()
}

// floor is the least level the edition's rules allow for the flags that stand.
func (d *dossier) floor() models.Level {
	floor := models.NoLevel
	for _, rule := range d.edition.Floors {
		if slices.Contains(d.level.Flags, rule.If) {
			floor = max(floor, rule.Min)
		}
	}
	return floor
}

// basis is what a lowering is decided about: everything that asks for more than the
// level it goes to, by id.
func (d *dossier) basis(to models.Level) []string {
	var refs []string
	for _, r := range d.level.Reasons {
		if r.Level > to && (r.Kind == "class" || r.Kind == "floor" || r.Kind == "system") {
			refs = append(refs, r.Ref)
		}
	}
	refs = distinct(refs)
	slices.Sort(refs)
	return refs
}

func (t *tx) newDecision(d *dossier, kind string, to models.Level, reason string) decisionRow {
	return decisionRow{
		ID: t.id(), ContractID: d.row.ID, Kind: kind, FromLevel: int(d.level.Derived), ToLevel: int(to), Reason: reason,
		Basis: strings.Join(d.basis(to), ","), RequestedID: t.actor.UserID, RequestedBy: t.actor.Name, RequestedAt: instant{t.now},
	}
}

// DecideLowering is the IT division's answer to a lowering, by somebody who did not
// ask for it. It ends a raise and an earlier lowering.
func (s *Store) DecideLowering(ctx context.Context, actor models.Actor, id, decisionID string, agree bool, note string) error {
	err := s.change(ctx, actor, id, 0, func(t *tx, d *dossier) error {
		i := slices.IndexFunc(d.decisions, func(r decisionRow) bool { return r.ID == decisionID && r.Kind == "lower" })
		if i < 0 {
			return models.NotFound("level_decision")
		}
		if err := models.CheckDecide(d.contract()); err != nil {
			return err
		}
		r := d.decisions[i]
		note, decision, err := t.decide(r.RequestedID, r.Decision, agree, note)
		if err != nil {
			return err
		}
		if agree {
			if err := t.endDecisions(d, "raise", "lower"); err != nil {
				return err
			}
		}
		err = t.db.Model(&decisionRow{}).Where("id = ?", decisionID).Updates(map[string]any{
			"decision": decision, "note": note, "decided_by": actor.Name, "decided_at": instant{t.now},
		}).Error
		if err != nil {
			return wrap(err, "level decision")
		}
		return t.event(models.Event{
			Kind: models.EventLoweringDecided, Subject: "level_decision", SubjectID: decisionID, ContractID: id, Reason: note,
			Before: map[string]any{"level": d.level.Level}, After: map[string]any{"level": models.Level(r.ToLevel), "decision": decision},
		})
	})
	return err
}

// endDecisions ends the decisions in force of these kinds.
func (t *tx) endDecisions(d *dossier, kinds ...string) error {
	var ids []string
	for i, r := range d.decisions {
		if r.decision().Holds() && slices.Contains(kinds, r.Kind) {
			d.decisions[i].EndedAt = instant{t.now}
			ids = append(ids, r.ID)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	return wrap(t.db.Model(&decisionRow{}).Where("id IN ?", ids).Update("ended_at", instant{t.now}).Error, "level decision")
}

// overtake ends decisions that the facts have left behind. A raise is over when the
// data reaches it. A lowering is over when the data needs no lowering any more, and
// when something new asks for more than it allows: it was decided about other
// facts, and a decision nobody made must not hold.
func (t *tx) overtake(d *dossier) error {
	if d.level.Derived == models.NoLevel {
		return nil
	}
	again := false
	for i := range d.decisions {
		r := d.decisions[i]
		if !d.overtaken(r) {
			continue
		}
		again = true
		if err := t.endOvertaken(d, i); err != nil {
			return err
		}
	}
	if again {
		return d.work()
	}
	return nil
}

func (d *dossier) overtaken(r decisionRow) bool {
	waits := r.Decision == ""
	if !waits && !r.decision().Holds() {
		return false
	}
	to := models.Level(r.ToLevel)
	if r.Kind == "raise" {
		return d.level.Derived >= to
	}
	return d.level.Derived <= to || len(unknown(d.basis(to), split(r.Basis))) > 0
}

func (t *tx) endOvertaken(d *dossier, i int) error {
	r := &d.decisions[i]
	columns := map[string]any{"ended_at": instant{t.now}}
	r.EndedAt = instant{t.now}
	kind := models.EventLoweringEnded
	switch {
	case r.Kind == "raise":
		kind = models.EventLevelRaiseEnded
	case r.Decision == "":
		r.Decision = models.Withdrawn
		columns["decision"] = models.Withdrawn
	}
	if err := t.db.Model(&decisionRow{}).Where("id = ?", r.ID).Updates(columns).Error; err != nil {
		return wrap(err, "level decision")
	}
	return t.event(models.Event{
		Kind: kind, Subject: "level_decision", SubjectID: r.ID, ContractID: d.row.ID,
		Before: map[string]any{"level": models.Level(r.ToLevel)}, After: map[string]any{"level": d.level.Derived, "overtaken": true},
	})
}
