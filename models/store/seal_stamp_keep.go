package store

import (
	"context"
	"fmt"

	"gorm.io/gorm"

	"chigiri/models"
	"chigiri/models/seal"
)

// KeepSealStamp puts the token of an authority into a document this process has in hand
// and keeps the document with it, if it is a time-stamp over this very seal, of an
// authority that is trusted, and the whole checks as anybody would check it. The file as
// it was sealed is kept too: the log names its hash. A token that will not do is refused
// with a trouble and nothing is kept; a conflict says that the document is not in hand
// any more, or was stamped meanwhile.
func (s *Store) KeepSealStamp(ctx context.Context, actor models.Actor, id, holder string, token []byte) (*models.StampTrouble, error) {
	if !models.CanStamp(actor) {
		return nil, models.Denied("error.denied.stamps")
	}
	var r sealStampRow
	var identity string
	var pdf models.File
	err := s.read(ctx, actor, func(t *tx) (err error) {
		if r, err = t.heldStamp(id, holder, false); err != nil {
			return err
		}
		if err := t.db.Table(r.table()).Where("id = ?", id).Select("identity").Scan(&identity).Error; err != nil {
			return wrap(err, "stamp")
		}
		pdf, err = t.file(r.Sealed, "")
		return err
	})
	if err != nil {
		return nil, err
	}
	said, trouble := s.stamped(&pdf, token, identity)
	if trouble != nil {
		return trouble, nil
	}
	s.at("stamp_made")
	return nil, s.write(ctx, actor, func(t *tx) error {
		if _, err := t.heldStamp(id, holder, true); err != nil {
			return err
		}
		return t.storeStamp(r, pdf, said)
	})
}

// stamped puts a token into a document and looks at what came of it as anybody would.
func (s *Store) stamped(pdf *models.File, token []byte, identity string) (seal.Report, *models.StampTrouble) {
	out, err := seal.Stamp(pdf.Bytes, token)
	if err != nil {
		return seal.Report{}, stampTrouble(err)
	}
	said, err := seal.Verify(out, s.roots, seal.VerifyOptions{Authorities: s.authorities, Now: s.Now()})
	switch {
	case err != nil:
		return said, stampTrouble(err)
	case said.Stamp != seal.GoodStamp:
		return said, &models.StampTrouble{Fault: models.StampAnswer, Reply: "seal: the authority of the time-stamp is not trusted here"}
	case said.Identity != identity:
		return said, &models.StampTrouble{Fault: models.StampDocument, Reply: fmt.Sprintf("seal: the file is %s, the register names %s", said.Identity, identity)}
	}
	pdf.Bytes = out
	return said, nil
}

// stampTrouble tells a token that will not do from a document that will not.
func stampTrouble(err error) *models.StampTrouble {
	fault := models.StampDocument
	switch seal.CodeOf(err) {
	case seal.BadStamp, seal.BadTime:
		fault = models.StampAnswer
	case seal.Untrusted:
		fault = models.StampRoot
	case seal.NoRoom:
		fault = models.StampRoom
	}
	return &models.StampTrouble{Fault: fault, Reply: err.Error()}
}

// heldStamp reads a line that a process has in hand; it is a conflict when it has not,
// or no longer.
func (t *tx) heldStamp(id, holder string, lock bool) (r sealStampRow, err error) {
	db := t.db
	if lock {
		db = t.locked()
	}
	err = t.first(db.Where("id = ? AND state = 'asking' AND holder = ?", id, holder), &r, "stamp")
	if models.KindOf(err) == models.KindNotFound {
		err = models.Conflict("error.stamp.state", nil)
	}
	return r, err
}

// storeStamp puts the stamped file in the place of the sealed one, if that is still the
// one there.
func (t *tx) storeStamp(r sealStampRow, pdf models.File, said seal.Report) error {
	sum, err := t.putFile(pdf)
	if err != nil {
		return err
	}
	at := instant{said.StampedAt}
	put := t.db.Table(r.table()).Where("id = ? AND pdf = ?", r.ID, r.Sealed).Updates(map[string]any{"pdf": sum, "stamped_at": at})
	if put.Error != nil {
		return wrap(put.Error, r.Subject)
	}
	if put.RowsAffected != 1 {
		return models.Conflict("error.stamp.state", nil)
	}
	err = t.db.Table("seal_stamps").Where("id = ?", r.ID).Updates(map[string]any{
		"state": stampDone, "fault": "", "reply": "", "holder": "", "held_until": nil, "stamped": sum, "authority": said.StampedBy, "stamped_at": at,
	}).Error
	if err != nil {
		return wrap(err, "stamp")
	}
	t.s.at("stamp_stored")
	return t.event(models.Event{
		Kind: r.kind(), Subject: r.Subject, SubjectID: r.ID, ContractID: r.ContractID,
		Before: map[string]any{"pdf": r.Sealed},
		After:  map[string]any{"pdf": sum, "identity": said.Identity, "authority": said.StampedBy, "stamped_at": said.StampedAt},
	})
}

// StampFailed says that a try came to nothing, and why. The document stays pending and
// waits longer each time. Where the authority is at fault all that wait for it wait as
// long, since the next would meet the same; a try is counted for the one alone that was
// asked for. A process that no longer
// has the document in hand changes nothing. Tries leave no line in the log; what is
// pending and why is told by Stamps.
func (s *Store) StampFailed(ctx context.Context, actor models.Actor, id, holder string, why models.StampTrouble) error {
	return s.write(ctx, actor, func(t *tx) error {
		if !models.CanStamp(actor) {
			return models.Denied("error.denied.stamps")
		}
		r, err := t.heldStamp(id, holder, true)
		if models.KindOf(err) == models.KindConflict {
			return nil
		}
		if err != nil {
			return err
		}
		until := instant{t.now.Add(models.StampWait(r.Tries + 1))}
		columns := map[string]any{
			"state": stampWaiting, "tries": gorm.Expr("CASE WHEN id = ? THEN tries + 1 ELSE tries END", id), "fault": why.Fault, "reply": shorten(why.Reply, models.MaxStampReply),
			"not_before": gorm.Expr("CASE WHEN not_before < ? THEN ? ELSE not_before END", until, until), "holder": "", "held_until": nil,
		}
		which := t.db.Table("seal_stamps").Where("id = ?", id)
		if why.Fault.OfAuthority() {
			which = t.db.Table("seal_stamps").Where("id = ? OR state = 'waiting' OR state = 'asking' AND holder = ?", id, holder)
		}
		return wrap(which.Updates(columns).Error, "stamps")
	})
}

// ReleaseStamps gives back what a process has in hand and did not ask for, when it has
// to stop; no try is counted.
func (s *Store) ReleaseStamps(ctx context.Context, actor models.Actor, holder string) error {
	return s.write(ctx, actor, func(t *tx) error {
		if !models.CanStamp(actor) {
			return models.Denied("error.denied.stamps")
		}
		err := t.db.Table("seal_stamps").Where("state = 'asking' AND holder = ?", holder).
			Updates(map[string]any{"state": stampWaiting, "holder": "", "held_until": nil}).Error
		return wrap(err, "stamps")
	})
}
