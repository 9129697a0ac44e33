package store

import (
	"context"

	"chigiri/models"
)

// StampQuery is a page of pending stamps.
type StampQuery struct {
	After string
	Limit int
}

// Stamps lists the sealed documents whose time-stamp is to come, for who looks after
// the portal.
func (s *Store) Stamps(ctx context.Context, actor models.Actor, q StampQuery) (list models.StampList, err error) {
	err = s.read(ctx, actor, func(t *tx) error {
		if !models.CanSeeStamps(actor) {
			return models.Denied("error.denied.stamps")
		}
		list = models.StampList{Asked: s.stamping}
		if err := t.countStamps(&list); err != nil {
			return err
		}
		p := page{after: q.After, limit: q.Limit, by: []sortKey{{column: "sealed_at", kind: moment}, {column: "id"}}}
		var rows []sealStampRow
		if err := p.find(t.db.Table("seal_stamps").Where("state <> ?", stampDone), &rows); err != nil {
			return err
		}
		rows, list.Next = cut(p, rows, func(r sealStampRow) []any { return []any{r.SealedAt.Time, r.ID} })
		list.Rows = make([]models.PendingStamp, len(rows))
		for i, r := range rows {
			list.Rows[i] = models.PendingStamp{
				ID: r.ID, Subject: r.Subject, SealedAt: r.SealedAt.Time, Tries: r.Tries, Fault: r.Fault, Reply: r.Reply, NotBefore: r.NotBefore.Time,
			}
		}
		return nil
	})
	return list, err
}

func (t *tx) countStamps(list *models.StampList) error {
	var rows []struct {
		State  string
		Failed bool
		N      int
	}
	err := t.db.Table("seal_stamps").Select("state, fault <> '' AS failed, COUNT(*) AS n").Group("state, fault <> ''").Find(&rows).Error
	for _, r := range rows {
		switch {
		case r.State == stampDone:
			list.Stamped += r.N
		case r.Failed:
			list.Failed += r.N
			list.Pending += r.N
		default:
			list.Pending += r.N
		}
	}
	return wrap(err, "stamps")
}
