package store

import (
	"context"

	"gorm.io/gorm"

	"chigiri/models"
)

type briefingFileRow struct {
	ID         string
	BriefingID string
	Title      string
	Name       string
	SHA256     string `gorm:"column:sha256"`
	ByName     string
	At         instant
}

func (briefingFileRow) TableName() string { return "briefing_files" }

// AddBriefingFile puts a paper of the body's own to a meeting that is planned: its
// slides, its house rules. Everybody who is asked to come may take it.
func (s *Store) AddBriefingFile(ctx context.Context, actor models.Actor, id, title string, f models.File) (made models.BriefingFile, err error) {
	err = s.briefingDeed(ctx, actor, id, func(t *tx, row briefingRow, _ *dossier, _ models.Parties) error {
		title, f, err := t.keepTitled(title, f)
		if err != nil {
			return err
		}
		file := briefingFileRow{ID: t.id(), BriefingID: id, Title: title, Name: f.Name, SHA256: f.SHA256, ByName: actor.Name, At: instant{t.now}}
		if err := t.db.Create(&file).Error; err != nil {
			return wrap(err, "briefing file")
		}
		// Whoever is closing the meeting has read what was handed round: the record names it.
		if err := t.db.Model(&briefingRow{}).Where("id = ?", id).Update("version", gorm.Expr("version + 1")).Error; err != nil {
			return wrap(err, "briefing")
		}
		made = file.file()
		return t.event(models.Event{
			Kind: models.EventBriefingFile, Subject: "briefing", SubjectID: id, ContractID: row.ContractID,
			After: map[string]any{"title": title, "name": f.Name, "sha256": f.SHA256},
		})
	})
	return made, err
}

func (r briefingFileRow) file() models.BriefingFile {
	return models.BriefingFile{ID: r.ID, Title: r.Title, Name: r.Name, SHA256: r.SHA256, By: r.ByName, At: r.At.Time}
}

func (t *tx) briefingFiles(id string) ([]models.BriefingFile, error) {
	var rows []briefingFileRow
	if err := t.db.Where("briefing_id = ?", id).Order("id").Find(&rows).Error; err != nil {
		return nil, wrap(err, "briefing files")
	}
	list := make([]models.BriefingFile, len(rows))
	for i, r := range rows {
		list[i] = r.file()
	}
	return list, nil
}

// BriefingFileOf gives an attached paper to those who see the meeting.
func (s *Store) BriefingFileOf(ctx context.Context, actor models.Actor, id, fileID string) (f models.File, err error) {
	err = s.read(ctx, actor, func(t *tx) error {
		if _, err := t.briefingOf(id, false); err != nil {
			return err
		}
		var row briefingFileRow
		if err := t.first(t.db.Where("id = ? AND briefing_id = ?", fileID, id), &row, "file"); err != nil {
			return err
		}
		f, err = t.file(row.SHA256, row.Name)
		return err
	})
	return f, err
}
