package document

import (
	"fmt"
	"strings"

	"github.com/rivo/uniseg"

	"chigiri/models"
)

// Appendix is the official 特記仕様書 of one contract as a Document: the cover with
// the facts of its day, the general provisions, each part with its articles and
// their sources, the table of levels, the division of roles, the list of forms and
// the place of the seals. An appendix that was never issued (Version 0) is marked
// 案 on the cover and on every page. In "en" it is a reading copy and says so.
func Appendix(a models.Appendix, lang string) Document {
	w := appendixWriter{a: a, wording: wordsIn(lang, appendixText)}
	w.cover()
	w.general()
	for _, p := range a.Parts {
		w.part(p)
	}
	w.levelTable()
	w.roles()
	w.forms()
	w.seals()
	return Document{
		Title: w.say["title"], Subject: a.Facts.Title, Author: w.body(), Number: a.Facts.Number,
		Running: w.running(), Edition: w.edition(), Language: lang, Created: a.IssuedAt, Blocks: w.blocks,
	}
}

type appendixWriter struct {
	a models.Appendix
	wording
}

func (w *appendixWriter) body() string {
	if w.lang == "en" && w.a.Facts.Body.NameEN != "" {
		return w.a.Facts.Body.NameEN
	}
	return w.a.Facts.Body.Name
}

// runningLimit is how many characters of the subject fit in the header.
const runningLimit = 36

// running is the short title in the header of every page.
func (w *appendixWriter) running() string {
	title := w.say["title"] + w.say["space"] + shortened(w.a.Facts.Title)
	if w.a.Version == 0 {
		return w.say["draft"] + w.say["space"] + title
	}
	return title
}

// edition is the footer of every page: which rules, which version, which words.
func (w *appendixWriter) edition() string {
	return strings.Join([]string{w.editionName(), w.version(), w.say["hash.short"] + short(w.a.Hash)}, w.say["space"])
}

func (w *appendixWriter) editionName() string {
	e := w.a.Edition
	return fmt.Sprintf(w.say["edition.name"], w.text(e.Name), e.Version)
}

func (w *appendixWriter) version() string {
	return w.versionOf(w.a.Version)
}

func (w *appendixWriter) cover() {
	if w.lang == "en" {
		w.add(Paragraph{Style: Notice, Text: w.say["copy"]})
	}
	if w.a.Version == 0 {
		w.add(Paragraph{Style: Notice, Text: w.say["draft.notice"]})
	}
	w.add(Paragraph{Style: Centered, Text: w.a.Facts.Title}, w.coverFacts(), w.documentFacts(), PageBreak{})
	w.add(Heading{Level: 1, Text: fmt.Sprintf(w.say["level.why"], w.a.Level.Level.String()), Anchor: "why"})
	for i, r := range w.a.Level.Reasons {
		w.add(Item{Number: w.bracketed(i + 1), Text: w.reason(r), Depth: 1})
	}
	w.add(Contents{Title: w.say["contents"]}, PageBreak{})
}

func (w *appendixWriter) bracketed(n int) string { return fmt.Sprintf("(%d)", n) }

func (w *appendixWriter) reason(r models.LevelReason) string {
	text := w.text(models.Text{JA: r.JA, EN: r.EN})
	if r.From != "" {
		text += fmt.Sprintf(w.say["reason.from"], r.From)
	}
	if c := w.decision(r.Kind); c != nil {
		text += fmt.Sprintf(w.say["decided"], c.DecidedBy, w.date(c.DecidedOn))
	}
	if r.Source != "" {
		text += fmt.Sprintf(w.say["bracket"], w.wide(r.Source))
	}
	return r.Level.String() + w.say["space"] + text
}

// decision is the raise or the lowering a reason speaks of.
func (w *appendixWriter) decision(kind string) *models.LevelChange {
	switch kind {
	case "raise":
		return w.a.Facts.Raise
	case "lower":
		return w.a.Facts.Lower
	}
	return nil
}

func (w *appendixWriter) general() {
	if len(w.a.General) == 0 {
		return
	}
	w.add(Heading{Level: 1, Text: w.say["general"], Anchor: "general"})
	for _, p := range w.a.General {
		w.add(Item{Number: w.number(p.Number), Title: w.text(p.Title), Text: w.text(p.Text), Anchor: "general-" + p.ID})
	}
}

func (w *appendixWriter) part(p models.Part) {
	w.add(Heading{Level: 1, Text: w.text(p.Title), Anchor: "part-" + p.ID})
	for _, r := range w.references(p) {
		w.add(Paragraph{Style: Note, Text: r})
	}
	for _, art := range p.Articles {
		w.article(art)
	}
}

// references say, part by part, which articles of this part are printed in a more
// specific one.
func (w *appendixWriter) references(p models.Part) []string {
	var lines []string
	for _, other := range w.a.Parts {
		var named []string
		for _, r := range p.References {
			if r.Part == other.ID {
				named = append(named, w.number(r.Number)+fmt.Sprintf(w.say["bracket"], w.text(r.Title)))
			}
		}
		if len(named) > 0 {
			lines = append(lines, fmt.Sprintf(w.say["references"], w.text(other.Title), strings.Join(named, w.say["comma"])))
		}
	}
	return lines
}

func (w *appendixWriter) article(art models.Article) {
	item := Item{Number: w.number(art.Number), Title: w.text(art.Title), Text: w.text(art.Text), Anchor: art.Obligation}
	notice, after := "", ""
	if art.Waiver != nil { // the first line of its text says so
		notice, after, _ = strings.Cut(item.Text, "\n")
		item.Text = ""
	}
	w.add(item)
	if notice != "" {
		w.add(Paragraph{Style: Notice, Text: notice, Depth: 1})
	}
	if after != "" {
		w.add(Paragraph{Style: Plain, Text: after, Depth: 1})
	}
	w.changed(art)
	if len(art.Sources) > 0 {
		w.add(Paragraph{Style: Source, Text: w.say["source"] + w.grounds(art.Sources), Depth: 1})
	}
}

// changed says which numbers of an article are not the edition's.
func (w *appendixWriter) changed(art models.Article) {
	for _, p := range art.Params {
		if p.Changed == "" {
			continue
		}
		note := fmt.Sprintf(w.say["changed."+p.Changed], w.withUnit(p.Standard, p.Unit), w.withUnit(p.Shown, p.Unit))
		if p.Changed == "waived" {
			w.add(Paragraph{Style: Notice, Text: w.waived(note, w.waiverOf(art.Obligation, p)), Depth: 1})
			continue
		}
		if p.Reason != "" {
			note += fmt.Sprintf(w.say["because"], p.Reason)
		}
		w.add(Paragraph{Style: Note, Text: note, Depth: 1})
	}
}

func (w *appendixWriter) waiverOf(obligation string, p models.ArticleParam) models.WaiverFacts {
	for _, x := range w.a.Facts.Waivers {
		if x.Obligation == obligation && x.Param == p.ID {
			return x
		}
	}
	return models.WaiverFacts{Reason: p.Reason}
}

func (w *appendixWriter) waived(what string, f models.WaiverFacts) string {
	return what + fmt.Sprintf(w.say["waiver"], f.Reason, f.Approver, w.date(f.ApprovedOn), w.date(f.EndsOn))
}

func (w *appendixWriter) withUnit(t, unit models.Text) string {
	v, u := w.text(t), w.text(unit)
	if w.lang == "en" && u != "" {
		return v + " " + u
	}
	return v + u
}

// shortened is the head of a long text as it fits in the header, never cut inside a
// character.
func shortened(text string) string {
	rest, at := text, 0
	for n := 0; rest != ""; n++ {
		var one string
		one, rest, _, _ = uniseg.FirstGraphemeClusterInString(rest, -1)
		if n == runningLimit-1 && rest != "" {
			return text[:at] + "…"
		}
		at += len(one)
	}
	return text
}
