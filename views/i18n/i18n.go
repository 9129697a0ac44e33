// Package i18n speaks: every word of the interface in Japanese and English, and
// dates and numbers as each language writes them. Models and handlers carry keys;
// only here do they become words.
//
// Each noun has one file with both languages side by side, so that a text cannot
// be added in one language alone. Placeholders are {0}, {1}, …; an English plural
// is {0|contract|contracts}. It may import models for the types it prints.
package i18n

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"chigiri/models"
)

// The languages.
const (
	JA = "ja"
	EN = "en"
)

// words is one text in Japanese and in English.
type words [2]string

var catalogue = map[string]words{}

// say adds the words of one noun; a key said twice is a mistake of ours.
func say(ws map[string]words) {
	for k, w := range ws {
		if _, twice := catalogue[k]; twice {
			panic("i18n: said twice: " + k)
		}
		catalogue[k] = w
	}
}

// Has says whether there are words for a key.
func Has(key string) bool { _, ok := catalogue[key]; return ok }

// T gives the words for a key in a language. A key without words comes back as
// itself in brackets: visible, and caught by a test.
func T(lang, key string, args ...any) string {
	w, ok := catalogue[key]
	if !ok {
		return "[" + key + "]"
	}
	text := w[0]
	if lang == EN {
		text = w[1]
	}
	return fill(lang, text, args)
}

var hole = regexp.MustCompile(`\{(\d)(?:\|([^|}]*)\|([^}]*))?\}`)

func fill(lang, text string, args []any) string {
	if !strings.Contains(text, "{") {
		return text
	}
	return hole.ReplaceAllStringFunc(text, func(m string) string {
		part := hole.FindStringSubmatch(m)
		i, _ := strconv.Atoi(part[1])
		if i >= len(args) {
			return m
		}
		if part[2] == "" && part[3] == "" {
			return Show(lang, args[i])
		}
		if fmt.Sprint(args[i]) == "1" {
			return Show(lang, args[i]) + " " + part[2]
		}
		return Show(lang, args[i]) + " " + part[3]
	})
}

// Show prints a value as the language writes it: dates in wareki with weekday,
// numbers with separators, known codes by their names.
func Show(lang string, v any) string {
	switch v := v.(type) {
	case models.Date:
		return Date(lang, v)
	case int:
		return Number(v)
	case models.Text:
		return v.In(lang)
	case models.Role:
		return T(lang, "role."+string(v))
	case models.ContractState:
		return T(lang, "state."+string(v))
	}
	return fmt.Sprint(v)
}

// Problem is the sentence for what is wrong with one field.
func Problem(lang string, p models.Problem) string { return T(lang, p.Key, p.Args...) }

// Number prints an integer with thousands separators.
func Number(n int) string {
	s := strconv.Itoa(n)
	neg := strings.HasPrefix(s, "-")
	s = strings.TrimPrefix(s, "-")
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	if neg {
		return "-" + s
	}
	return s
}
