package store

import (
	"cmp"
	"context"
	"slices"
	"strconv"

	"gorm.io/gorm"

	"chigiri/models"
	"chigiri/models/secret"
)

// BriefingPaper typesets the record of a meeting 説明実施報告書 (F-06).
type BriefingPaper func(models.BriefingView, models.Appendix, models.PledgeSignature) (models.File, error)

// CheckIn is a person's own word of being there, on the day: by the code on the wall,
// which turns with each minute, or by one that was given out for the day.
func (s *Store) CheckIn(ctx context.Context, actor models.Actor, id, code string) error {
	return s.checkIn(ctx, actor, id, func(t *tx, row briefingRow) string { return t.codeTaken(row, code) })
}

// CheckInSeen is CheckIn by the word SeenCode gave to the browser before its person had
// signed in.
func (s *Store) CheckInSeen(ctx context.Context, actor models.Actor, id, word string) error {
	return s.checkIn(ctx, actor, id, func(t *tx, row briefingRow) string {
		if t.codeSeen(row, word) {
			return models.CheckedIn
		}
		return ""
	})
}

// checkIn records that the actor is there, where taken gives the way that is known by.
func (s *Store) checkIn(ctx context.Context, actor models.Actor, id string, taken func(*tx, briefingRow) string) error {
	return s.write(ctx, actor, func(t *tx) error {
		row, err := t.briefingOf(id, true)
		if err != nil {
			return err
		}
		var own attendeeRow
		if err := t.first(t.askedAt(id), &own, "briefing"); err != nil {
			return err
		}
		method := taken(t, row)
		switch {
		case row.State != models.BriefingPlanned || row.HeldOn != t.today():
			return models.Conflict("error.briefing.not_today", row.briefing())
		case method == "":
			return models.Invalidf("code", "error.briefing.code")
		case !own.AttendedAt.IsZero():
			return nil
		}
		return t.checkedIn(row, method)
	})
}

// checkedIn records that the actor is at a meeting, and by which way that is known.
func (t *tx) checkedIn(row briefingRow, method string) error {
	columns := map[string]any{"attended_at": instant{t.now}, "method": method, "confirmed_at": instant{t.now}}
	if err := t.askedAt(row.ID).Model(&attendeeRow{}).Updates(columns).Error; err != nil {
		return wrap(err, "attendee")
	}
	// Whoever is closing the meeting has read who came: the record would leave this one out.
	if err := t.db.Model(&briefingRow{}).Where("id = ?", row.ID).Update("version", gorm.Expr("version + 1")).Error; err != nil {
		return wrap(err, "briefing")
	}
	return t.event(models.Event{
		Kind: models.EventBriefingCheckedIn, Subject: "briefing", SubjectID: row.ID, ContractID: row.ContractID, After: map[string]any{"means": method},
	})
}

// ConfirmAttendance is the word of somebody the briefer ticked: yes, I was there.
func (s *Store) ConfirmAttendance(ctx context.Context, actor models.Actor, id string) error {
	return s.write(ctx, actor, func(t *tx) error {
		row, err := t.briefingOf(id, true)
		if err != nil {
			return err
		}
		r := t.db.Model(&attendeeRow{}).Where("briefing_id = ? AND user_id = ? AND attended_at IS NOT NULL AND confirmed_at IS NULL", id, actor.UserID).
			Where("party_id IN (SELECT id FROM parties WHERE state = 'approved')").
			Update("confirmed_at", instant{t.now})
		if r.Error != nil {
			return wrap(r.Error, "attendee")
		}
		if r.RowsAffected == 0 {
			return models.Conflict("error.briefing.nothing", row.briefing())
		}
		return t.event(models.Event{Kind: models.EventBriefingConfirmed, Subject: "briefing", SubjectID: id, ContractID: row.ContractID})
	})
}

// NewCheckInCode makes a code of a meeting that stands for its whole day, for a video
// meeting or a room without a screen; the one before ends.
func (s *Store) NewCheckInCode(ctx context.Context, actor models.Actor, id string) (code string, err error) {
	err = s.briefingDeed(ctx, actor, id, func(t *tx, row briefingRow, _ *dossier, _ models.Parties) error {
		if code, err = secret.Token(s.rand); err != nil {
			return err
		}
		if err := t.db.Model(&briefingRow{}).Where("id = ?", id).Update("checkin", secret.Sum(code)).Error; err != nil {
			return wrap(err, "briefing")
		}
		return t.event(models.Event{Kind: models.EventBriefingCode, Subject: "briefing", SubjectID: id, ContractID: row.ContractID})
	})
	return code, err
}

// CancelBriefing calls a meeting off that was planned.
func (s *Store) CancelBriefing(ctx context.Context, actor models.Actor, id, reason string) error {
	return s.briefingDeed(ctx, actor, id, func(t *tx, row briefingRow, _ *dossier, _ models.Parties) error {
		reason, err := reasoned(reason)
		if err != nil {
			return err
		}
		if done, err := t.update("briefings", id, row.Version, map[string]any{"state": models.BriefingCancelled, "closed_at": instant{t.now}}); err != nil || !done {
			return clash(err, row.briefing())
		}
		if err := t.endMeetingRelays(row); err != nil {
			return err
		}
		return t.event(models.Event{Kind: models.EventBriefingCancelled, Subject: "briefing", SubjectID: id, ContractID: row.ContractID, Reason: reason})
	})
}

// briefingDeed is a deed of whoever holds a meeting that is not closed.
func (s *Store) briefingDeed(ctx context.Context, actor models.Actor, id string, do func(t *tx, row briefingRow, d *dossier, tree models.Parties) error) error {
	var contractID string
	err := s.read(ctx, actor, func(t *tx) error {
		row, err := t.briefingOf(id, false)
		contractID = row.ContractID
		return err
	})
	if err != nil {
		return err
	}
	return s.standingDeed(ctx, actor, contractID, func(t *tx) error {
		row, err := t.briefingOf(id, true)
		if err != nil {
			return err
		}
		house := t.asHouse()
		d, err := house.dossierOf(contractID, false)
		if err != nil {
			return err
		}
		tree, err := house.allParties(t.db.Where("parties.contract_id = ?", contractID))
		if err != nil {
			return err
		}
		if err := t.holdsBriefing(row, d, tree); err != nil {
			return err
		}
		if row.State != models.BriefingPlanned {
			return models.Conflict("error.briefing.closed", row.briefing())
		}
		return do(t, row, d, tree)
	})
}

// HoldBriefing closes a meeting: who came, who took the rules for each party, when
// those who did not come make up for it. The record is sealed as a pledge is, and
// whoever came has heard its topics.
func (s *Store) HoldBriefing(ctx context.Context, actor models.Actor, id string, in models.HeldInput, paper BriefingPaper) (b models.Briefing, err error) {
	var view models.BriefingView
	var explained models.Appendix
	sign := models.PledgeSignature{PledgeID: id, Name: actor.Name}
	err = s.read(ctx, actor, func(t *tx) error {
		row, err := t.briefingOf(id, false)
		if err != nil {
			return err
		}
		house := t.asHouse()
		if view, err = house.briefingView(row); err != nil {
			return err
		}
		d, err := house.dossierOf(row.ContractID, false)
		if err != nil {
			return err
		}
		if _, explained, err = house.bindingOn(d, row.HeldOn); err != nil {
			return err
		}
		tree, err := house.allParties(t.db.Where("parties.contract_id = ?", row.ContractID))
		if err != nil {
			return err
		}
		if err := t.holdsBriefing(row, d, tree); err != nil {
			return err
		}
		if in, err = t.cleanHeld(row, view, in); err != nil {
			return err
		}
		sign.At = t.now
		sign.Code, err = newPledgeCode(s.rand)
		sign.VerifyAt = VerifyAt(sign.Code)
		return err
	})
	if err != nil {
		return b, err
	}
	seen := view.Briefing.Version
	view = attended(view, in, sign)
	view.Briefing.Appendix, view.Briefing.Policy = explained.Version, explained.Facts.PolicyVersion // of the day, not of the plan
	file, err := paper(view, explained, sign)
	if err != nil {
		return b, wrap(err, "typeset")
	}
	file, identity, err := s.sealed(file, sign.At, "説明実施報告書")
	if err != nil {
		return b, err
	}
	s.at("sealed")
	err = s.briefingDeed(ctx, actor, id, func(t *tx, row briefingRow, d *dossier, tree models.Parties) error {
		if row.Version != seen {
			return models.Conflict("error.conflict", row.briefing())
		}
		row.Number, row.Title = explained.Facts.Number, explained.Facts.Title
		b, err = t.storeHeld(row, d, tree, view, sign, file, identity)
		return err
	})
	return b, err
}

// CheckHeld says what HoldBriefing would refuse, and changes nothing.
func (s *Store) CheckHeld(ctx context.Context, actor models.Actor, id string, in models.HeldInput) error {
	return s.read(ctx, actor, func(t *tx) error {
		row, err := t.briefingOf(id, false)
		if err != nil {
			return err
		}
		v, err := t.briefingView(row)
		switch {
		case err != nil:
			return err
		case row.State == models.BriefingPlanned && !v.Can["cancel"]: // the deed of whoever holds it
			return models.Denied("error.denied.briefing")
		}
		_, err = t.cleanHeld(row, v, in)
		return err
	})
}

// cleanHeld checks what is told of a meeting: nobody is left without a word.
func (t *tx) cleanHeld(row briefingRow, v models.BriefingView, in models.HeldInput) (models.HeldInput, error) {
	if row.State != models.BriefingPlanned {
		return in, models.Conflict("error.briefing.closed", row.briefing())
	}
	var c cleaner
	if row.HeldOn.After(t.today()) {
		c.problems.Add("held_on", "error.briefing.future")
	} else {
		c.line("begins", &in.Begins, maxCode)
		c.problems.Merge("", in.CheckWhen(row.briefing(), t.now))
	}
	c.text("note", &in.Note)
	known := func(id string) bool {
		return slices.ContainsFunc(v.Attendees, func(a models.Attendee) bool { return a.ID == id })
	}
	for _, id := range append(slices.Clone(in.Came), in.Received...) {
		if !known(id) {
			c.problems.Add("came", "error.choice", id)
		}
	}
	checkOut(&c.problems, v, in)
	for i := range in.Absent {
		c.line("absent."+strconv.Itoa(i)+".reason", &in.Absent[i].Reason, maxLine)
	}
	c.line("rest_reason", &in.Rest.Reason, maxLine)
	came := 0
	for _, a := range v.Attendees {
		if !a.AttendedAt.IsZero() || slices.Contains(in.Came, a.ID) {
			came++
		}
	}
	if came == 0 {
		c.problems.Add("came", "error.briefing.came")
	} else {
		c.problems.Merge("", in.CheckAbsent(v))
	}
	return in, c.problems.Err()
}

// attended is the meeting as its record tells it.
func attended(v models.BriefingView, in models.HeldInput, sign models.PledgeSignature) models.BriefingView {
	v.Briefing.Begins = cmp.Or(in.Begins, v.Briefing.Begins)
	v.Briefing.Minutes, v.Briefing.Note, v.Briefing.State, v.Briefing.ClosedAt = in.Minutes, in.Note, models.BriefingHeld, sign.At
	v.Briefing.Code = sign.Code
	v.Attendees = slices.Clone(v.Attendees)
	for i := range v.Attendees {
		a := &v.Attendees[i]
		if a.AttendedAt.IsZero() && slices.Contains(in.Came, a.ID) {
			a.AttendedAt, a.Method = sign.At, models.Ticked
		}
		a.Received = slices.Contains(in.Received, a.ID)
	}
	absent := v.Absentees(hasCome)
	for i := range v.Attendees {
		a := &v.Attendees[i]
		missed := slices.ContainsFunc(absent, func(x models.Attendee) bool { return x.ID == a.ID })
		a.Told = a.Told || a.AttendedAt.IsZero() && !missed && !a.Away()
		if missed {
			told, _ := in.OfAbsentee(a.ID)
			a.Absence, a.MakeUpOn, a.SelfStudy = told.Reason, told.MakeUpOn, told.SelfStudy
			if told.SelfStudy {
				a.MakeUpOn = models.Date{}
			}
		}
	}
	return v
}

func hasCome(a models.Attendee) bool { return !a.AttendedAt.IsZero() }

func (t *tx) storeHeld(row briefingRow, d *dossier, tree models.Parties, v models.BriefingView, sign models.PledgeSignature, file models.File, identity string) (models.Briefing, error) {
	sum, err := t.putFile(file)
	if err != nil {
		return models.Briefing{}, err
	}
	t.s.at("file.stored")
	waits := row.Side == models.SidePrime // until the owner division has said its word
	done, err := t.update("briefings", row.ID, row.Version, map[string]any{
		"waits": waits, "state": models.BriefingHeld, "begins": v.Briefing.Begins, "minutes": v.Briefing.Minutes, "note": v.Briefing.Note, "pdf": sum, "identity": identity, "code": sign.Code, "closed_at": instant{sign.At},
		"appendix": v.Briefing.Appendix, "policy": v.Briefing.Policy, "number": row.Number, "title": row.Title,
	})
	if err != nil || !done {
		return row.briefing(), clash(err, row.briefing())
	}
	if err := t.endMeetingRelays(row); err != nil {
		return row.briefing(), err
	}
	if err := t.awaitStamp("briefing", row.ID, row.ContractID, sum, sign.At); err != nil {
		return row.briefing(), err
	}
	t.s.at("briefing_stored")
	told, now, err := t.toldSets(d, row.HeldOn)
	if err != nil {
		return row.briefing(), err
	}
	came := 0
	for _, p := range v.Attendees {
		columns := map[string]any{
			"attended_at": instant{p.AttendedAt}, "method": p.Method, "absence": p.Absence, "make_up_on": p.MakeUpOn, "received": p.Received,
			"told": p.Told, "self_study": p.SelfStudy,
		}
		if err := t.db.Model(&attendeeRow{}).Where("id = ?", p.ID).Updates(columns).Error; err != nil {
			return row.briefing(), wrap(err, "attendee")
		}
		if p.AttendedAt.IsZero() {
			continue
		}
		came++
		if waits {
			continue
		}
		if err := t.toldTopics(row, told, tree, p); err != nil {
			return row.briefing(), err
		}
	}
	t.s.at("briefing_told")
	if err := t.countHeard(d, now, ""); err != nil {
		return row.briefing(), err
	}
	if err := t.first(t.db.Where("id = ?", row.ID), &row, "briefing"); err != nil {
		return models.Briefing{}, err
	}
	return row.briefing(), t.event(models.Event{
		Kind: models.EventBriefingHeld, Subject: "briefing", SubjectID: row.ID, ContractID: row.ContractID,
		After: map[string]any{"held_on": row.HeldOn, "came": came, "topics": split(row.Topics), "pdf": sum, "identity": identity, "policy_version": row.Policy},
	})
}

// toldTopics records what somebody who came has heard.
func (t *tx) toldTopics(b briefingRow, set *topicSet, tree models.Parties, p models.Attendee) error {
	for bound, topics := range toldTo(b, set, tree, p) {
		for _, topic := range topics {
			if err := t.heard(b.ContractID, p.PartyID, p.UserID, bound, topic, models.BriefOral, &b, set.rule.LastDay(b.HeldOn)); err != nil {
				return err
			}
		}
	}
	return nil
}

// heard records that somebody has heard a topic, in a meeting or alone; hearing it again
// moves its last day. A meeting recorded late changes nothing of what was heard since.
// What counts by the person's own word stays told as it was where the briefer alone says
// that they were there again.
func (t *tx) heard(contractID, partyID, userID, bound string, topic models.BriefingTopic, how models.BriefingHow, in *briefingRow, until models.Date) error {
	at, briefing := t.toldAt(in), (*string)(nil)
	if in != nil {
		briefing = &in.ID
	}
	row := topicRow{
		ID: t.id(), ContractID: contractID, PartyID: partyID, UserID: userID, Bound: bound, Topic: topic.ID, Hash: topic.Hash, How: string(how),
		BriefingID: briefing, ToldAt: at, Until: until,
	}
	var old topicRow
	err := t.first(t.db.Where("party_id = ? AND user_id = ? AND bound = ? AND topic = ? AND hash = ?", partyID, userID, bound, topic.ID, topic.Hash), &old, "topic")
	switch {
	case models.KindOf(err) == models.KindNotFound:
		return wrap(t.db.Create(&row).Error, "topic")
	case err != nil || old.ToldAt.After(at.Time):
		return err
	}
	columns := map[string]any{"told_at": row.ToldAt, "how": row.How, "briefing_id": briefing, "until": until, "tries": 0, "again": false}
	keeps, err := t.keepsWord(old, briefing)
	if err != nil {
		return err
	}
	if keeps {
		delete(columns, "told_at")
		delete(columns, "how")
		delete(columns, "briefing_id")
	}
	return wrap(t.db.Model(&topicRow{}).Where("id = ?", old.ID).Updates(columns).Error, "topic")
}

// BriefingFile gives the sealed record.
func (s *Store) BriefingFile(ctx context.Context, actor models.Actor, id string) (f models.File, err error) {
	err = s.read(ctx, actor, func(t *tx) error {
		row, err := t.briefingOf(id, false)
		if err != nil {
			return err
		}
		if row.PDF == "" || actor.Is(models.VendorWorker) {
			return models.NotFound("file") // the record names everybody who came
		}
		f, err = t.file(row.PDF, "説明実施報告書_"+row.HeldOn.String()+".pdf")
		return err
	})
	return f, err
}
