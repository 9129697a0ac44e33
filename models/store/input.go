package store

import (
	"slices"
	"strings"

	"gorm.io/gorm"

	"chigiri/models"
)

// Lengths of text, in characters.
const (
	maxCode = models.MaxCode
	maxName = models.MaxName
	maxLine = models.MaxLine
	maxText = models.MaxText
)

// cleaner cleans the fields of an input in place and collects what is wrong.
type cleaner struct{ problems models.Problems }

// line cleans a field of one line.
func (c *cleaner) line(field string, s *string, max int) {
	clean, err := models.CleanLine(field, *s, max)
	if !c.problems.Merge(field, err) {
		*s = clean
	}
}

// text cleans a field of several lines.
func (c *cleaner) text(field string, s *string) {
	clean, err := models.CleanText(field, *s, maxText)
	if !c.problems.Merge(field, err) {
		*s = clean
	}
}

// needed cleans a field of one line that must not be empty. A field that was
// refused is not also called empty.
func (c *cleaner) needed(field string, s *string, max int) {
	before := len(c.problems)
	c.line(field, s, max)
	if len(c.problems) == before {
		c.problems.Require(field, *s)
	}
}

// reasoned cleans the reason of a deed that must have one.
func reasoned(reason string) (string, error) {
	var c cleaner
	before := len(c.problems)
	c.text("reason", &reason)
	if len(c.problems) == before {
		c.problems.Require("reason", reason)
	}
	return reason, c.problems.Err()
}

// searchKey is the form in which rows are searched: everything a person may
// remember of one, folded piece by piece, as the fold leaves out spaces.
func searchKey(parts ...string) string {
	keys := make([]string, len(parts))
	for i, p := range parts {
		keys[i] = models.SearchKey(p)
	}
	return strings.Join(keys, " ")
}

// sortKeyOf orders by reading where there is one.
func sortKeyOf(name, kana string) string {
	if kana != "" {
		return models.SearchKey(kana)
	}
	return models.SearchKey(name)
}

// likeEscape takes the meaning from the characters LIKE gives one.
var likeEscape = strings.NewReplacer(`\`, `\\`, "%", `\%`, "_", `\_`)

// maxWords is how many words of a search count; who types more is found by the
// first ones, and engines bound how much may stand in one condition.
const maxWords = 20

// matching narrows a query to rows that hold every word of a search.
func matching(db *gorm.DB, column, text string) *gorm.DB {
	for _, w := range searchWords(text) {
		db = db.Where(column+` LIKE ? ESCAPE '\'`, anywhere(models.SearchKey(w)))
	}
	return db
}

func searchWords(text string) []string {
	words := strings.Fields(text)
	return words[:min(len(words), maxWords)]
}

// anywhere is the pattern of texts that hold s.
func anywhere(s string) string { return "%" + likeEscape.Replace(s) + "%" }

// unknown says what is in want and not in have, in the order of want.
func unknown(want, have []string) []string {
	var missing []string
	for _, w := range want {
		if !slices.Contains(have, w) {
			missing = append(missing, w)
		}
	}
	return missing
}
