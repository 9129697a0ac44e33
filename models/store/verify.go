package store

import (
	"context"
	"errors"
	"strings"

	"chigiri/models"
	"chigiri/models/seal"
)

// VerifyAt is the path of the page that checks the document with a code.
func VerifyAt(code string) string { return "/verify/" + code }

// sealedRow is a sealed document, whatever it is.
type sealedRow struct {
	pdf      string
	verified models.Verified
}

// told is what the register says of a document whose seal says the rest.
func (r sealedRow) told(seal models.Verified) models.Verified {
	v := r.verified
	v.Genuine, v.Identity, v.SealedAt, v.SealedBy, v.Stamp, v.StampedAt = seal.Genuine, seal.Identity, seal.SealedAt, seal.SealedBy, seal.Stamp, seal.StampedAt
	return v
}

// VerifySealed says what the portal sealed under a code, as it is printed on the paper,
// or under an identity. An unknown one is refused in the same words whatever it looks
// like, and every one from the sixth on makes its address wait.
func (s *Store) VerifySealed(ctx context.Context, actor models.Actor, name string) (v models.Verified, err error) {
	attempt, err := s.admitCheck(ctx, actor)
	if err != nil {
		return v, err
	}
	var pdf []byte
	err = s.read(ctx, actor, func(t *tx) error {
		row, err := t.sealedBy(name)
		if err != nil {
			return err
		}
		v = row.verified
		f, err := t.file(row.pdf, "")
		pdf = f.Bytes
		return err
	})
	if models.KindOf(err) == models.KindNotFound {
		return v, models.Invalidf("code", "error.verify.unknown")
	}
	if err != nil {
		return v, err
	}
	if _, err := s.looked(&v, pdf); err != nil {
		return v, err
	}
	return v, s.forgiven(ctx, actor, attempt)
}

// VerifyFile checks a document somebody holds: its seal, and whether the portal sealed
// it. Nothing of it is kept. What is wrong with the seal is no error but the answer
// (Verified.Fault); such a document counts as a wrong code does.
func (s *Store) VerifyFile(ctx context.Context, actor models.Actor, pdf []byte) (v models.Verified, err error) {
	attempt, err := s.admitCheck(ctx, actor)
	if err != nil {
		return v, err
	}
	if fault, err := s.looked(&v, pdf); err != nil || fault {
		return v, err
	}
	err = s.read(ctx, actor, func(t *tx) error {
		row, err := t.sealedBy(v.Identity)
		if err != nil {
			return err
		}
		v = row.told(v)
		return nil
	})
	if models.KindOf(err) == models.KindNotFound {
		return v, nil // our seal on what is not in the register: Known says it
	}
	if err != nil {
		return v, err
	}
	return v, s.forgiven(ctx, actor, attempt)
}

// looked checks a seal with the portal's own roots and tells of it.
func (s *Store) looked(v *models.Verified, pdf []byte) (fault bool, err error) {
	if s.seal == nil {
		return false, errors.New("store: there is no key to check seals with")
	}
	r, err := seal.Verify(pdf, s.seal.Roots(), seal.VerifyOptions{Authorities: s.authorities, Now: s.Now()})
	if err != nil {
		if v.Fault = string(seal.CodeOf(err)); v.Fault == "" {
			return false, wrap(err, "seal")
		}
		return true, nil
	}
	v.Genuine, v.Identity, v.SealedAt, v.SealedBy = true, r.Identity, r.At, r.Name
	switch r.Stamp {
	case seal.GoodStamp:
		v.Stamp, v.StampedAt = models.StampGood, r.StampedAt
	case seal.UnknownStamp:
		v.Stamp = models.StampUnknown
	default:
		v.Stamp = models.StampPending
	}
	return false, nil
}

// sealedBy finds a document by its code or its identity.
func (t *tx) sealedBy(name string) (sealedRow, error) {
	column, key := "code", codeTyped(name)
	if len(name) == 64 {
		column, key = "identity", strings.ToLower(name)
	}
	if key == "" {
		return sealedRow{}, models.NotFound("verify")
	}
	var p pledgeRow
	err := t.first(t.db.Omit("text").Where(column+" = ? AND pdf <> ''", key), &p, "verify")
	if err == nil {
		return t.verifiedPledge(p)
	}
	if models.KindOf(err) != models.KindNotFound {
		return sealedRow{}, err
	}
	var b briefingRow
	if err := t.first(t.db.Where(column+" = ? AND pdf <> ''", key), &b, "verify"); err != nil {
		return sealedRow{}, err
	}
	v := models.Verified{Known: true, Kind: models.SealedBriefing, On: b.HeldOn, Stands: models.StandsHeld}
	err = t.nameContract(&v, b.ContractID)
	return sealedRow{b.PDF, v}, err
}

func (t *tx) verifiedPledge(r pledgeRow) (sealedRow, error) {
	p := r.pledge()
	v := models.Verified{
		Known: true, Kind: models.SealedCompanyPledge, On: models.Today(p.SignedAt), Stands: p.Stands(t.today()), From: p.HoldsFrom, Until: p.LapsesOn,
	}
	if p.Kind == models.PledgeWorker {
		v.Kind = models.SealedWorkerPledge
	}
	if p.State == models.PledgeEnded {
		v.EndedOn, v.EndReason = models.Today(p.EndedAt), p.EndReason
	}
	var tier int
	if err := t.db.Table("parties").Where("id = ?", p.PartyID).Select("tier").Scan(&tier).Error; err != nil {
		return sealedRow{}, wrap(err, "party")
	}
	v.Tier = tier
	err := t.nameContract(&v, p.ContractID)
	return sealedRow{p.PDF, v}, err
}

// nameContract names the contract of a document.
func (t *tx) nameContract(v *models.Verified, id string) error {
	var c struct{ Number, Title string }
	err := t.db.Table("contracts").Where("id = ?", id).Select("number", "title").Take(&c).Error
	v.Number, v.Title = c.Number, c.Title
	return wrap(err, "contract")
}

// codeTyped is a code as it was made, of what people type: small letters, other
// hyphens, none at all.
func codeTyped(text string) string {
	var signs strings.Builder
	for _, r := range strings.ToUpper(models.SearchKey(text)) {
		if r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' {
			signs.WriteRune(r)
		}
	}
	c := signs.String()
	if len(c) != 20 {
		return ""
	}
	return c[:5] + "-" + c[5:10] + "-" + c[10:15] + "-" + c[15:]
}

// admitCheck counts a check as failed until it has succeeded, by the address alone and
// apart from sign-ins: whoever mistypes a code can still sign in.
func (s *Store) admitCheck(ctx context.Context, actor models.Actor) (attempt string, err error) {
	key := "verify " + network(actor.Address)
	err = s.write(ctx, actor, func(t *tx) error {
		attempt, err = t.attempt(key, key)
		return err
	})
	var wait *models.Error
	if errors.As(err, &wait) && wait.Kind == models.KindTooMany {
		return "", &models.Error{Kind: models.KindTooMany, Key: "error.verify.wait", Args: wait.Args}
	}
	return attempt, err
}

// forgiven takes back a check that found something. It forgets no others: a document of
// one's own buys no guesses.
func (s *Store) forgiven(ctx context.Context, actor models.Actor, attempt string) error {
	return s.write(ctx, actor, func(t *tx) error {
		return wrap(t.db.Where("id = ?", attempt).Delete(&attemptRow{}).Error, "attempt")
	})
}
