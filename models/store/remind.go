package store

import (
	"context"
	"slices"
	"strings"
	"time"

	"gorm.io/gorm/clause"

	"chigiri/models"
)

type roundRow struct {
	Day    models.Date
	Mails  int
	DoneAt instant
}

func (roundRow) TableName() string { return "reminder_rounds" }

// morning is when digests go out, in Japan.
const morning = 8 * time.Hour

// Remind makes the round of reminders of today: on open days, once however many
// processes ask, at most one digest for each person. say puts a reminder into the
// person's words. It gives how many digests were queued; the calendar's only.
func (s *Store) Remind(ctx context.Context, actor models.Actor, say func(models.Reminder) string) (n int, err error) {
	err = s.write(ctx, actor, func(t *tx) error {
		n = 0
		if !actor.IsSystem() {
			return models.Denied("error.denied.system")
		}
		today := t.today()
		if !s.calendar.IsOpen(today) || t.now.Before(today.Start().Add(morning)) {
			return nil
		}
		var last roundRow
		err := t.first(t.db.Order("day DESC").Limit(1), &last, "round")
		if err != nil && models.KindOf(err) != models.KindNotFound {
			return err
		}
		made := t.db.Clauses(clause.OnConflict{DoNothing: true}).Create(&roundRow{Day: today, DoneAt: instant{t.now}})
		if made.Error != nil || made.RowsAffected == 0 {
			return wrap(made.Error, "round")
		}
		all, err := t.reminders(last)
		if err != nil {
			return err
		}
		if n, err = t.queueDigests(today, all, say); err != nil {
			return err
		}
		return wrap(t.db.Model(&roundRow{}).Where("day = ?", today).Update("mails", n).Error, "round")
	})
	return n, err
}

// queueDigests leaves for each person the list of what waits for them, and says how many
// have one now.
func (t *tx) queueDigests(day models.Date, all []models.Reminder, say func(models.Reminder) string) (int, error) {
	slices.SortStableFunc(all, func(a, b models.Reminder) int {
		return slices.Index(models.ReminderKinds(), a.Kind) - slices.Index(models.ReminderKinds(), b.Kind)
	})
	left, err := t.leaveDigests(day, t.now, digestsOf(all, say))
	return len(left.made) + len(left.longer), err
}

// reminders are all lines of today's round, in a fixed number of queries.
// What is new came after the last round, be it on the same day.
func (t *tx) reminders(round roundRow) ([]models.Reminder, error) {
	today, last := t.today(), round.Day
	args := map[string]any{
		"today": today, "tomorrow": t.s.calendar.AddOpenDays(today, 1), "since": instant{round.DoneAt.Add(time.Millisecond)},
		"weekly": models.Weekly(t.s.calendar, today) || last.IsZero(), "days": models.LapseDays(t.s.calendar, last, today),
	}
	if last.IsZero() {
		args["since"] = instant{today.AddDays(-1).Start()}
	}
	args["told"] = last // what lapsed on this day or later was told of in no round before
	if last.IsZero() {
		args["told"] = today.AddDays(-1)
	}
	theirs, err := t.confirmedByIT()
	if err != nil {
		return nil, err
	}
	args["theirs"] = theirs
	var all []models.Reminder
	for _, q := range reminderQueries {
		var rows []reminderRow
		named := []any{args}
		if !strings.Contains(q.sql, "@") {
			named = nil // what is told every day depends on no day
		}
		if err := t.db.Raw(q.sql, named...).Scan(&rows).Error; err != nil {
			return nil, wrap(err, "reminders: "+string(q.kind))
		}
		for _, r := range rows {
			all = append(all, models.Reminder{
				UserID: r.UserID, Lang: r.Lang, Kind: q.kind, Title: r.ContractID, Name: r.Name, Count: r.Count, Due: r.Due, Path: q.path + r.Path + q.leaf,
			})
		}
	}
	return all, t.titles(all)
}

type reminderRow struct {
	UserID, Lang, ContractID, Name, Path string
	Count                                int
	Due                                  models.Date
}

// titles puts the titles of contracts in place of their ids: as they were issued, which
// is what those outside know.
func (t *tx) titles(all []models.Reminder) error {
	var ids []string
	for _, r := range all {
		ids = append(ids, r.Title)
	}
	titles := map[string]string{}
	for part := range slices.Chunk(distinct(ids), batch) {
		var rows []struct {
			ContractID, Content string
		}
		err := t.db.Raw(`SELECT a.contract_id, a.content FROM appendices a JOIN contracts c ON c.id = a.contract_id AND c.issued_number = a.number
			WHERE a.contract_id IN ?`, part).Scan(&rows).Error
		if err != nil {
			return wrap(err, "appendices")
		}
		for _, r := range rows {
			a, err := appendixRow{Content: r.Content}.appendix()
			if err != nil {
				return err
			}
			titles[r.ContractID] = a.Facts.Title
		}
	}
	for i := range all {
		all[i].Title = titles[all[i].Title]
	}
	return nil
}
