package store

import (
	"context"
	"encoding/json"
	"errors"
	"strings"

	"chigiri/models"
	"chigiri/models/seal"
)

// VerifyAt is the path of the page that checks the document with a code.
func VerifyAt(code string) string { return "/verify/" + code }

// sealedRow is a sealed document, whatever it is.
type sealedRow struct {
	pdf, identity string
	verified      models.Verified
	signer        models.VerifiedSigner // on the paper, and so for who has it
	stamp         *models.SealStamp
}

// told is what the register says of a document whose seal says the rest.
func (r sealedRow) told(seal models.Verified) models.Verified {
	v := r.verified
	v.Genuine, v.Fault, v.Identity, v.SealedAt, v.SealedBy = seal.Genuine, seal.Fault, seal.Identity, seal.SealedAt, seal.SealedBy
	v.FormerUntil, v.Stamp, v.StampedAt, v.StampedBy = seal.FormerUntil, seal.Stamp, seal.StampedAt, seal.StampedBy
	if v.Stamp != "" || r.stamp == nil {
		return v
	}
	if r.stamp.State == models.StampGood {
		v.Stamp, v.StampedAt, v.StampedBy = models.StampEarlier, r.stamp.At, r.stamp.Authority
	} else {
		v.Stamp, v.StampSince = models.StampPending, r.stamp.Since
	}
	return v
}

// VerifySealed says what the portal sealed under a code, as it is printed on the paper,
// or under an identity. An unknown one is refused in the same words whatever it looks
// like; too many of them make their address wait. It names no person: a code may be read
// over a shoulder.
func (s *Store) VerifySealed(ctx context.Context, actor models.Actor, name string) (v models.Verified, err error) {
	attempt, err := s.admitCheck(ctx, actor)
	if err != nil {
		return v, err
	}
	var row sealedRow
	var pdf []byte
	err = s.read(ctx, actor, func(t *tx) error {
		if row, err = t.sealedBy(name); err != nil {
			return err
		}
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
	if v.Genuine && v.Identity != row.identity { // a good seal, of another document
		v.Genuine, v.Fault = false, string(seal.Altered)
	}
	return row.told(v), s.checkFound(ctx, actor, attempt)
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
		v.Signer = &row.signer
		return nil
	})
	if models.KindOf(err) == models.KindNotFound {
		return v, nil // our seal on what is not in the register: Known says it
	}
	if err != nil {
		return v, err
	}
	return v, s.checkFound(ctx, actor, attempt)
}

// looked checks a seal under the portal's own roots, of the key of today and of those
// before, and tells of it.
func (s *Store) looked(v *models.Verified, pdf []byte) (fault bool, err error) {
	if s.roots == nil {
		return false, errors.New("store: there is no key to check seals with")
	}
	o := seal.VerifyOptions{Authorities: s.authorities, Now: s.Now()}
	r, err := seal.Verify(pdf, s.roots, o)
	if seal.CodeOf(err) == seal.BadStamp && o.Authorities != nil {
		// One of an authority of former years, perhaps: then it proves no time, and no more.
		o.Authorities = nil
		if again, errAgain := seal.Verify(pdf, s.roots, o); errAgain == nil {
			r, err = again, nil
		}
	}
	if err != nil {
		if v.Fault = string(seal.CodeOf(err)); v.Fault == "" {
			return false, wrap(err, "seal")
		}
		return true, nil
	}
	v.Genuine, v.Identity, v.SealedAt, v.SealedBy = true, r.Identity, r.At, r.Name
	switch r.Stamp {
	case seal.GoodStamp:
		v.Stamp, v.StampedAt, v.StampedBy = models.StampGood, r.StampedAt, r.StampedBy
	case seal.UnknownStamp:
		v.Stamp = models.StampUnknown
	}
	if s.seal == nil || !r.Signer.Equal(s.seal.Chain[0]) {
		v.FormerUntil = models.Today(r.Signer.NotAfter)
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
	err := t.first(t.db.Where(column+" = ? AND pdf <> ''", key), &p, "verify")
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
	return t.verifiedBriefing(b)
}

// verifiedPledge is a pledge with the names that stand on it: those of its day.
func (t *tx) verifiedPledge(r pledgeRow) (d sealedRow, err error) {
	var text models.PledgeText
	if err := json.Unmarshal([]byte(r.Text), &text); err != nil {
		return d, wrap(err, "pledge")
	}
	p := r.pledge()
	v := models.Verified{
		Known: true, Kind: models.SealedCompanyPledge, Number: text.Contract.Number, Title: text.Contract.Title, Tier: text.Signer.Tier,
		On: models.Today(p.SignedAt), Stands: p.Stands(t.today()), From: p.HoldsFrom, Until: p.LapsesOn,
	}
	if p.Kind == models.PledgeWorker {
		v.Kind = models.SealedWorkerPledge
	}
	if p.State == models.PledgeEnded {
		v.EndedOn, v.EndReason = models.Today(p.EndedAt), p.EndReason
	}
	if v.Stands == models.StandsLapsed || v.Stands == models.StandsEnded {
		var n int64
		err := t.samePledges(r).Where("id <> ?", r.ID).Where(inForce, t.today(), t.today()).Count(&n).Error
		if v.Replaced = n > 0; err != nil {
			return d, wrap(err, "pledges")
		}
	}
	d = sealedRow{pdf: r.PDF, identity: r.Identity, verified: v}
	d.signer = models.VerifiedSigner{Name: r.SignerName, Role: r.SignerPost, Capacity: r.Capacity, Employer: text.Signer.Employer, Method: r.Method}
	if p.Kind == models.PledgeWorker {
		d.signer.Role = text.Signer.Role
	}
	if r.Method != models.SignedOnPaper { // of which the day alone is known
		d.signer.At = p.SignedAt
	}
	d.stamp, err = t.sealStamp(r.ID)
	return d, err
}

func (t *tx) verifiedBriefing(r briefingRow) (d sealedRow, err error) {
	v := models.Verified{Known: true, Kind: models.SealedBriefing, Number: r.Number, Title: r.Title, On: r.HeldOn, Stands: models.StandsHeld}
	d = sealedRow{pdf: r.PDF, identity: r.Identity, verified: v}
	d.signer = models.VerifiedSigner{Name: r.Briefer, At: r.ClosedAt.Time}
	if r.Side == models.SidePrefecture {
		d.signer.Employer = t.s.body.Name
	}
	d.stamp, err = t.sealStamp(r.ID)
	return d, err
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
