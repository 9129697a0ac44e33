package store

import (
	"context"

	"chigiri/models"
)

// PledgeBook gives what the people of a party have pledged to staff who see the contract
// and to the leads of the party and of those above it; for others there is no such party.
func (s *Store) PledgeBook(ctx context.Context, actor models.Actor, partyID string) (b models.PledgeBook, err error) {
	err = s.read(ctx, actor, func(t *tx) error {
		b, _, err = t.pledgeBook(partyID)
		return err
	})
	return b, err
}

// TakePledges gives the sealed files of a party's pledges, one after the other, to those
// who may read its book. begin is told the book and how large each file is, in bytes,
// before the first.
func (s *Store) TakePledges(ctx context.Context, actor models.Actor, partyID string,
	begin func(b models.PledgeBook, sizes []int64) error, each func(models.Pledge, models.File) error,
) error {
	return s.read(ctx, actor, func(t *tx) error {
		b, sizes, err := t.pledgeBook(partyID)
		if err == nil {
			err = begin(b, sizes)
		}
		if err != nil {
			return err
		}
		for _, p := range b.Signed {
			f, err := t.file(p.PDF, "")
			if err == nil {
				err = each(p, f)
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// pledgeBook reads a book and the sizes of its files.
func (t *tx) pledgeBook(partyID string) (b models.PledgeBook, sizes []int64, err error) {
	p, tree, err := t.partyOf(partyID)
	if err != nil {
		return b, nil, err
	}
	if t.actor.External() && !t.leads(p, tree) {
		return b, nil, models.NotFound("party")
	}
	r, err := t.roster(p)
	if err != nil {
		return b, nil, err
	}
	b = models.PledgeBook{Party: p, Number: r.Number, Title: r.Title, At: t.now, Signed: []models.Pledge{}}
	for _, l := range r.Workers {
		if l.Unsigned() {
			b.Unsigned = append(b.Unsigned, l.Name)
		}
	}
	var rows []struct {
		Pledge pledgeRow `gorm:"embedded"`
		Size   int64
	}
	err = t.db.Table("pledges").Joins("JOIN files ON files.sha256 = pledges.pdf").Omit("text").Select("pledges.*, '' AS text, files.size").
		Where("pledges.party_id = ? AND pledges.pdf <> ''", partyID).Order("pledges.worker_id IS NOT NULL").Order("pledges.id").Find(&rows).Error
	for _, row := range rows {
		b.Signed, sizes = append(b.Signed, row.Pledge.pledge()), append(sizes, row.Size)
	}
	return b, sizes, wrap(err, "pledges")
}
