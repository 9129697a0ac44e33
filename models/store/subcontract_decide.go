package store

import (
	"context"

	"chigiri/models"
)

// PassSubcontract is the prime's word on what a subcontractor asks for below itself:
// passed on to the owner division, or returned with the reason.
func (s *Store) PassSubcontract(ctx context.Context, actor models.Actor, id string, agree bool, note string) error {
	return s.subcontractDeed(ctx, actor, id, func(t *tx, _ *dossier, p models.Party, tree models.Parties) error {
		if err := models.CheckPass(actor, p, tree.Prime()); err != nil {
			return err
		}
		note, err := t.said(note, !agree)
		if err != nil {
			return err
		}
		if agree && p.Late(t.today()) {
			return models.Invalidf("decision", "error.subcontract.late", p.StartsOn)
		}
		if !agree {
			return t.movedParty(p, models.PartyReturned, models.EventSubcontractReturned, "returned", note, nil)
		}
		return t.movedParty(p, models.PartyForwarded, models.EventSubcontractForwarded, "forwarded", note, nil)
	})
}

// said cleans a remark; where a reason is asked it must not be empty.
func (t *tx) said(note string, needed bool) (string, error) {
	var c cleaner
	before := len(c.problems)
	c.text("note", &note)
	if needed && len(c.problems) == before {
		c.problems.Require("note", note)
	}
	return note, c.problems.Err()
}

// DecideSubcontract is the owner division's decision on an application, and the IT
// division's after it where the edition asks for that: Agreed, Returned or Refused.
// For work on My Numbers whoever agrees for the body gives its consent by name
// (番号法 第10条第1項・第2項: 最初の委託者の許諾), or cannot agree.
func (s *Store) DecideSubcontract(ctx context.Context, actor models.Actor, id string, decision models.Decision, consent bool, note string) error {
	return s.subcontractDeed(ctx, actor, id, func(t *tx, d *dossier, p models.Party, tree models.Parties) error {
		if err := models.CheckDecideParty(actor, d.contract(), p); err != nil {
			return err
		}
		note, err := t.said(note, decision != models.Agreed)
		if err != nil {
			return err
		}
		switch decision {
		case models.Agreed:
			return t.agreeSubcontract(d, p, tree, consent, note)
		case models.Returned:
			return t.movedParty(p, models.PartyReturned, models.EventSubcontractReturned, "returned", note, nil)
		case models.Refused:
			return t.movedParty(p, models.PartyRefused, models.EventSubcontractRefused, "refused", note, nil)
		}
		return models.Invalidf("decision", "error.choice", string(decision))
	})
}

// agreeSubcontract: what was asked for is held against the rules of the day once
// more, for the appendix may have been issued anew meanwhile; the lead time ran from
// the application.
func (t *tx) agreeSubcontract(d *dossier, p models.Party, tree models.Parties, consent bool, note string) error {
	above := tree.Find(p.ParentID)
	if above == nil || above.State != models.PartyApproved {
		return models.Conflict("error.subcontract.above", p)
	}
	sub, err := t.subcontract(p.ID)
	if err != nil {
		return err
	}
	facts, err := t.subcontractFacts(d, *above)
	if err != nil {
		return err
	}
	if sub.StartsOn.Before(t.today()) {
		return models.Invalidf("decision", "error.subcontract.late", sub.StartsOn) // an approval comes before the work
	}
	facts.Today = models.Today(sub.AppliedAt)
	if err := sub.Validate(facts); err != nil {
		return err
	}
	rule, more := facts.Rule, map[string]any{}
	if sub.MyNumber && rule.Consent && p.ConsentedAt.IsZero() {
		if !consent {
			return models.Invalidf("consent", "error.subcontract.consent")
		}
		more["consented_at"], more["consented_by"] = instant{t.now}, t.actor.Name
	}
	to := rule.AfterForward(p.State)
	if to == models.PartyEndorsed {
		return t.movedParty(p, to, models.EventSubcontractEndorsed, "endorsed", note, more)
	}
	return t.movedParty(p, to, models.EventSubcontractApproved, "approved", note, more)
}

// WithdrawSubcontract takes an application back before it is decided.
func (s *Store) WithdrawSubcontract(ctx context.Context, actor models.Actor, id, reason string) error {
	return s.subcontractDeed(ctx, actor, id, func(t *tx, _ *dossier, p models.Party, tree models.Parties) error {
		if err := models.CheckWithdraw(actor, p, tree.Find(p.ParentID)); err != nil {
			return err
		}
		reason, err := reasoned(reason)
		if err != nil {
			return err
		}
		return t.movedParty(p, models.PartyWithdrawn, models.EventSubcontractWithdrawn, "withdrawn", reason, nil)
	})
}

// EndParty ends a subcontractor's place with everybody below it: they may do nothing
// from that moment on. What was stays in the tree's history.
func (s *Store) EndParty(ctx context.Context, actor models.Actor, id, reason string) error {
	return s.subcontractDeed(ctx, actor, id, func(t *tx, d *dossier, p models.Party, tree models.Parties) error {
		e, err := t.planEnd(d, p, tree, reason)
		if err != nil {
			return err
		}
		reason := e.Reason
		if err := t.stays(p, reason); err != nil {
			return err
		}
		for _, q := range append(models.Parties{p}, e.Below...) {
			more := map[string]any{"end_reason": reason}
			if err := t.movedParty(q, models.PartyEnded, models.EventPartyEnded, "ended", reason, more); err != nil {
				return err
			}
			if err := t.endPledges(t.db.Where("party_id = ?", q.ID), pledgePartyEnded); err != nil {
				return err
			}
		}
		return nil
	})
}

// ReportParty records a firm that is known to work below a party without approval,
// since a day. It stands in the way of the whole contract until it is applied for and
// approved, or ended.
func (s *Store) ReportParty(ctx context.Context, actor models.Actor, contractID, aboveID string, firm models.VendorInput, since models.Date, note string) (p models.Party, err error) {
	err = s.partyDeed(ctx, actor, contractID, func(t *tx, d *dossier, tree models.Parties) error {
		if err := models.CheckReport(actor, d.contract()); err != nil {
			return err
		}
		above := tree.Find(aboveID)
		if above == nil || above.State.Over() {
			return models.Invalidf("above", "error.party.parent")
		}
		note, err := t.said(note, true)
		var c cleaner
		c.problems.Merge("", err)
		if since.IsZero() || since.After(t.today()) {
			c.problems.Add("since", "error.party.since")
		}
		if number, err := models.ParseCorporateNumber(firm.CorporateNumber); !c.problems.Merge("corporate_number", err) {
			firm.CorporateNumber = number
		}
		if err := c.problems.Err(); err != nil {
			return err
		}
		vendorID, err := t.vendorOf(firm)
		if err != nil {
			return err
		}
		if err := t.notTwice(*above, vendorID); err != nil {
			return err
		}
		row := t.newParty(contractID, vendorID, above, models.PartyUnapproved)
		row.WorksSince = since
		if err := t.db.Create(&row).Error; err != nil {
			return wrap(err, "party")
		}
		if err := t.partyStep(row.ID, "reported", note); err != nil {
			return err
		}
		p = row.party(firm.Name)
		return t.event(models.Event{
			Kind: models.EventPartyReported, Subject: "party", SubjectID: row.ID, ContractID: contractID, Reason: note,
			After: map[string]any{"vendor_id": vendorID, "tier": row.Tier, "parent_id": aboveID, "works_since": since, "state": row.State},
		})
	})
	return p, err
}
