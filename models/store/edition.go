package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"

	"gorm.io/gorm"

	"chigiri/models"
	"chigiri/models/catalog"
)

type editionRow struct {
	ID            string
	Catalog       string
	Version       string
	EffectiveFrom models.Date
	SHA256        string `gorm:"column:sha256"`
	Source        string
	PublishedBy   string
	PublishedAt   instant
}

func (editionRow) TableName() string { return "editions" }

// EditionRow is a published edition as a list shows it.
type EditionRow struct {
	ID string `json:"id"`
	models.EditionRef
	PublishedBy string `json:"published_by"`
	PublishedAt string `json:"published_at"` // RFC 3339
	Contracts   int    `json:"contracts"`    // pinned to it, among those the actor may see
	Current     bool   `json:"current"`      // the one a new contract gets today
}

// PublishEdition makes an edition of the catalog known to contracts, for good: a
// published edition never changes. Publishing the same bytes again gives the one
// there is; other bytes under a version already published are a conflict. name is
// the file's name, for messages about what is wrong in it.
func (s *Store) PublishEdition(ctx context.Context, actor models.Actor, name string, source []byte) (row EditionRow, err error) {
	edition, err := catalog.Read(name, source)
	if err != nil {
		return row, err
	}
	err = s.write(ctx, actor, func(t *tx) error {
		if !models.CanPublishEdition(actor) {
			return models.Denied("error.denied.edition")
		}
		old, err := t.publishedAs(edition)
		if err != nil {
			return err
		}
		if old == nil {
			if old, err = t.publish(edition, source); err != nil {
				return err
			}
			if err := t.relevelSystems(); err != nil {
				return err
			}
		}
		rows, err := t.editionRows()
		row = old.listed(edition, err == nil && currentOf(rows, t.today()) == old.ID)
		return err
	})
	return row, err
}

// publishedAs finds the row of an edition that is published already.
func (t *tx) publishedAs(e *catalog.Edition) (*editionRow, error) {
	var row editionRow
	err := t.db.Where("catalog = ? AND version = ?", e.Catalog, e.Version).Take(&row).Error
	switch {
	case errors.Is(err, gorm.ErrRecordNotFound):
		return nil, nil //nolint:nilnil // not published is an answer
	case err != nil:
		return nil, wrap(err, "edition")
	case row.SHA256 != e.SHA256:
		return nil, models.Conflict("error.edition.published", e.Ref())
	}
	return &row, nil
}

func (t *tx) publish(e *catalog.Edition, source []byte) (*editionRow, error) {
	sum := sha256.Sum256(source)
	row := editionRow{
		ID: t.id(), Catalog: e.Catalog, Version: e.Version, EffectiveFrom: e.EffectiveFrom,
		SHA256: hex.EncodeToString(sum[:]), Source: string(source), PublishedBy: t.actor.Name, PublishedAt: instant{t.now},
	}
	if err := t.db.Create(&row).Error; err != nil {
		return nil, wrap(err, "edition")
	}
	return &row, t.event(models.Event{
		Kind: models.EventEditionPublished, Subject: "edition", SubjectID: row.ID,
		After: map[string]any{"catalog": e.Catalog, "version": e.Version, "effective_from": e.EffectiveFrom, "sha256": row.SHA256},
	})
}

func (r editionRow) listed(e *catalog.Edition, current bool) EditionRow {
	return EditionRow{ID: r.ID, EditionRef: e.Ref(), PublishedBy: r.PublishedBy, PublishedAt: stamp(r.PublishedAt), Current: current}
}

// Editions lists published editions, the one in force first.
func (s *Store) Editions(ctx context.Context, actor models.Actor) (list []EditionRow, err error) {
	err = s.read(ctx, actor, func(t *tx) error {
		if !models.CanSeeEditions(actor) {
			return models.Denied("error.denied.edition")
		}
		rows, err := t.editionRows()
		if err != nil {
			return err
		}
		count, err := t.contractsByEdition()
		if err != nil {
			return err
		}
		current := currentOf(rows, t.today())
		for _, r := range rows {
			e, err := t.edition(r.ID)
			if err != nil {
				return err
			}
			item := r.listed(e, r.ID == current)
			item.Contracts = count[r.ID]
			list = append(list, item)
		}
		return nil
	})
	return list, err
}

// Edition gives one edition, read.
func (s *Store) Edition(ctx context.Context, actor models.Actor, id string) (e *catalog.Edition, err error) {
	err = s.read(ctx, actor, func(t *tx) error {
		if !models.CanSeeEditions(actor) {
			return models.NotFound("edition")
		}
		e, err = t.edition(id)
		return err
	})
	return e, err
}

// CurrentEdition gives the edition a new contract is pinned to today: the latest
// that is in force, or, before the first one is, that one.
func (s *Store) CurrentEdition(ctx context.Context, actor models.Actor) (id string, e *catalog.Edition, err error) {
	err = s.read(ctx, actor, func(t *tx) error {
		if !models.CanSeeEditions(actor) {
			return models.NotFound("edition")
		}
		id, e, err = t.currentEdition()
		return err
	})
	return id, e, err
}

// editionRows reads all editions without their source, the latest first.
func (t *tx) editionRows() ([]editionRow, error) {
	var rows []editionRow
	err := t.db.Omit("source").Order("effective_from DESC").Order("published_at DESC").Order("id DESC").Find(&rows).Error
	return rows, wrap(err, "editions")
}

// currentOf gives the id of the edition in force on a day, "" when there is none.
func currentOf(latestFirst []editionRow, day models.Date) string {
	id := ""
	for _, r := range latestFirst {
		id = r.ID
		if !day.Before(r.EffectiveFrom) {
			break
		}
	}
	return id
}

func (t *tx) currentEdition() (string, *catalog.Edition, error) {
	rows, err := t.editionRows()
	if err != nil {
		return "", nil, err
	}
	id := currentOf(rows, t.today())
	if id == "" {
		return "", nil, models.NotFound("edition")
	}
	e, err := t.edition(id)
	return id, e, err
}

// edition gives a published edition; it is read once and kept, for it never
// changes.
func (t *tx) edition(id string) (*catalog.Edition, error) {
	if e, ok := t.s.editions.Load(id); ok {
		return e.(*catalog.Edition), nil
	}
	var row editionRow
	if err := t.first(t.db.Where("id = ?", id), &row, "edition"); err != nil {
		return nil, err
	}
	e, err := catalog.Read(row.Catalog+"@"+row.Version, []byte(row.Source))
	if err != nil {
		return nil, wrap(errors.New(err.Error()), "edition "+id) // a fault of ours: it was good when published
	}
	t.s.editions.Store(id, e)
	return e, nil
}

func (t *tx) contractsByEdition() (map[string]int, error) {
	var rows []struct {
		EditionID string
		N         int
	}
	err := t.visibleContracts().Select("contracts.edition_id, COUNT(*) AS n").Group("contracts.edition_id").Find(&rows).Error
	count := make(map[string]int, len(rows))
	for _, r := range rows {
		count[r.EditionID] = r.N
	}
	return count, wrap(err, "editions")
}
