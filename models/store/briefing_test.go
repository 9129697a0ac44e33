package store_test

import (
	"testing"
	"time"

	"chigiri/models"
	"chigiri/models/seal"
	"chigiri/models/store/storetest"
)

// recordPaper typesets the record of a meeting in the plainest way.
func recordPaper(_ models.BriefingView, _ models.Appendix, sign models.PledgeSignature) (models.File, error) {
	return pledgePaper(models.PledgeText{Hash: "record"}, sign)
}

// meeting is planned for today, for every topic of the contract.
func (c *crew) meeting(by models.Actor, parties ...string) (models.Briefing, string) {
	c.t.Helper()
	topics := []string{}
	for _, p := range parties {
		topics = append(topics, c.topicsOf(p)...)
	}
	b, code, err := c.PlanBriefing(bg, by, c.contract, models.BriefingInput{
		Method: models.BriefRoom, HeldOn: c.today(), Begins: "00:30", Minutes: 60, Place: "府庁 第１会議室", Topics: topics, Parties: parties, Everybody: parties, ClosedDay: true,
	})
	must(c.t, err)
	return b, code
}

func (c *crew) topicsOf(party string) []string {
	var ids []string
	topics, err := c.TopicsOf(bg, party)
	must(c.t, err)
	for _, t := range topics {
		ids = append(ids, t.ID)
	}
	return ids
}

func (c *crew) structure() models.StructureInput {
	return models.StructureInput{
		LeadName: "責任 五郎", LeadPhone: "06-0000-0000", AfterHours: "090-0000-0000", SecurityLead: "安全 太郎", PrivacyLead: "個情 花子", Contacts: "１ 責任者 ２ 副責任者",
		Sites: []models.StructureSite{{Address: "大阪市中央区", Lock: "ＩＣカード"}},
	}
}

// answers answers every question of every topic rightly, after reading what may be read
// alone.
func (c *crew) answers(a models.Actor, party string) {
	c.t.Helper()
	v := got(c.Study(bg, a, party))(c.t)
	for _, topic := range v.Topics {
		if topic.How != models.BriefOral && topic.Record == nil {
			must(c.t, c.ReadTopic(bg, a, party, topic.ID, topic.Hash))
		}
		if len(topic.Quiz) == 0 {
			continue
		}
		right := map[string]string{}
		for _, q := range topic.Quiz {
			right[q.ID] = q.Answer
		}
		mark := got(c.AnswerQuiz(bg, a, party, topic.ID, topic.Hash, right))(c.t)
		if !mark.Passed {
			c.t.Errorf("%s is not passed with %v", topic.ID, right)
		}
	}
}

func TestContractTurnsReady(t *testing.T) {
	// Proves the whole way of an L4 contract with a subcontractor: each step closes its
	// line of standing and no other does, and only when all stand may work begin.
	inOffice(t, func(t *testing.T, o *office) {
		c := newCrew(o, o.high())
		chief := o.person("chief", "管理 太郎", models.Manager, o.division, "")
		sub := o.below(c.contract, "", c.boss, o.otherVendor)
		subBoss := o.person("sub.boss", "再委 七郎", models.VendorLead, "", o.otherVendor)
		open := func(want ...string) {
			t.Helper()
			left := map[string]bool{}
			for _, r := range o.see(c.contract).Standing.Requirements {
				if r.State != models.ReqMet && r.State != models.ReqNotAsked {
					left[r.Code] = true
				}
			}
			for _, code := range want {
				if !left[code] {
					t.Errorf("%s is not open: %v", code, left)
				}
				delete(left, code)
			}
			for code := range left {
				t.Errorf("%s is still open", code)
			}
		}
		open("accepted", "structure", "company_pledge", "roster", "worker_pledge", "briefing", "quiz")
		must(t, o.AcceptAppendix(bg, c.boss, c.contract, 1, ""))
		for lead, p := range map[*models.Actor]models.Party{&c.boss: c.prime, &subBoss: sub} {
			must(t, o.FileStructure(bg, *lead, p.ID, c.structure()))
		}
		open("structure", "company_pledge", "roster", "worker_pledge", "briefing", "quiz")
		_, one := c.joins(c.boss, c.prime, "従事 六郎")
		_, two := c.joins(subBoss, sub, "再委 八郎")
		for _, p := range []models.Party{c.prime, sub} {
			must(t, o.ConfirmStructure(bg, o.drafter, p.ID, 1))
			got(o.ConfirmRoster(bg, o.drafter, p.ID, time.Time{}))(t)
		}
		open("company_pledge", "worker_pledge", "briefing", "quiz")
		wantKind(t, o.MakeReady(bg, chief, c.contract), models.KindInvalid)
		for _, a := range []models.Actor{c.boss, subBoss, one, two} {
			got(c.signs(a, c.owed(a).ID))(t)
		}
		open("briefing", "quiz")
		b, code := c.meeting(chief, c.prime.ID, sub.ID)
		for _, a := range []models.Actor{subBoss, one, two} {
			wantProblem(t, o.CheckIn(bg, a, b.ID, "x"+code), "code", "error.briefing.code")
			must(t, o.CheckIn(bg, a, b.ID, code))
		}
		wantKind(t, o.CheckIn(bg, o.rival, b.ID, code), models.KindNotFound)
		v := got(o.Briefing(bg, chief, b.ID))(t)
		held := models.HeldInput{Minutes: 75, Note: "質疑あり"}
		for _, p := range v.Attendees {
			if p.UserID == c.boss.UserID {
				held.Came, held.Received = append(held.Came, p.ID), append(held.Received, p.ID)
			}
		}
		_, err := o.HoldBriefing(bg, c.boss, b.ID, held, recordPaper)
		wantKind(t, err, models.KindDenied)
		b = got(o.HoldBriefing(bg, chief, b.ID, held, recordPaper))(t)
		f := got(o.BriefingFile(bg, o.drafter, b.ID))(t)
		if r, err := seal.Verify(f.Bytes, storetest.Seal(t).Roots(), seal.VerifyOptions{}); err != nil || r.Identity != b.Identity {
			t.Errorf("the record does not verify: %+v, %v", r, err)
		}
		open("quiz")
		for a, p := range map[*models.Actor]string{&c.boss: c.prime.ID, &one: c.prime.ID, &subBoss: sub.ID, &two: sub.ID} {
			c.answers(*a, p)
		}
		open()
		must(t, o.MakeReady(bg, chief, c.contract))
	})
}

func TestBriefingLapses(t *testing.T) {
	// Proves that what was heard holds until its day, and that a topic which must be told
	// is not read alone, nor answered before it is heard.
	inOffice(t, func(t *testing.T, o *office) {
		in := o.high()
		in.EndsOn = models.NewDate(2029, 3, 31)
		c := newCrew(o, in)
		_, worker := c.joins(c.boss, c.prime, "従事 六郎")
		v := got(o.Study(bg, worker, c.prime.ID))(t)
		topic := v.Topics[0]
		if topic.How != models.BriefOral {
			t.Fatalf("at level 4 %s is gone through by %s", topic.ID, topic.How)
		}
		wantKind(t, o.ReadTopic(bg, worker, c.prime.ID, topic.ID, topic.Hash), models.KindConflict)
		_, err := o.AnswerQuiz(bg, worker, c.prime.ID, topic.ID, topic.Hash, nil)
		wantKind(t, err, models.KindConflict)
		wantKind(t, o.ReadTopic(bg, o.lead, c.prime.ID, topic.ID, "old"), models.KindConflict)
		_, err = o.Study(bg, o.rival, c.prime.ID)
		wantKind(t, err, models.KindNotFound)
		chief := o.person("chief", "管理 太郎", models.Manager, o.division, "")
		b, code := c.meeting(chief, c.prime.ID)
		must(t, o.CheckIn(bg, worker, b.ID, code))
		got(o.HoldBriefing(bg, chief, b.ID, o.closing(chief, b.ID), recordPaper))(t)
		heard := func() models.ReqState { return got(o.Study(bg, worker, c.prime.ID))(t).Heard.Told }
		if s := heard(); s != models.ReqMet {
			t.Errorf("after the briefing %s", s)
		}
		until := got(o.Study(bg, worker, c.prime.ID))(t).Heard.Until
		o.clock.Set(until.AddDays(1).Start().Add(time.Hour))
		if s := heard(); s != models.ReqLapsed {
			t.Errorf("a day after %v %s", until, s)
		}
	})
}

// closing is what closes a meeting with those who checked in: everybody else is told to
// have been on duty, and makes up for it on the day.
func (o *office) closing(by models.Actor, id string) models.HeldInput {
	o.t.Helper()
	v := got(o.Briefing(bg, by, id))(o.t)
	in := models.HeldInput{Minutes: 60}
	for _, a := range v.Absentees(func(a models.Attendee) bool { return !a.AttendedAt.IsZero() }) {
		in.Absent = append(in.Absent, models.AbsentAttendee{ID: a.ID, Reason: "当直", MakeUpOn: v.Briefing.HeldOn})
	}
	return in
}
