package document

import (
	"chigiri/models"
)

// Brief is what a briefing 説明 tells one kind of hearer under one contract, taken from
// the contract's own appendix with its numbers.
type Brief struct {
	Appendix models.Appendix
	Bound    string      // worker, vendor, subcontractor: whose topics these are
	On       models.Date // of the meeting; zero for none
	Topics   []models.BriefingTopic
	Rule     models.BriefingRule
}

// Handout is what hearers of a briefing take home: the contract, then topic by topic
// each article in plain words with its number and source in small type.
func Handout(b Brief, lang string) Document {
	w := newBrief(b, lang)
	w.add(w.cover())
	w.add(Paragraph{Style: Body, Text: w.say["handout.why"]}, Contents{Title: w.say["contents"]}, PageBreak{})
	for _, t := range b.Topics {
		w.add(Heading{Level: 2, Text: t.ID + w.say["space"] + w.text(t.Title), Anchor: t.ID},
			Paragraph{Style: Note, Text: w.say["how."+string(t.How)]})
		for i, a := range t.Articles {
			w.add(Item{Number: w.count(i + 1), Text: w.text(a.Plain), Depth: 1},
				Paragraph{Style: Source, Text: w.article(a) + w.sources(a.Sources), Depth: 3})
		}
	}
	doc := w.document("handout")
	doc.Edition = w.beside(w.appendix(), w.say["hash.short"]+short(b.Appendix.Hash))
	return doc
}

// Slides are the same topics to be shown on a wall: large, few words to a page, each
// topic on pages of its own.
func Slides(b Brief, lang string) Document {
	w := newBrief(b, lang)
	f := b.Appendix.Facts
	w.add(Paragraph{Style: Centered, Text: f.Title}, Facts{Rows: w.present([][2]string{
		{"f.number", f.Number}, {"f.level", w.level()}, {"brief.on", w.dateOrNothing(b.On)}, {"brief.for", w.say["for."+b.Bound]}, {"f.appendix", w.versionOf(b.Appendix.Version)},
	})})
	for _, t := range b.Topics {
		w.add(Heading{Level: 1, Text: t.ID + w.say["space"] + w.text(t.Title)})
		for i, a := range t.Articles {
			w.add(Item{Number: w.count(i + 1), Text: w.text(a.Plain), Depth: 1}, Paragraph{Style: Note, Text: w.article(a), Depth: 3})
		}
	}
	doc := w.document("slides")
	doc.Landscape, doc.Number, doc.Running = true, "", ""
	return doc
}

type briefWriter struct {
	b Brief
	wording
}

func newBrief(b Brief, lang string) *briefWriter {
	w := &briefWriter{b: b, wording: wordsIn(lang, briefingText)}
	if lang == "en" {
		w.add(Paragraph{Style: Note, Text: w.say["copy"]})
	}
	return w
}

func (w *briefWriter) document(title string) Document {
	f := w.b.Appendix.Facts
	return Document{
		Title: w.say[title], Subject: f.Title, Author: f.Body.Name, Number: f.Number, Language: w.lang,
		Running: w.say[title] + w.say["space"] + shortened(f.Title), Created: w.b.Appendix.IssuedAt, Blocks: w.blocks,
	}
}

// cover is the contract as the handout names it, and what the briefing asks for.
func (w *briefWriter) cover() Facts {
	f, r := w.b.Appendix.Facts, w.b.Rule
	rows := [][2]string{
		{"f.contract", f.Title}, {"f.number", f.Number}, {"f.period", w.f("period", w.date(f.Start), w.date(f.End))},
		{"f.body", w.beside(f.Body.Name, f.Division)}, {"brief.vendor", f.Vendor.Name}, {"f.level", w.level()},
		{"brief.on", w.dateOrNothing(w.b.On)}, {"brief.for", w.say["for."+w.b.Bound]}, {"f.appendix", w.versionOf(w.b.Appendix.Version)},
	}
	if r.RepeatMonths > 0 {
		rows = append(rows, [2]string{"brief.repeat", w.f("months", w.count(r.RepeatMonths))})
	}
	switch {
	case r.PassMark == 100:
		rows = append(rows, [2]string{"brief.pass", w.say["percent.all"]})
	case r.PassMark > 0:
		rows = append(rows, [2]string{"brief.pass", w.f("percent", w.count(r.PassMark))})
	}
	return Facts{Rows: w.present(rows)}
}

func (w *briefWriter) level() string {
	return w.beside(w.b.Appendix.Level.Level.String(), w.text(w.b.Appendix.LevelName))
}

func (w *briefWriter) appendix() string {
	return w.beside(w.say["f.appendix"], w.versionOf(w.b.Appendix.Version))
}

func (w *wording) dateOrNothing(d models.Date) string {
	if d.IsZero() {
		return ""
	}
	return w.date(d)
}

func (w *briefWriter) article(a models.TopicArticle) string {
	return w.number(a.Number) + w.f("bracket", w.text(a.Title))
}

func (w *briefWriter) sources(all []string) string {
	if len(all) == 0 {
		return ""
	}
	return w.say["space"] + w.f("source", w.grounds(all))
}
