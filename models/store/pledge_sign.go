package store

import (
	"context"
	"crypto/rand"
	"encoding/base32"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"time"

	"chigiri/models"
	"chigiri/models/seal"
)

// PledgePaper typesets a pledge with its signature.
type PledgePaper func(models.PledgeText, models.PledgeSignature) (models.File, error)

// Pledge gives everything the page of one pledge shows.
func (s *Store) Pledge(ctx context.Context, actor models.Actor, id string) (v models.PledgeView, err error) {
	err = s.read(ctx, actor, func(t *tx) error {
		c, err := t.pledgeOf(id, false)
		if err != nil {
			return err
		}
		v, err = t.pledgeView(c)
		return err
	})
	return v, err
}

func (t *tx) pledgeView(c *pledgeCase) (v models.PledgeView, err error) {
	p := c.row.pledge()
	v = models.PledgeView{Pledge: p, Rule: c.rule, Party: c.party, Worker: c.worker, InForce: p.InForce(t.today())}
	if v.Text, err = c.text(t); err != nil {
		return v, err
	}
	if v.Stamp, err = t.sealStamp(p.ID); err != nil {
		return v, err
	}
	v.From, v.Until = p.HoldsFrom, p.LapsesOn
	if p.State == models.PledgeAsked {
		if v.From, v.Until, err = c.period(t); err != nil {
			return v, err
		}
	}
	v.Expected = t.expectedName(c)
	if models.CanSignPledge(t.actor, p, c.party, c.worker) {
		v.Capacity = v.Text.Signer.CapacityOf(p, v.Expected)
	}
	if p.State != models.PledgeAsked && !c.past {
		if err := t.samePledges(c.row).Select("COALESCE(MAX(id), '')").Where("state = 'asked'").Scan(&v.Renewal).Error; err != nil {
			return v, wrap(err, "pledges")
		}
	}
	talk, err := t.pledgeTalk(p.ID)
	if err != nil {
		return v, err
	}
	v.Talk = talkOf(talk)
	if v.Can = map[string]bool{}; c.past {
		return v, nil
	}
	if v.Topics, err = t.owesTopics(c); err != nil {
		return v, err
	}
	if v.Before, err = t.returnedBefore(c); err != nil {
		return v, err
	}
	asked, owner := p.State == models.PledgeAsked, models.CheckConfirm(t.actor, c.d.contract()) == nil
	mine := models.CanSignPledge(t.actor, p, c.party, c.worker)
	v.Can = map[string]bool{
		"sign":     models.CheckSign(t.actor, p, c.party, c.worker, c.rule, t.today()) == nil,
		"decline":  asked && mine,
		"again":    p.Declined() && !mine && t.asksAgain(c),
		"ask":      asked && mine,
		"answer":   asked && owner && p.Question != "" && p.Answer == "",
		"delegate": asked && (c.rule.Delegable || p.DelegateID != "") && p.Kind == models.PledgeCompany && c.party.LedBy(t.actor),
		"paper":    asked && c.rule.Paper && (owner || c.party.LedBy(t.actor)),
		"confirm":  p.AsksReceipt() && models.CheckReceipt(t.actor, p, c.rule, c.d.contract()) == nil,
		"return":   p.Returnable() && models.CheckReceiver(t.actor, c.rule, c.d.contract()) == nil,
	}
	return v, nil
}

// owesTopics says whether whoever signs still has topics to hear or questions to
// answer: the worker, or for a company its lead.
func (t *tx) owesTopics(c *pledgeCase) (bool, error) {
	var p partyRow
	if err := t.first(t.db.Where("id = ?", c.row.PartyID), &p, "party"); err != nil {
		return false, err
	}
	if c.worker == nil {
		return p.Briefed != p.TopicsHash || p.Quizzed != p.TopicsHash, nil
	}
	var w workerRow
	err := t.first(t.db.Where("id = ?", c.worker.ID), &w, "worker")
	return w.Briefed != p.WorkerTopics || w.Quizzed != p.WorkerTopics, err
}

// expectedName is what a signer types: a worker the name on the roster, whoever signs
// for a company their own.
func (t *tx) expectedName(c *pledgeCase) string {
	if c.worker != nil {
		return c.worker.Name
	}
	return t.actor.Name
}

// SignPledge signs a pledge: the text that was shown, the name typed, and the check of
// identity that the level asks for. It is typeset, sealed, verified and stored at
// once, and either whole or not at all; sent twice, at once too, it is signed once, and
// the second gets what the first made. A text that changed since it was shown is a
// conflict.
func (s *Store) SignPledge(ctx context.Context, actor models.Actor, id string, in models.SignInput, paper PledgePaper) (p models.Pledge, err error) {
	p, err = s.signPledge(ctx, actor, id, in, paper, &signed{})
	if models.KindOf(err) == models.KindTooMany { // the tries of a first press may count
		if done, ok := s.signedMeanwhile(ctx, actor, id, in.Hash); ok {
			return done, nil
		}
	}
	return p, err
}

func (s *Store) signPledge(ctx context.Context, actor models.Actor, id string, in models.SignInput, paper PledgePaper, m *signed) (p models.Pledge, err error) {
	if err = s.proveSigner(ctx, actor, id, in, m); err == nil && m.sign.Method == models.SignedByCode {
		s.at("sign.password")
		m.step, err = s.lookAtCode(ctx, actor, m.user.ID, m.attempt, in.Code, func(t *tx) (bool, error) {
			_, again, err := m.again(t, id, in)
			return again, err
		})
	}
	switch {
	case errors.Is(err, errDone):
		return m.made, nil
	case err != nil:
		return m.made, err
	}
	s.at("sign.code")
	if m.file, m.identity, err = s.sealPledge(m.text, m.sign, paper); err != nil {
		return m.made, err
	}
	s.at("sealed")
	return s.keepPledge(ctx, actor, id, in, *m)
}

// proveSigner checks what a signer sends, and the password; errDone says that it was
// signed before.
func (s *Store) proveSigner(ctx context.Context, actor models.Actor, id string, in models.SignInput, m *signed) (err error) {
	m.user, m.attempt, err = s.provePassword(ctx, actor, asked{"password", in.Password, "pledge"}, func(t *tx, _ userRow) error {
		c, again, err := m.again(t, id, in)
		switch {
		case err != nil:
			return err
		case again:
			return errDone
		}
		m.contractID = c.row.ContractID
		if m.text, err = t.toSign(c, in); err != nil {
			return err
		}
		m.sign, err = t.signature(c, m.text.Signer, in)
		return err
	})
	return err
}

// again reads the pledge and says whether this is the second press of a double one.
func (m *signed) again(t *tx, id string, in models.SignInput) (c *pledgeCase, again bool, err error) {
	if c, err = t.pledgeOf(id, false); err != nil {
		return nil, false, err
	}
	m.made = c.row.pledge()
	return c, c.signedBy(t.actor, in.Hash), nil
}

// signedBy says whether this very text was signed by the actor.
func (c *pledgeCase) signedBy(actor models.Actor, hash string) bool {
	return c.row.State == models.PledgeSigned && c.row.SignerID == actor.UserID && c.row.TextHash == hash
}

// signed is a pledge as it was made, to be stored.
type signed struct {
	text     models.PledgeText
	sign     models.PledgeSignature
	file     models.File
	identity string
	user     userRow
	attempt  string
	step     int64 // of the one-time code
	made     models.Pledge

	contractID string
}

// toSign checks what a signer sends against the pledge as it stands.
func (t *tx) toSign(c *pledgeCase, in models.SignInput) (models.PledgeText, error) {
	if err := models.CheckSign(t.actor, c.row.pledge(), c.party, c.worker, c.rule, t.today()); err != nil {
		return models.PledgeText{}, err
	}
	text, err := c.text(t)
	if err != nil {
		return text, err
	}
	if in.Hash != text.Hash {
		return text, models.Conflict("error.pledge.changed", c.row.pledge())
	}
	var problems models.Problems
	if in.Password == "" {
		problems.Add("password", "error.required")
	}
	if c.rule.Identity == models.CheckCode && in.Code == "" {
		problems.Add("code", "error.required")
	}
	if want := t.expectedName(c); models.SearchKey(in.Name) != models.SearchKey(want) || strings.TrimSpace(in.Name) == "" {
		problems.Add("name", wrongName(c), want)
	}
	return text, problems.Err()
}

// wrongName says where the name stands that was to be typed.
func wrongName(c *pledgeCase) string {
	if c.worker == nil {
		return "error.pledge.name.account"
	}
	return "error.pledge.name"
}

// signature is what stands beside the text: who signed, and in what capacity.
func (t *tx) signature(c *pledgeCase, signer models.Signer, in models.SignInput) (models.PledgeSignature, error) {
	code, err := newPledgeCode(t.s.rand)
	if err != nil {
		return models.PledgeSignature{}, err
	}
	sign := models.PledgeSignature{
		PledgeID: c.row.ID, Code: code, Name: t.expectedName(c), At: t.now, Method: models.SignedByPassword, Seal: in.Seal, VerifyAt: VerifyAt(code),
	}
	if c.rule.Identity == models.CheckCode {
		sign.Method = models.SignedByCode
	}
	if sign.Capacity = signer.CapacityOf(c.row.pledge(), sign.Name); sign.Capacity == models.AsRepresentative {
		sign.Post = signer.Role
	}
	return sign, nil
}

// newPledgeCode is a code people can read out: 20 signs of 32, a hundred bits.
func newPledgeCode(random io.Reader) (string, error) {
	if random == nil {
		random = rand.Reader
	}
	b := make([]byte, 13)
	if _, err := io.ReadFull(random, b); err != nil {
		return "", wrap(err, "code")
	}
	text := base32.NewEncoding("ABCDEFGHJKLMNPQRSTUVWXYZ23456789").WithPadding(base32.NoPadding).EncodeToString(b)[:20]
	return text[:5] + "-" + text[5:10] + "-" + text[10:15] + "-" + text[15:], nil
}

// signedMeanwhile looks for what the first press makes: while it seals, the second
// waits.
func (s *Store) signedMeanwhile(ctx context.Context, actor models.Actor, id, hash string) (models.Pledge, bool) {
	for range 10 {
		v, err := s.Pledge(ctx, actor, id)
		if err != nil || v.Pledge.State == models.PledgeSigned {
			return v.Pledge, err == nil && v.Pledge.TextHash == hash
		}
		select {
		case <-ctx.Done():
			return models.Pledge{}, false
		case <-time.After(200 * time.Millisecond):
		}
	}
	return models.Pledge{}, false
}

// sealPledge typesets and seals a pledge.
func (s *Store) sealPledge(text models.PledgeText, sign models.PledgeSignature, paper PledgePaper) (models.File, string, error) {
	file, err := paper(text, sign)
	if err != nil {
		return file, "", wrap(err, "typeset")
	}
	return s.sealed(file, sign.At, text.Title.JA)
}

// sealed is a document under the portal's seal, and the name of its sealed bytes. It was
// looked at as anybody would before it goes anywhere.
func (s *Store) sealed(file models.File, at time.Time, reason string) (models.File, string, error) {
	s.at("seal")
	var err error
	file.Bytes, err = seal.Sign(file.Bytes, seal.Options{Key: s.seal, At: at, Name: s.body.Name, Reason: reason, Rand: s.rand})
	if err != nil {
		return file, "", wrap(err, "seal")
	}
	if _, err := seal.Verify(file.Bytes, s.seal.Roots(), seal.VerifyOptions{}); err != nil {
		return file, "", wrap(err, "seal")
	}
	identity, err := seal.Identity(file.Bytes)
	return file, identity, wrap(err, "seal")
}

// keepPledge stores what was sealed, if everything is still as it was, and takes the
// code; of a double press the second waits here for the first.
func (s *Store) keepPledge(ctx context.Context, actor models.Actor, id string, in models.SignInput, m signed) (p models.Pledge, err error) {
	err = s.deedThen(ctx, actor, m.contractID, func(t *tx) error {
		c, err := t.pledgeOf(id, true)
		if err != nil {
			return err
		}
		if p = c.row.pledge(); c.signedBy(actor, in.Hash) {
			return t.proved(m.user, m.attempt)
		}
		if _, err := t.toSign(c, in); err != nil {
			return err
		}
		if err := t.proved(m.user, m.attempt); err != nil {
			return err
		}
		if m.sign.Method == models.SignedByCode {
			if err := t.takeCode(m.user.ID, m.step); err != nil {
				return err
			}
		}
		p, err = t.storeSigned(c, in, m)
		return err
	}, func(t *tx, d *dossier) error {
		if p.LapsesOn.After(t.today().AddDays(models.RenewFrom)) {
			return t.recount(d)
		}
		return t.follow(d) // it runs out so soon that its renewal is asked for at once
	})
	return p, err
}

// storeSigned writes the file, the row and the line of the log.
func (t *tx) storeSigned(c *pledgeCase, in models.SignInput, m signed) (models.Pledge, error) {
	from, until, err := c.period(t)
	if err != nil {
		return models.Pledge{}, err
	}
	sum, err := t.putFile(m.file)
	if err != nil {
		return models.Pledge{}, err
	}
	t.s.at("file.stored")
	content, err := json.Marshal(m.text)
	if err != nil {
		return models.Pledge{}, wrap(err, "pledge")
	}
	done, err := t.update("pledges", c.row.ID, c.row.Version, map[string]any{
		"state": models.PledgeSigned, "signer_id": t.actor.UserID, "signer_name": m.sign.Name, "signer_post": m.sign.Post, "capacity": m.sign.Capacity, "signed_at": instant{m.sign.At}, "method": m.sign.Method,
		"address": t.actor.Address, "user_agent": unasked(in.UserAgent, maxLine), "edition_id": c.e.ID(), "appendix": c.a.Version,
		"text": string(content), "text_hash": m.text.Hash, "terms": m.text.Terms, "pdf": sum, "identity": m.identity, "code": m.sign.Code,
		"holds_from": from, "lapses_on": until, "declined_at": nil, "decline_reason": "",
	})
	if err != nil || !done {
		return c.row.pledge(), clash(err, c.row.pledge())
	}
	if err := t.awaitStamp("pledge", c.row.ID, c.row.ContractID, sum, m.sign.At); err != nil {
		return models.Pledge{}, err
	}
	t.s.at("pledge.stored")
	if err := t.first(t.db.Where("id = ?", c.row.ID), &c.row, "pledge"); err != nil {
		return models.Pledge{}, err
	}
	after := map[string]any{
		"kind": c.row.Kind, "text_hash": m.text.Hash, "pdf": sum, "identity": m.identity, "method": m.sign.Method, "capacity": m.sign.Capacity,
		"user_agent": c.row.UserAgent, "holds_from": from, "lapses_on": until, "appendix": c.a.Version,
	}
	if t.actor.RelayID != "" { // address and browser are then those of the meeting's device
		_, b, err := t.heldRelay(false)
		if err != nil {
			return models.Pledge{}, err
		}
		after["relay_id"], after["device_of"] = t.actor.RelayID, b.ID
	}
	return c.row.pledge(), t.event(models.Event{
		Kind: models.EventPledgeSigned, Subject: "pledge", SubjectID: c.row.ID, ContractID: c.row.ContractID, After: after,
	})
}

// cutText is the beginning of a text, in characters.
func cutText(s string, max int) string {
	if r := []rune(s); len(r) > max {
		return string(r[:max])
	}
	return s
}
