package store

import (
	"context"

	"chigiri/models"
)

// PledgeBook gives what the people of a party have pledged to staff who see the contract
// and to the leads of the party and of those above it, its own lead when it is past too; for
// others there is no such party.
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

// BindPledges gives the book of a party's pledges to those who may read it, and papers,
// which reads the kept files of one pledge of it: what was sealed and, of one on paper, the
// scan. bind may ask for them in any order and more than once.
func (s *Store) BindPledges(ctx context.Context, actor models.Actor, partyID string,
	bind func(b models.PledgeBook, papers func(models.Pledge) ([]models.File, error)) error,
) error {
	return s.read(ctx, actor, func(t *tx) error {
		b, _, err := t.pledgeBook(partyID)
		if err != nil {
			return err
		}
		return bind(b, t.pledgePapers)
	})
}

// pledgePapers are the kept files of a pledge.
func (t *tx) pledgePapers(p models.Pledge) ([]models.File, error) {
	sealed, err := t.file(p.PDF, "")
	papers := []models.File{sealed}
	if err == nil && p.Scan != "" {
		var scan models.File
		scan, err = t.file(p.Scan, "")
		papers = append(papers, scan)
	}
	return papers, err
}

// pledgeBook reads a book and the sizes of its files.
func (t *tx) pledgeBook(partyID string) (b models.PledgeBook, sizes []int64, err error) {
	p, past, err := t.readParty(partyID, "party")
	if err != nil {
		return b, nil, err
	}
	r, err := t.rosterOf(p, past)
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
		Pledge  pledgeRow `gorm:"embedded"`
		Size    int64
		Scanned string
	}
	err = t.db.Table("pledges").Joins("JOIN files ON files.sha256 = pledges.pdf").Joins("LEFT JOIN files scans ON scans.sha256 = pledges.scan").
		Omit("text").Select("pledges.*, '' AS text, files.size, COALESCE(scans.content_type, '') AS scanned").
		Where("pledges.party_id = ? AND pledges.pdf <> ''", partyID).Order("pledges.worker_id IS NOT NULL").Order("pledges.id").Find(&rows).Error
	for _, row := range rows {
		b.Signed, b.Scans, sizes = append(b.Signed, row.Pledge.pledge()), append(b.Scans, row.Scanned), append(sizes, row.Size)
	}
	b.Never = b.NeverSigned(r.Workers)
	return b, sizes, wrap(err, "pledges")
}
