package store

import (
	"context"

	"chigiri/models"
)

type manualRow struct {
	ID       string
	SystemID string
	Title    string
	Version  string
	Dated    models.Date
	Division string
	FileName string
	SHA256   string `gorm:"column:sha256"`
	AddedAt  instant
}

func (manualRow) TableName() string { return "manuals" }

// AddManual attaches a document to a system: title, version and date are entered,
// the division is the owner's under its name of that date, the bytes are kept as
// they are. PDF, Word, Excel, text, PNG and JPEG are taken, up to models.MaxFile.
func (s *Store) AddManual(ctx context.Context, actor models.Actor, systemID string, in models.Manual, f models.File) (m models.Manual, err error) {
	err = s.write(ctx, actor, func(t *tx) error {
		sys, err := t.editableSystem(systemID)
		if err != nil {
			return err
		}
		if in, f, err = t.cleanManual(in, f); err != nil {
			return err
		}
		division, err := t.division(sys.DivisionID)
		if err != nil {
			return err
		}
		sum, err := t.putFile(f)
		if err != nil {
			return err
		}
		row := manualRow{
			ID: t.id(), SystemID: systemID, Title: in.Title, Version: in.Version, Dated: in.Dated,
			Division: division.NameOn(in.Dated), FileName: f.Name, SHA256: sum, AddedAt: instant{t.now},
		}
		if err := t.db.Create(&row).Error; err != nil {
			return wrap(err, "manual")
		}
		m = row.manual(int64(len(f.Bytes)))
		return t.event(models.Event{
			Kind: models.EventManualAdded, Subject: "system", SubjectID: systemID,
			After: map[string]any{"manual": row.ID, "title": row.Title, "version": row.Version, "dated": row.Dated, "file_name": row.FileName, "sha256": sum},
		})
	})
	return m, err
}

func (t *tx) cleanManual(in models.Manual, f models.File) (models.Manual, models.File, error) {
	var c cleaner
	c.needed("title", &in.Title, maxName)
	c.needed("version", &in.Version, maxCode)
	switch {
	case in.Dated.IsZero():
		c.problems.Add("dated", "error.required")
	case in.Dated.After(t.today()):
		c.problems.Add("dated", "error.date.future")
	}
	f, err := attachment("file", f)
	c.problems.Merge("file", err)
	return in, f, c.problems.Err()
}

// ManualFile gives the bytes of a manual as they were attached.
func (s *Store) ManualFile(ctx context.Context, actor models.Actor, systemID, manualID string) (f models.File, err error) {
	err = s.read(ctx, actor, func(t *tx) error {
		if !models.CanSeeSystems(actor) {
			return models.NotFound("manual")
		}
		var row manualRow
		if err := t.first(t.db.Where("id = ? AND system_id = ?", manualID, systemID), &row, "manual"); err != nil {
			return err
		}
		f, err = t.file(row.SHA256, row.FileName)
		return err
	})
	return f, err
}

// manuals reads a system's manuals without their bytes, newest first.
func (t *tx) manuals(systemID string) ([]models.Manual, error) {
	var rows []struct {
		Manual manualRow `gorm:"embedded"`
		Size   int64
	}
	err := t.db.Table("manuals").Select("manuals.*, files.size").Joins("JOIN files ON files.sha256 = manuals.sha256").
		Where("system_id = ?", systemID).Order("dated DESC").Order("manuals.id DESC").Find(&rows).Error
	var list []models.Manual
	for _, r := range rows {
		list = append(list, r.Manual.manual(r.Size))
	}
	return list, wrap(err, "manuals")
}

func (r manualRow) manual(size int64) models.Manual {
	return models.Manual{
		ID: r.ID, SystemID: r.SystemID, Title: r.Title, Version: r.Version, Dated: r.Dated, Division: r.Division,
		FileName: r.FileName, Size: size, SHA256: r.SHA256, AddedAt: r.AddedAt.Time,
	}
}
