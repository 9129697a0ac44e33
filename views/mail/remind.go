package mail

import (
	"chigiri/models"
	"chigiri/views/i18n"
)

// Reminded is a reminder in the words of whoever it is for.
func Reminded(r models.Reminder) string {
	lang := r.Lang
	if lang == "" {
		lang = i18n.JA
	}
	return i18n.T(lang, "remind."+string(r.Kind), r.Title, r.Name, r.Count)
}
