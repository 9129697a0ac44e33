package models

import "time"

// The codes of what parties owe, as lines of standing and tallies have them.
const (
	ReqAccepted      = "accepted" // the appendix in force, by the contractor
	ReqStructure     = "structure"
	ReqSubcontract   = "subcontract"
	ReqCompanyPledge = "company_pledge"
	ReqRoster        = "roster"
	ReqWorkerPledge  = "worker_pledge"
	ReqBriefing      = "briefing"
	ReqQuiz          = "quiz"
)

// Tally counts for one thing that is owed how many owe it and how far they are. It
// says the same whether it was counted from loaded facts (TallyOf) or by the database
// in one query for many contracts: a test holds the two equal.
type Tally struct {
	Of       int  // parties or workers who owe it
	Met      int  // have met it
	Waiting  int  // have filed it, and the public body has to confirm
	Returned int  // had filed it, and it was sent back to them
	Lacking  int  // had filed it, and something more is asked for since
	Lapsed   int  // had met it until it ran out
	Until    Date // first last day among what is met; zero when nothing runs out
}

// State is what the counts come to. Where nobody owes it yet (a roster is empty), it
// cannot be met.
func (t Tally) State() ReqState {
	switch {
	case t.Of == 0:
		return ReqMissing
	case t.Met >= t.Of:
		return ReqMet
	case t.Lapsed > 0:
		return ReqLapsed
	case t.Met+t.Waiting >= t.Of:
		return ReqDue
	}
	return ReqMissing
}

func (t *Tally) add(s ReqState, until Date) {
	t.Of++
	switch s {
	case ReqMet:
		t.Met++
		if !until.IsZero() && (t.Until.IsZero() || until.Before(t.Until)) {
			t.Until = until
		}
	case ReqDue:
		t.Waiting++
	case ReqLapsed:
		t.Lapsed++
	}
}

func (t *Tally) back(returned bool) {
	if returned {
		t.Returned++
	}
}

func (t *Tally) lack(lacks bool) {
	if lacks {
		t.Lacking++
	}
}

// Tallies are the tallies of one contract by code.
type Tallies map[string]Tally

// PledgeStand is how far one signer is.
type PledgeStand struct {
	State  ReqState // met, due (on paper, to be confirmed), lapsed, missing
	Until  Date     // last day of one that is met
	Signed Date     // of the one that holds, or was signed last; of one on paper the day on it
	ID     string   // of the pledge that is asked for, or else the last one
}

// PledgeStandOf is how far a signer is on a day, from all pledges of theirs.
func PledgeStandOf(all []Pledge, day Date) PledgeStand {
	s := PledgeStand{State: ReqMissing}
	for _, p := range all {
		switch {
		case p.InForce(day):
			if s.State != ReqMet || !s.Until.IsZero() && (p.LapsesOn.IsZero() || p.LapsesOn.After(s.Until)) {
				s.Until = p.LapsesOn
			}
			s.State = ReqMet
		case s.State == ReqMet || p.State != PledgeSigned:
		case p.Method == SignedOnPaper && p.ConfirmedAt.IsZero():
			s.State = ReqDue
		case !p.LapsesOn.IsZero() && p.LapsesOn.Before(day) && s.State != ReqDue:
			s.State = ReqLapsed
		}
		if !p.SignedAt.IsZero() && (p.InForce(day) || s.State != ReqMet) {
			s.Signed = Today(p.SignedAt)
		}
		if p.State == PledgeAsked || s.ID == "" {
			s.ID = p.ID
		}
	}
	return s
}

// WorkerStand is what stands of one worker.
type WorkerStand struct {
	Worker  Worker
	Pledge  PledgeStand
	Heard   ReqState // of the topics: met, lapsed, missing
	Until   Date     // last day of what was heard
	Quizzed bool
}

// PartyStand is what stands of one party.
type PartyStand struct {
	Party     Party
	Structure ReqState // met, due (to be confirmed), missing
	Returned  bool     // the structure was sent back, which is why it is missing
	Lacks     bool     // something more is asked of the structure since it was filed, which is why it is missing
	LacksFrom time.Time
	Company   PledgeStand
	Heard     ReqState // of its lead
	Until     Date
	Quizzed   bool
	Workers   []WorkerStand
}

// roster is how far a party's roster is on a day: somebody is on it, and everybody
// who is was confirmed. It is missing while a line of it that was sent back is not filed
// again, whoever else waits.
func (p PartyStand) roster(day Date) (state ReqState, returned bool) {
	state = ReqMissing
	for _, w := range p.Workers {
		if !w.Worker.Working(day) {
			continue
		}
		switch own := w.Worker.State(); {
		case own == ReqMissing:
			return ReqMissing, true
		case own == ReqDue || state == ReqMissing:
			state = own
		}
	}
	return state, false
}

// TallyOf counts what the parties of one contract owe on a day.
func TallyOf(parties []PartyStand, day Date) Tallies {
	var structure, sub, company, roster, pledge, briefing, quiz Tally
	for _, p := range parties {
		switch {
		case p.Party.State == PartyUnapproved:
			sub.add(ReqMissing, Date{})
		case p.Party.State == PartyApproved && p.Party.Tier > 0:
			sub.add(ReqMet, Date{})
		}
		if p.Party.State != PartyApproved {
			continue
		}
		structure.add(p.Structure, Date{})
		structure.back(p.Returned)
		structure.lack(p.Lacks)
		company.add(p.Company.State, p.Company.Until)
		listed, returned := p.roster(day)
		roster.add(listed, Date{})
		roster.back(returned)
		briefing.add(p.Heard, p.Until)
		quiz.add(answered(p.Quizzed), Date{})
		for _, w := range p.Workers {
			if w.Worker.Working(day) {
				pledge.add(w.Pledge.State, w.Pledge.Until)
				briefing.add(w.Heard, w.Until)
				quiz.add(answered(w.Quizzed), Date{})
			}
		}
	}
	return Tallies{
		ReqStructure: structure, ReqSubcontract: sub, ReqCompanyPledge: company, ReqRoster: roster,
		ReqWorkerPledge: pledge, ReqBriefing: briefing, ReqQuiz: quiz,
	}
}

func answered(done bool) ReqState {
	if done {
		return ReqMet
	}
	return ReqMissing
}
