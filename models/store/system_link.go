package store

import (
	"context"

	"chigiri/models"
)

type linkRow struct {
	ID         string
	FromID     string
	ToID       string
	Data       string
	MyNumber   bool `gorm:"column:mynumber"`
	LegalBasis string
	CreatedAt  instant
}

func (linkRow) TableName() string { return "system_links" }

// AddLink notes that data flow from a system to another. The division of the
// sending system enters it; both show it.
func (s *Store) AddLink(ctx context.Context, actor models.Actor, systemID string, in models.LinkInput) (link models.SystemLink, err error) {
	err = s.write(ctx, actor, func(t *tx) error {
		sys, err := t.editableSystem(systemID)
		if err != nil {
			return err
		}
		if in, err = t.cleanLink(sys, in); err != nil {
			return err
		}
		row := linkRow{
			ID: t.id(), FromID: systemID, ToID: in.To, Data: in.Data, MyNumber: in.MyNumber,
			LegalBasis: in.LegalBasis, CreatedAt: instant{t.now},
		}
		if err := t.db.Create(&row).Error; err != nil {
			return wrap(err, "link")
		}
		if err := t.recomputeSystems(systemID, in.To); err != nil {
			return err
		}
		links, err := t.links(systemID)
		for _, l := range links {
			if l.ID == row.ID {
				link = l
			}
		}
		if err != nil {
			return err
		}
		return t.event(models.Event{Kind: models.EventLinkAdded, Subject: "system", SubjectID: systemID, After: fieldsOf(in)})
	})
	return link, err
}

// RemoveLink takes a link away, by the division of the sending system.
func (s *Store) RemoveLink(ctx context.Context, actor models.Actor, systemID, linkID, reason string) error {
	return s.write(ctx, actor, func(t *tx) error {
		if _, err := t.editableSystem(systemID); err != nil {
			return err
		}
		reason, err := reasoned(reason)
		if err != nil {
			return err
		}
		var row linkRow
		if err := t.first(t.db.Where("id = ? AND (from_id = ? OR to_id = ?)", linkID, systemID, systemID), &row, "link"); err != nil {
			return err
		}
		if row.FromID != systemID {
			return models.Denied("error.denied.link")
		}
		if err := t.db.Where("id = ?", linkID).Delete(&linkRow{}).Error; err != nil {
			return wrap(err, "link")
		}
		if err := t.recomputeSystems(row.FromID, row.ToID); err != nil {
			return err
		}
		return t.event(models.Event{
			Kind: models.EventLinkRemoved, Subject: "system", SubjectID: systemID, Reason: reason,
			Before: fieldsOf(models.LinkInput{To: row.ToID, Data: row.Data, MyNumber: row.MyNumber, LegalBasis: row.LegalBasis}),
		})
	})
}

// cleanLink checks a link; one with My Number needs its legal basis (番号法 第19条).
func (t *tx) cleanLink(from models.InfoSystem, in models.LinkInput) (models.LinkInput, error) {
	var c cleaner
	c.line("data", &in.Data, maxName)
	c.line("legal_basis", &in.LegalBasis, maxName)
	if len(c.problems) == 0 {
		c.problems.Merge("", in.Validate())
	}
	if in.To == from.ID {
		c.problems.Add("to", "error.link.itself")
	} else if in.To != "" {
		var n int64
		if err := t.db.Table("systems").Where("id = ?", in.To).Count(&n).Error; err != nil {
			return in, wrap(err, "link")
		}
		if n == 0 {
			c.problems.Add("to", "error.system.unknown")
		}
	}
	for _, l := range from.Links {
		if l.From == from.ID && l.To == in.To && l.Data == in.Data {
			c.problems.Add("data", "error.link.taken")
		}
	}
	return in, c.problems.Err()
}

// links reads a system's links in both directions with the names of both ends.
func (t *tx) links(systemID string) ([]models.SystemLink, error) {
	var rows []struct {
		Link                                       linkRow `gorm:"embedded"`
		FromName, ToName, FromDivision, ToDivision string
	}
	err := t.db.Table("system_links").
		Select("system_links.*, f.name AS from_name, t.name AS to_name, f.division_id AS from_division, t.division_id AS to_division").
		Joins("JOIN systems f ON f.id = from_id").Joins("JOIN systems t ON t.id = to_id").
		Where("from_id = ? OR to_id = ?", systemID, systemID).Order("system_links.id").Find(&rows).Error
	if err != nil || len(rows) == 0 {
		return nil, wrap(err, "links")
	}
	names, err := t.divisionNamesToday()
	links := make([]models.SystemLink, len(rows))
	for i, r := range rows {
		links[i] = models.SystemLink{
			LinkInput: models.LinkInput{To: r.Link.ToID, Data: r.Link.Data, MyNumber: r.Link.MyNumber, LegalBasis: r.Link.LegalBasis},
			ID:        r.Link.ID, From: r.Link.FromID, FromName: r.FromName, ToName: r.ToName,
			FromOwner: names[r.FromDivision], ToOwner: names[r.ToDivision],
		}
	}
	return links, err
}
