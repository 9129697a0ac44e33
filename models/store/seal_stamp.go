package store

import (
	"context"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"chigiri/models"
	"chigiri/models/seal"
)

// How far a time-stamp has come.
const (
	stampWaiting = "waiting"
	stampAsking  = "asking" // a process has it in hand
	stampDone    = "stamped"
)

type sealStampRow struct {
	ID         string
	Subject    string
	ContractID string
	Sealed     string
	SealedAt   instant
	State      string
	Tries      int
	Fault      models.StampFault
	Reply      string
	NotBefore  instant
	Holder     string
	HeldUntil  instant
	Stamped    string
	Authority  string
	StampedAt  instant
}

func (sealStampRow) TableName() string { return "seal_stamps" }

// table is where the document of a line is found.
func (r sealStampRow) table() string { return r.Subject + "s" }

// kind is the line of the log that a stamp leaves.
func (r sealStampRow) kind() models.EventKind {
	if r.Subject == "briefing" {
		return models.EventBriefingStamped
	}
	return models.EventPledgeStamped
}

// Stamping says whether a time-stamping authority is asked for sealed documents.
func (s *Store) Stamping() bool { return s.stamping }

// awaitStamp has a document stamped that was sealed in this transaction. Nobody waits
// for it: whoever looks after stamps finds it.
func (t *tx) awaitStamp(subject, id, contractID, sealed string, at time.Time) error {
	row := sealStampRow{
		ID: id, Subject: subject, ContractID: contractID, Sealed: sealed, SealedAt: instant{at}, State: stampWaiting, NotBefore: instant{t.now},
	}
	return wrap(t.db.Create(&row).Error, "stamp")
}

// sealStamp is where the stamp of a document stands; nil where it is not sealed, or has
// none and nobody is asked for one.
func (t *tx) sealStamp(id string) (*models.SealStamp, error) {
	var rows []sealStampRow
	if err := t.db.Where("id = ?", id).Limit(1).Find(&rows).Error; err != nil || len(rows) == 0 {
		return nil, wrap(err, "stamp")
	}
	switch r := rows[0]; {
	case r.State == stampDone:
		return &models.SealStamp{State: models.StampGood, Since: r.SealedAt.Time, At: r.StampedAt.Time, Authority: r.Authority}, nil
	case t.s.stamping:
		return &models.SealStamp{State: models.StampPending, Since: r.SealedAt.Time}, nil
	}
	return nil, nil //nolint:nilnil // that there is none is an answer
}

// RetryStamps makes due again what waits for the certificate of a former key: whoever
// looks after stamps may have been started anew with it.
func (s *Store) RetryStamps(ctx context.Context, actor models.Actor) error {
	return s.write(ctx, actor, func(t *tx) error {
		if !models.CanStamp(actor) {
			return models.Denied("error.denied.stamps")
		}
		err := t.db.Table("seal_stamps").Where("state = 'waiting' AND fault = ?", models.StampRoot).Update("not_before", instant{t.now}).Error
		return wrap(err, "stamps")
	})
}

// ClaimStamps gives up to n sealed documents that wait for their time-stamp, for this
// process alone until span is over. Of several processes each gets others. One whose
// process died meanwhile is due again. A document that is not any more what was sealed
// is not given: it stays pending, and says so.
func (s *Store) ClaimStamps(ctx context.Context, actor models.Actor, holder string, n int, span time.Duration) (list []models.DueStamp, err error) {
	if !models.CanStamp(actor) {
		return nil, models.Denied("error.denied.stamps")
	}
	var due []string
	err = s.read(ctx, actor, func(t *tx) error { // most often there is none, and nobody need wait for us
		return wrap(t.dueStamps(1).Pluck("id", &due).Error, "stamps")
	})
	if err != nil || len(due) == 0 {
		return nil, err
	}
	var rows []sealStampRow
	err = s.write(ctx, actor, func(t *tx) error {
		rows = nil
		err := t.dueStamps(n).Clauses(clause.Locking{Strength: clause.LockingStrengthUpdate, Options: clause.LockingOptionsSkipLocked}).Find(&rows).Error
		for _, r := range rows {
			if err == nil {
				err = t.claimStamp(r, holder, t.now.Add(span))
			}
		}
		return wrap(err, "stamps")
	})
	if err != nil {
		return nil, err
	}
	for _, r := range rows {
		if d, err := s.dueStamp(ctx, actor, r, holder); err != nil {
			return nil, err
		} else if d != nil {
			list = append(list, *d)
		}
	}
	return list, nil
}

func (t *tx) dueStamps(n int) *gorm.DB {
	now := instant{t.now}
	return t.db.Table("seal_stamps").Where("state = 'waiting' AND not_before <= ? OR state = 'asking' AND held_until <= ?", now, now).
		Order("not_before").Order("id").Limit(n)
}

// claimStamp takes one in hand. Where a process had it and is gone, that was a try.
func (t *tx) claimStamp(r sealStampRow, holder string, until time.Time) error {
	columns := map[string]any{"state": stampAsking, "holder": holder, "held_until": instant{until}}
	if r.State == stampAsking {
		columns["tries"], columns["fault"], columns["reply"] = r.Tries+1, models.StampInterrupted, ""
	}
	return wrap(t.db.Table("seal_stamps").Where("id = ?", r.ID).Updates(columns).Error, "stamp")
}

// dueStamp reads what is to be stamped of a document; nil where it cannot be.
func (s *Store) dueStamp(ctx context.Context, actor models.Actor, r sealStampRow, holder string) (*models.DueStamp, error) {
	pdf, err := s.sealedNow(ctx, actor, r)
	if err == nil {
		_, err = seal.Verify(pdf.Bytes, s.roots, seal.VerifyOptions{Now: s.Now()})
		if seal.CodeOf(err) == seal.Untrusted { // no stamp is asked for that could not be kept
			return nil, s.StampFailed(ctx, actor, r.ID, holder, models.StampTrouble{Fault: models.StampRoot})
		}
		d := &models.DueStamp{ID: r.ID, Subject: r.Subject}
		if d.Message, err = seal.StampMessage(pdf.Bytes); err == nil {
			return d, nil
		}
	}
	if ctx.Err() != nil {
		return nil, err
	}
	return nil, s.StampFailed(ctx, actor, r.ID, holder, models.StampTrouble{Fault: models.StampDocument, Reply: err.Error()})
}

// sealedNow is the document of a line as it is kept now, which is as it was sealed.
func (s *Store) sealedNow(ctx context.Context, actor models.Actor, r sealStampRow) (f models.File, err error) {
	err = s.read(ctx, actor, func(t *tx) error {
		f, err = t.file(r.Sealed, "")
		return err
	})
	return f, err
}
