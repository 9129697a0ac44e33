package store

import (
	"context"
	"slices"
	"time"

	"gorm.io/gorm/clause"

	"chigiri/models"
	"chigiri/models/ledger"
)

// What others said of a checkpoint.
type (
	cosignatureRow struct {
		Size    int64
		Witness string
		Line    string
		MadeAt  instant
	}
	stampRow struct {
		Size      int64
		Authority string
		Stamp     []byte
		StampedAt instant
		MadeAt    instant
	}
)

func (cosignatureRow) TableName() string { return "log_cosignatures" }
func (stampRow) TableName() string       { return "log_stamps" }

// KeepCosignature keeps the line by which a witness countersigned a checkpoint. The
// caller has checked it. A second line of one witness for one checkpoint is left. One
// for the newest checkpoint ends the alarm of a fork that this witness told of: the
// log is again the one it keeps.
func (s *Store) KeepCosignature(ctx context.Context, size int64, witness, line string) error {
	return s.write(ctx, models.System(), func(t *tx) error {
		row := cosignatureRow{Size: size, Witness: witness, Line: line, MadeAt: instant{t.now}}
		if err := t.db.Clauses(clause.OnConflict{DoNothing: true}).Create(&row).Error; err != nil {
			return wrap(err, "countersignature")
		}
		last, err := t.lastCheckpoint()
		if err != nil || last == nil || last.Size != size {
			return err
		}
		standing, err := t.alarm()
		if err != nil || standing == nil || !byWitness(standing) || standing.Finding.ID != witness {
			return err
		}
		return t.endAlarm()
	})
}

// CheckpointsBelow are the checkpoints of fewer events than a size, the newest first,
// a number at most; 0 for a size gives the newest of all.
func (s *Store) CheckpointsBelow(ctx context.Context, size int64, number int) (list []ledger.Kept, err error) {
	err = s.read(ctx, models.System(), func(t *tx) error {
		var rows []checkpointRow
		query := t.db.Order("size DESC").Limit(number)
		if size > 0 {
			query = query.Where("size < ?", size)
		}
		if err := query.Find(&rows).Error; err != nil {
			return wrap(err, "checkpoints")
		}
		for _, r := range rows {
			list = append(list, ledger.Kept{Note: r.Note, At: r.MadeAt.Time})
		}
		return nil
	})
	return list, err
}

// LogVerifiers are the verifier keys the log names for itself, the oldest first.
func (s *Store) LogVerifiers(ctx context.Context) (list []string, err error) {
	err = s.read(ctx, models.System(), func(t *tx) error {
		var rows []eventRow
		if err := t.db.Where("subject = 'log' AND kind = ?", string(models.EventLogKey)).Order("id").Find(&rows).Error; err != nil {
			return wrap(err, "log keys")
		}
		for _, r := range rows {
			v, err := verifierOf(r)
			if err != nil {
				return err
			}
			if !slices.Contains(list, v) { // a key may have come back
				list = append(list, v)
			}
		}
		return nil
	})
	return list, err
}

// KeepStamp keeps an RFC 3161 time-stamp over a checkpoint. The caller has checked it.
func (s *Store) KeepStamp(ctx context.Context, size int64, authority string, stamp []byte, stamped time.Time) error {
	return s.write(ctx, models.System(), func(t *tx) error {
		row := stampRow{Size: size, Authority: authority, Stamp: stamp, StampedAt: instant{stamped}, MadeAt: instant{t.now}}
		return wrap(t.db.Clauses(clause.OnConflict{DoNothing: true}).Create(&row).Error, "stamp")
	})
}

// Unstamped are the last checkpoints of days that are over, since a day, which an
// authority has not stamped yet; the oldest first, 31 at most.
func (s *Store) Unstamped(ctx context.Context, authority string) (list []ledger.Kept, err error) {
	err = s.read(ctx, models.System(), func(t *tx) error {
		var rows []checkpointRow
		midnight := models.Today(t.now).Start()
		err := t.db.Where("made_at < ? AND made_at >= ?", instant{midnight}, instant{midnight.AddDate(0, 0, -31)}).Order("size").Find(&rows).Error
		if err != nil {
			return wrap(err, "checkpoints")
		}
		var done []stampRow
		if err := t.db.Select("size").Where("authority = ?", authority).Find(&done).Error; err != nil {
			return wrap(err, "time-stamps")
		}
		stamped := map[int64]bool{}
		for _, r := range done {
			stamped[r.Size] = true
		}
		for i, r := range rows {
			last := i+1 == len(rows) || models.Today(rows[i+1].MadeAt.Time) != models.Today(r.MadeAt.Time)
			if last && !stamped[r.Size] {
				list = append(list, ledger.Kept{Note: r.Note, At: r.MadeAt.Time})
			}
		}
		return nil
	})
	return list, err
}

// PrefixProof shows that the tree of a smaller size is the beginning of a larger
// one; for witnesses.
func (s *Store) PrefixProof(ctx context.Context, from, size int64) (proof []ledger.Hash, err error) {
	err = s.read(ctx, models.System(), func(t *tx) error {
		proof, err = ledger.Prefix(from, size, hashReader{t})
		return err
	})
	return proof, err
}

// CosignedSize is the largest checkpoint a witness has countersigned.
func (s *Store) CosignedSize(ctx context.Context, witness string) (size int64, err error) {
	err = s.read(ctx, models.System(), func(t *tx) error {
		err := t.db.Model(&cosignatureRow{}).Where("witness = ?", witness).Select("COALESCE(MAX(size), 0)").Scan(&size).Error
		return wrap(err, "countersignatures")
	})
	return size, err
}
