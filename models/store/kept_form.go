package store

import (
	"context"
	"encoding/json"
	"strings"
	"time"

	"chigiri/models"
	"chigiri/models/secret"
)

// A form typed while a session ran out is kept for a day, for the same person
// only, a few at a time and none larger than what a person types, with the picture of
// a seal.
const (
	keptFor  = 24 * time.Hour
	keptSize = 1 << 20
	keptMany = 10
)

type keptFormRow struct {
	Hash      string
	UserID    string
	Path      string
	Fields    string
	CreatedAt instant
}

func (keptFormRow) TableName() string { return "kept_forms" }

// KeepForm keeps what a person had typed at a path and gives the key to fetch it
// with. Passwords, other secrets and values with a My Number in them are left out.
func (s *Store) KeepForm(ctx context.Context, userID, path string, fields map[string][]string) (key string, err error) {
	if !strings.HasPrefix(path, "/") || strings.HasPrefix(path, "//") || strings.Contains(path, `\`) {
		return "", models.Invalidf("path", "error.kept_form.path")
	}
	if err := guardTyped("path", path); err != nil {
		return "", err
	}
	packed, err := json.Marshal(keepable(path, fields))
	if err != nil {
		return "", wrap(err, "kept form")
	}
	if len(packed) > keptSize {
		return "", models.Invalidf("", "error.kept_form.large", keptSize>>10)
	}
	err = s.write(ctx, models.System(), func(t *tx) error {
		if key, err = secret.Token(s.rand); err != nil {
			return err
		}
		if _, err := t.user("id = ?", userID); err != nil {
			return err
		}
		if err := t.dropOldForms(userID); err != nil {
			return err
		}
		row := keptFormRow{Hash: secret.Sum(key), UserID: userID, Path: path, Fields: string(packed), CreatedAt: instant{t.now}}
		return wrap(t.db.Create(&row).Error, "kept form")
	})
	return key, err
}

// dropOldForms forgets forms that are too old, and the person's oldest when there
// are many.
func (t *tx) dropOldForms(userID string) error {
	if err := t.db.Where("created_at < ?", instant{t.now.Add(-keptFor)}).Delete(&keptFormRow{}).Error; err != nil {
		return wrap(err, "kept form")
	}
	var many []string
	if err := t.db.Table("kept_forms").Where("user_id = ?", userID).Order("created_at DESC").
		Offset(keptMany-1).Limit(1000).Pluck("hash", &many).Error; err != nil {
		return wrap(err, "kept form")
	}
	if len(many) == 0 {
		return nil
	}
	return wrap(t.db.Where("hash IN ?", many).Delete(&keptFormRow{}).Error, "kept form")
}

// TakeForm gives a kept form back, once, to the person it was kept for.
func (s *Store) TakeForm(ctx context.Context, actor models.Actor, key string) (path string, fields map[string][]string, err error) {
	err = s.write(ctx, actor, func(t *tx) error {
		var row keptFormRow
		if err := t.first(t.db.Where("hash = ? AND user_id = ? AND created_at >= ?",
			secret.Sum(key), actor.UserID, instant{t.now.Add(-keptFor)}), &row, "form"); err != nil {
			return err
		}
		path = row.Path
		if err := json.Unmarshal([]byte(row.Fields), &fields); err != nil {
			return wrap(err, "kept form")
		}
		return wrap(t.db.Where("hash = ?", row.Hash).Delete(&keptFormRow{}).Error, "kept form")
	})
	return path, fields, err
}

// Keepable says whether nothing of what was typed has to be left out because a My
// Number stands in it.
func Keepable(fields map[string][]string) bool {
	for name, values := range fields {
		for _, v := range append([]string{name}, values...) {
			if !models.IsID(v) && models.GuardText("", v) != nil { // an id of ours is no number of anybody's
				return false
			}
		}
	}
	return true
}

// keepable leaves out what must not lie in a table.
func keepable(path string, fields map[string][]string) map[string][]string {
	kept := map[string][]string{}
	for name, values := range fields {
		if isSecretField(path, name) || models.GuardText("", name) != nil {
			continue
		}
		for _, v := range values {
			if guardTyped(name, v) != nil {
				v = ""
			}
			kept[name] = append(kept[name], v)
		}
	}
	return kept
}

// guardTyped keeps My Numbers out of what people typed. Our own ids are no such
// thing, though now and then one has twelve digits that would pass for one.
func guardTyped(field, s string) error {
	parts := strings.Split(s, "/")
	for i, part := range parts {
		if models.IsID(part) {
			parts[i] = "id"
		}
	}
	return models.GuardText(field, strings.Join(parts, "/"))
}

// isSecretField knows the names of fields that hold secrets, ChangePassword's
// among them. A code is a one-time code, but for the registers whose things have one.
func isSecretField(path, name string) bool {
	switch name = strings.ToLower(name); name {
	case "old", "new", "again", "key":
		return true
	case "code":
		return !strings.HasPrefix(path, "/divisions") && !strings.HasPrefix(path, "/systems")
	}
	return strings.Contains(name, "password") || strings.Contains(name, "secret") || strings.Contains(name, "token")
}
