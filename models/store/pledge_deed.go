package store

import (
	"context"

	"chigiri/models"
)

// pledgeDeed is one deed on a pledge that changes its row and leaves its line.
func (s *Store) pledgeDeed(ctx context.Context, actor models.Actor, id string, do func(t *tx, c *pledgeCase) error) error {
	contractID := ""
	err := s.read(ctx, actor, func(t *tx) error {
		c, err := t.pledgeOf(id, false)
		if err == nil {
			contractID = c.row.ContractID
		}
		return err
	})
	if err != nil {
		return err
	}
	return s.standingDeed(ctx, actor, contractID, func(t *tx) error {
		c, err := t.pledgeOf(id, true)
		if err != nil {
			return err
		}
		return do(t, c)
	})
}

// changePledge writes columns of a pledge with its line of the log.
func (t *tx) changePledge(c *pledgeCase, kind models.EventKind, columns, after map[string]any, reason string) error {
	return t.savePledge(c, columns, models.Event{Kind: kind, After: after, Reason: reason})
}

// savePledge writes columns of a pledge, and e as a line about it.
func (t *tx) savePledge(c *pledgeCase, columns map[string]any, e models.Event) error {
	done, err := t.update("pledges", c.row.ID, c.row.Version, columns)
	if err != nil || !done {
		return clash(err, c.row.pledge())
	}
	e.Subject, e.SubjectID, e.ContractID = "pledge", c.row.ID, c.row.ContractID
	return t.event(e)
}

// mine says whether a pledge that is asked for is the actor's to sign, or why not.
func (t *tx) mine(c *pledgeCase) error {
	switch {
	case !models.CanSignPledge(t.actor, c.row.pledge(), c.party, c.worker):
		return models.Denied("error.denied.pledge")
	case c.row.State != models.PledgeAsked:
		return models.Conflict("error.pledge.over", c.row.pledge())
	}
	return nil
}

// DeclinePledge says no, with the reason. The pledge is still owed, and may be signed
// after all.
func (s *Store) DeclinePledge(ctx context.Context, actor models.Actor, id, reason string) error {
	return s.pledgeDeed(ctx, actor, id, func(t *tx, c *pledgeCase) error {
		if err := t.mine(c); err != nil {
			return err
		}
		reason, err := reasoned(reason)
		if err != nil {
			return err
		}
		columns := map[string]any{"declined_at": instant{t.now}, "decline_reason": reason}
		return t.changePledge(c, models.EventPledgeDeclined, columns, nil, reason)
	})
}

// AskAboutPledge puts a question before signing; the owner division answers.
func (s *Store) AskAboutPledge(ctx context.Context, actor models.Actor, id, question string) error {
	return s.pledgeDeed(ctx, actor, id, func(t *tx, c *pledgeCase) error {
		if err := t.mine(c); err != nil {
			return err
		}
		question, err := t.worded("question", question)
		if err != nil {
			return err
		}
		columns, err := t.askMore(c, question)
		if err != nil {
			return err
		}
		return t.changePledge(c, models.EventPledgeQuestion, columns, map[string]any{"question": question}, "")
	})
}

// AnswerAboutPledge answers a signer's question.
func (s *Store) AnswerAboutPledge(ctx context.Context, actor models.Actor, id, answer string) error {
	return s.pledgeDeed(ctx, actor, id, func(t *tx, c *pledgeCase) error {
		if err := models.CheckConfirm(actor, c.d.contract()); err != nil {
			return err
		}
		if c.row.Question == "" || c.row.Answer != "" || c.row.State != models.PledgeAsked {
			return models.Conflict("error.pledge.no_question", c.row.pledge())
		}
		answer, err := t.worded("answer", answer)
		if err != nil {
			return err
		}
		columns, err := t.answerOldest(c, answer)
		if err != nil {
			return err
		}
		return t.changePledge(c, models.EventPledgeAnswered, columns, map[string]any{"answer": answer}, "")
	})
}

// worded cleans a text that must not be empty.
func (t *tx) worded(field, text string) (string, error) {
	var c cleaner
	before := len(c.problems)
	c.text(field, &text)
	if len(c.problems) == before {
		c.problems.Require(field, text)
	}
	return text, c.problems.Err()
}

// DelegatePledge lets another of the vendor's people sign the company's pledge, where
// the edition allows it; an empty user takes that back.
func (s *Store) DelegatePledge(ctx context.Context, actor models.Actor, id, userID string) error {
	return s.pledgeDeed(ctx, actor, id, func(t *tx, c *pledgeCase) error {
		switch {
		case c.row.Kind != models.PledgeCompany || !c.party.LedBy(actor):
			return models.Denied("error.denied.pledge")
		case c.row.State != models.PledgeAsked:
			return models.Conflict("error.pledge.over", c.row.pledge())
		case !c.rule.Delegable && userID != "":
			return models.Conflict("error.pledge.delegate", c.row.pledge())
		}
		if userID != "" {
			u, err := t.asHouse().user("id = ?", userID)
			if err != nil || u.VendorID != c.party.VendorID || u.Disabled {
				return models.Invalidf("user_id", "error.roster.account")
			}
		}
		return t.savePledge(c, map[string]any{"delegate_id": pointer(userID)}, models.Event{
			Kind: models.EventPledgeDelegated, Before: map[string]any{"delegate_id": value(c.row.DelegateID)}, After: map[string]any{"delegate_id": userID},
		})
	})
}

// ConfirmPledge confirms that a pledge was received; one on paper holds from then on. Who
// brought it may not.
func (s *Store) ConfirmPledge(ctx context.Context, actor models.Actor, id, shelf string) error {
	return s.pledgeDeed(ctx, actor, id, func(t *tx, c *pledgeCase) error {
		if err := models.CheckReceipt(actor, c.row.pledge(), c.rule, c.d.contract()); err != nil {
			return err
		}
		if c.row.State != models.PledgeSigned || !c.row.ConfirmedAt.IsZero() {
			return models.Conflict("error.pledge.over", c.row.pledge())
		}
		var clean cleaner
		if clean.line("shelf", &shelf, maxLine); c.row.Method == models.SignedOnPaper && shelf == "" && c.row.Shelf == "" {
			clean.problems.Add("shelf", "error.required")
		}
		if err := clean.problems.Err(); err != nil {
			return err
		}
		if shelf == "" {
			shelf = c.row.Shelf
		}
		columns := map[string]any{"confirmed_by": actor.Name, "confirmed_at": instant{t.now}, "shelf": shelf}
		return t.changePledge(c, models.EventPledgeConfirmed, columns, map[string]any{"shelf": shelf}, "")
	})
}

// ReturnPledge sends a pledge on paper back whose scan shows nothing that could be
// confirmed. It ends and stays with its scan and the reason; another one is asked for in
// its place as long as it is owed.
func (s *Store) ReturnPledge(ctx context.Context, actor models.Actor, id, reason string) error {
	return s.pledgeDeed(ctx, actor, id, func(t *tx, c *pledgeCase) error {
		if err := models.CheckReceiver(actor, c.rule, c.d.contract()); err != nil {
			return err
		}
		if !c.row.pledge().Returnable() {
			return models.Conflict("error.pledge.over", c.row.pledge())
		}
		reason, err := reasoned(reason)
		if err != nil {
			return err
		}
		columns := map[string]any{
			"state": models.PledgeEnded, "ended_at": instant{t.now}, "end_reason": models.PledgeReturned, "return_reason": reason,
		}
		after := map[string]any{"state": models.PledgeEnded, "scan": c.row.Scan}
		return t.changePledge(c, models.EventPledgeReturned, columns, after, reason)
	})
}

// returnedBefore is the pledge on paper that was sent back last, where nothing came of
// its signer since but the one that is asked for now.
func (t *tx) returnedBefore(c *pledgeCase) (*models.Pledge, error) {
	if c.row.State != models.PledgeAsked {
		return nil, nil
	}
	var rows []pledgeRow
	err := t.samePledges(c.row).Omit("text").Where("id < ?", c.row.ID).Order("id DESC").Limit(1).Find(&rows).Error
	if err != nil || len(rows) == 0 || rows[0].EndReason != models.PledgeReturned {
		return nil, wrap(err, "pledges")
	}
	t.untold(&rows[0].Shelf)
	p := rows[0].pledge()
	return &p, nil
}

// PledgeFile gives the sealed document, or the scan of a paper as it was kept, byte
// for byte.
func (s *Store) PledgeFile(ctx context.Context, actor models.Actor, id, what string) (f models.File, err error) {
	err = s.read(ctx, actor, func(t *tx) error {
		c, err := t.pledgeOf(id, false)
		if err != nil {
			return err
		}
		sum, name := c.row.PDF, "誓約書_"+c.a.Facts.Number+"_"+c.row.SignerName+".pdf"
		if what == "scan" {
			sum, name = c.row.Scan, "誓約書（原本の写し）_"+c.a.Facts.Number+"_"+c.row.SignerName
		}
		if sum == "" {
			return models.NotFound("file")
		}
		f, err = t.file(sum, name)
		if what == "scan" && len(endings[f.ContentType]) > 0 {
			f.Name += endings[f.ContentType][0]
		}
		return err
	})
	return f, err
}
