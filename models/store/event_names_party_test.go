package store_test

import (
	"strings"
	"testing"

	"chigiri/models"
	"chigiri/models/store"
)

// namesOf are the names somebody reads in the log, and what the lines are about by kind.
func (c *crew) namesOf(who models.Actor) (names map[string]string, about map[models.EventKind][]string) {
	c.t.Helper()
	l, err := c.Log(bg, who, store.EventQuery{Limit: 200, ContractID: c.contract})
	must(c.t, err)
	about = map[models.EventKind][]string{}
	for _, e := range l.Events {
		about[e.Kind] = append(about[e.Kind], l.Names[e.SubjectID])
	}
	return l.Names, about
}

func TestLogNamesWhoItIsAbout(t *testing.T) {
	// Proves that lines about parties, people, pledges and meetings name them for staff of
	// the contract and for the leads who may read the name, and for nobody else.
	inOffice(t, func(t *testing.T, o *office) {
		c := newCrew(o, o.high())
		must(t, o.AcceptAppendix(bg, c.boss, c.contract, 1, ""))
		sub := o.below(c.contract, "", c.boss, o.otherVendor)
		subBoss := o.person("subboss", "下請 次郎", models.VendorLead, "", o.otherVendor)
		w, me := c.joins(c.boss, c.prime, "鈴木 一")
		subW, _ := c.joins(subBoss, sub, "田中 二")
		must(t, o.DelegatePledge(bg, c.boss, c.owed(c.boss).ID, me.UserID))
		must(t, o.WorkerLeft(bg, c.boss, w.ID, o.today(), "異動"))
		meeting, _ := c.meeting(o.person("briefer", "説明 三郎", models.Drafter, o.division, ""), c.prime.ID)

		names, about := c.namesOf(o.drafter)
		firm := names[c.prime.ID]
		for kind, want := range map[models.EventKind]string{
			models.EventWorkerJoined: "田中 二", models.EventWorkerLeft: "鈴木 一", models.EventPledgeDelegated: firm, models.EventSubcontractApplied: names[sub.ID],
			models.EventBriefingPlanned: models.WarekiWeekday(meeting.HeldOn) + " 00:30", models.EventAppendixAccepted: "第1版、" + firm,
		} {
			if got := about[kind]; len(got) == 0 || want == "" || got[0] != want {
				t.Errorf("%s is about %q, want %q", kind, got, want)
			}
		}
		asked := strings.Join(about[models.EventPledgeAsked], "\n")
		for _, want := range []string{"鈴木 一（" + firm + "）", "田中 二（" + names[sub.ID] + "）", firm} {
			if !strings.Contains(asked, want) {
				t.Errorf("pledges of %q are asked for, none of %s", asked, want)
			}
		}
		for _, c2 := range []struct {
			who         models.Actor
			reads, none []string
		}{
			{o.auditor, []string{c.prime.ID, sub.ID, w.UserID, subW.UserID, meeting.ID}, nil},
			{c.boss, []string{c.prime.ID, w.UserID, me.UserID}, nil},
			{subBoss, []string{sub.ID, subW.UserID}, []string{w.UserID, w.ID, meeting.ID}},
			{o.other, nil, []string{c.prime.ID, sub.ID, w.UserID, w.ID, meeting.ID}},
			{o.admin, nil, []string{c.prime.ID, sub.ID, meeting.ID}},
			{me, nil, []string{c.prime.ID, sub.ID, subW.UserID}},
		} {
			l, err := o.Log(bg, c2.who, store.EventQuery{Limit: 200})
			must(t, err)
			for _, id := range c2.reads {
				if l.Names[id] == "" {
					t.Errorf("%s: %s has no name", c2.who.Name, names[id])
				}
			}
			for _, id := range c2.none {
				if l.Names[id] != "" {
					t.Errorf("%s is told of %s", c2.who.Name, l.Names[id])
				}
			}
		}
		// By an address typed, nobody is named who is none of the reader's.
		for _, who := range []models.Actor{subBoss, o.other, me} {
			l, err := o.Log(bg, who, store.EventQuery{Subject: "worker", SubjectID: w.UserID, ContractID: c.contract})
			must(t, err)
			if who.UserID != w.UserID && l.Names[w.UserID] != "" {
				t.Errorf("%s asks for an id and is told of %s", who.Name, l.Names[w.UserID])
			}
		}
	})
}

func TestErasedPersonHasNoNameInTheLog(t *testing.T) {
	// Proves that lines about somebody whose data was erased name them no more, though the
	// roster, which is a record, keeps the name.
	inOffice(t, func(t *testing.T, o *office) {
		c := newCrew(o, o.low())
		w, _ := c.joins(c.boss, c.prime, "鈴木 一")
		if _, about := c.namesOf(o.drafter); about[models.EventWorkerJoined][0] != "鈴木 一" {
			t.Fatalf("before: %v", about)
		}
		must(t, o.WorkerLeft(bg, c.boss, w.ID, o.today(), "退職"))
		must(t, o.DisableUser(bg, o.admin, w.UserID, "退職"))
		u, err := o.User(bg, models.System(), w.UserID)
		must(t, err)
		must(t, o.ErasePerson(bg, o.admin, w.UserID, u.Version, "請求"))
		for _, who := range []models.Actor{o.drafter, o.auditor, c.boss} {
			_, about := c.namesOf(who)
			for kind, list := range about {
				if strings.Contains(strings.Join(list, "\n"), "鈴木") {
					t.Errorf("%s reads in %s of %v", who.Name, kind, list)
				}
			}
			if got := about[models.EventWorkerLeft]; len(got) != 1 || got[0] != models.Erased {
				t.Errorf("%s: %v left", who.Name, got)
			}
		}
	})
}
