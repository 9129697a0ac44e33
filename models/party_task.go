package models

import "cmp"

// Whose is the role whose turn it is at a party, "" when nobody's: an application goes
// from the prime to the owner division and the IT division, and back to whoever sent
// it; who works without approval has to be applied for.
func (p Party) Whose() Role {
	switch p.State {
	case PartyForwarded:
		return Drafter
	case PartyEndorsed:
		return Reviewer
	case PartyApplied, PartyReturned, PartyUnapproved:
		return VendorLead
	}
	return ""
}

// Current are the parties that are not over, in the order of the tree.
func (l Parties) Current() Parties {
	return l.which(func(p Party) bool { return !p.State.Over() })
}

// Past are the parties that are over.
func (l Parties) Past() Parties { return l.which(func(p Party) bool { return p.State.Over() }) }

func (l Parties) which(is func(Party) bool) Parties {
	var some Parties
	for _, p := range l {
		if is(p) {
			some = append(some, p)
		}
	}
	return some
}

// Led is the first place an actor leads, nil when there is none.
func (l Parties) Led(a Actor) *Party {
	for i, p := range l {
		if p.LedBy(a) {
			return &l[i]
		}
	}
	return nil
}

// PartyTask is what comes next about the parties of a contract. The deed is one of
//
//	decide  the party's application waits for the reader's decision
//	pass    it waits for the reader, the prime, to pass it on
//	mend    it came back to the reader
//	cover   the party works below the reader without approval: apply, or end it
//	await   it waits for somebody else
//	invite  nothing waits for the reader; the party has no lead, and the reader may invite one
//	apply   nothing waits; the reader may ask for a subcontractor below the party
//
// or "" when there is nothing to do and nothing to wait for.
type PartyTask struct {
	Deed  string
	Party *Party
}

// Task is what comes next for a reader of the tree: the own turn before others', the
// longest waiting first.
func (l Parties) Task(a Actor, c Contract) PartyTask {
	var task PartyTask
	for i, p := range l {
		deed := l.deed(a, c, p)
		if deed == "" {
			continue
		}
		first := cmp.Compare(rank[deed], rank[task.Deed])
		if task.Party == nil || first > 0 || first == 0 && p.Since.Before(task.Party.Since) {
			task = PartyTask{deed, &l[i]}
		}
	}
	if own := l.Led(a); task.Party == nil && own != nil && CheckDecide(c) == nil {
		return PartyTask{"apply", own}
	}
	return task
}

// rank is which of the deeds comes first: one's own turn in what is asked for, before
// what is always there to be done, before others' turns.
var rank = map[string]int{"await": 1, "invite": 2, "cover": 3, "mend": 3, "pass": 3, "decide": 3}

// deed is what one party asks of a reader.
func (l Parties) deed(a Actor, c Contract, p Party) string {
	above := l.Find(p.ParentID)
	switch led := above != nil && above.LedBy(a); {
	case p.Whose() == "" && p.Invites:
		return "invite"
	case p.Whose() == "":
		return ""
	case CheckDecideParty(a, c, p) == nil:
		return "decide"
	case CheckPass(a, p, l.Prime()) == nil:
		return "pass"
	case p.State == PartyReturned && led:
		return "mend"
	case p.State == PartyUnapproved && led:
		return "cover"
	}
	return "await"
}
