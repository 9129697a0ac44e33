package catalog

import (
	"strings"
	"unicode/utf8"

	"chigiri/models"
)

// segment is a piece of a wording: fixed text, the name of the public body, a
// parameter, or the English plural "(s)" of the parameter before it.
type segment struct {
	kind segmentKind
	text string // fixed text, or the parameter's name
}

type segmentKind byte

const (
	segFixed    segmentKind = iota
	segBody                 // 府, the prefecture
	segBodyHead             // The prefecture, at the head of a sentence
	segParam
	segPlural
)

// template is a wording in one language, taken apart once so that filling it in
// is cheap.
type template []segment

// words is how the public body is spoken of. Empty words leave the wording of the
// catalog as it is.
type words struct{ ja, en, head string }

func wordsOf(b models.Body) words {
	w := words{ja: b.Short, en: b.ShortEN}
	if w.ja == "" {
		w.ja = "府"
	}
	if w.en == "" {
		w.en = "the prefecture"
	}
	r, n := utf8.DecodeRuneInString(w.en)
	w.head = strings.ToUpper(string(r)) + w.en[n:]
	return w
}

// parseTemplate takes a wording apart. Japanese and English differ in what names
// the body; both rules are harmless in the other language.
func parseTemplate(s string) template {
	var t template
	start, last := 0, ""
	cut := func(at, next int, seg segment) {
		if at > start {
			t = append(t, segment{segFixed, s[start:at]})
		}
		t, start = append(t, seg), next
	}
	for i := 0; i < len(s); {
		switch rest := s[i:]; {
		case rest[0] == '{':
			end := strings.IndexByte(rest, '}')
			if end < 0 {
				return append(t, segment{segFixed, s[start:]})
			}
			last = rest[1:end]
			cut(i, i+end+1, segment{segParam, last})
			i += end + 1
		case strings.HasPrefix(rest, "(s)") && last != "":
			cut(i, i+3, segment{segPlural, last})
			i += 3
		case strings.HasPrefix(rest, "府") && !strings.HasSuffix(s[:i], "政"):
			cut(i, i+len("府"), segment{kind: segBody})
			i += len("府")
		case strings.HasPrefix(rest, "the prefecture") && wordEnds(rest[len("the prefecture"):]):
			cut(i, i+len("the prefecture"), segment{kind: segBody, text: "en"})
			i += len("the prefecture")
		case strings.HasPrefix(rest, "The prefecture") && wordEnds(rest[len("The prefecture"):]):
			cut(i, i+len("The prefecture"), segment{kind: segBodyHead})
			i += len("The prefecture")
		default:
			i++
		}
	}
	if start < len(s) {
		t = append(t, segment{segFixed, s[start:]})
	}
	return t
}

// wordEnds keeps "the prefecture-wide rules" and the like as they are.
func wordEnds(rest string) bool {
	return rest == "" || rest[0] != '-' && (rest[0]|0x20 < 'a' || rest[0]|0x20 > 'z')
}

// fill puts the wording together. value gives what a parameter prints, and
// whether it is the number one.
func (t template) fill(w words, value func(name string) (text string, one bool)) string {
	if len(t) == 1 && t[0].kind == segFixed {
		return t[0].text
	}
	var b strings.Builder
	for _, s := range t {
		switch s.kind {
		case segFixed:
			b.WriteString(s.text)
		case segBody:
			if s.text == "en" {
				b.WriteString(w.en)
			} else {
				b.WriteString(w.ja)
			}
		case segBodyHead:
			b.WriteString(w.head)
		case segParam:
			text, _ := value(s.text)
			b.WriteString(text)
		case segPlural:
			if _, one := value(s.text); !one {
				b.WriteByte('s')
			}
		}
	}
	return b.String()
}

// names lists the parameters a wording names, each once.
func (t template) names() []string {
	var out []string
	for _, s := range t {
		if s.kind == segParam && !has(out, s.text) {
			out = append(out, s.text)
		}
	}
	return out
}

// bilingual is a wording in both languages.
type bilingual struct{ ja, en template }

func parseText(t models.Text) bilingual { return bilingual{parseTemplate(t.JA), parseTemplate(t.EN)} }

// noParams is the value of every parameter where there are none.
func noParams(string) (string, bool) { return "", false }

// plain fills a wording that has no parameters.
func (b bilingual) plain(w words) models.Text {
	return models.Text{JA: b.ja.fill(w, noParams), EN: b.en.fill(w, noParams)}
}
