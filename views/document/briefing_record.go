package document

import (
	"strconv"
	"strings"
	"time"

	"chigiri/models"
)

// Receipt is a party that took the rules handed over in a briefing.
type Receipt struct {
	Policy   string // the rules with their version
	Party    string
	Tier     int
	Receiver string
	At       time.Time // zero when only the meeting's day is known
}

// BriefingRecord is F-06 説明実施報告書 of one meeting: when and where it was held and by
// whom, who came and how that is known, what was explained with its articles, which
// rules were handed to whom, which files were, who was absent and hears it when. Without receipts those
// attendees stand for them who took the rules. verifyAt is the address of the page
// that proves it; empty for none.
func BriefingRecord(m models.Briefing, people []models.Attendee, topics []models.BriefingTopic, files []models.BriefingFile, a models.Appendix, receipts []Receipt, verifyAt, lang string) Document {
	w := &recordWriter{m: m, files: files, briefWriter: newBrief(Brief{Appendix: a, On: m.HeldOn, Topics: topics}, lang)}
	if receipts == nil {
		receipts = receiptsOf(m, people)
	}
	w.add(Paragraph{Style: Plain, Text: w.addressee()}, w.meeting())
	w.attendees(people)
	w.absent(people)
	w.told()
	w.handed(receipts)
	w.add(Code{Title: w.say["proof"], QR: verifyAt, Rows: w.present([][2]string{
		{"record.closed", w.at(m.ClosedAt)}, {"proof.code", m.Code}, {"proof.at", verifyAt},
		{"f.appendix", w.versionOf(m.Appendix) + w.f("sha256", a.Hash)},
		{"f.edition", w.text(a.Edition.Name) + w.f("bracket", a.Edition.Catalog+"@"+a.Edition.Version)},
	})})
	doc := w.document("record")
	doc.Number, doc.Created = w.say["record.form"], m.ClosedAt
	doc.Edition = w.beside(w.say["record.short"], w.say["proof.code"]+" "+m.Code)
	return doc
}

type recordWriter struct {
	m     models.Briefing
	files []models.BriefingFile // of the body, handed round
	*briefWriter
}

func (w *recordWriter) addressee() string {
	b := w.b.Appendix.Facts.Body
	if w.lang == "en" && b.NameEN != "" {
		return b.NameEN
	}
	return w.beside(b.Head, b.Honorific)
}

func (w *recordWriter) meeting() Facts {
	f, day := w.b.Appendix.Facts, models.WarekiWeekday(w.m.HeldOn)
	if w.lang == "en" {
		day = models.FormatEN(w.m.HeldOn)
	}
	minutes := ""
	if w.m.Minutes > 0 {
		minutes = w.f("minutes", w.count(w.m.Minutes))
	}
	return Facts{Rows: w.present([][2]string{
		{"f.contract", f.Title}, {"f.number", f.Number}, {"f.period", w.f("period", w.date(f.Start), w.date(f.End))},
		{"record.division", w.beside(f.Body.Name, f.Division)}, {"record.manager", f.SystemManager},
		{"brief.vendor", f.Vendor.Name}, {"f.level", w.level()},
		{"record.kind", w.side()}, {"record.day", w.beside(day, w.begins())}, {"record.minutes", minutes},
		{"record.afterwards", w.m.Afterwards},
		{"record.method", w.say["method."+w.m.Method]}, {"record.place", w.m.Place}, {"record.briefer", w.m.Briefer},
		{"record.materials", w.materials()}, {"record.quiz", w.quiz()}, {"record.note", w.m.Note},
	})}
}

// materials are those that were typed and the files that were handed round, each with the
// beginning of its hash, by which it is known again.
func (w *recordWriter) materials() string {
	var lines []string
	if w.m.Materials != "" {
		lines = append(lines, w.m.Materials)
	}
	for _, f := range w.files {
		lines = append(lines, f.Title+w.f("sha256", short(f.SHA256)))
	}
	return strings.Join(lines, "\n")
}

// begins is the hour as the document's days are written: １３時３０分.
func (w *recordWriter) begins() string {
	hour, minute, ok := strings.Cut(w.m.Begins, ":")
	if w.lang == "en" || !ok {
		return w.m.Begins
	}
	return models.FullWidth(strings.TrimPrefix(hour, "0") + "時" + minute + "分")
}

// quiz says where the check of understanding stands: nobody has answered when the
// record is closed, so it cannot stand here.
func (w *recordWriter) quiz() string {
	for _, t := range w.b.Topics {
		if len(t.Quiz) > 0 {
			return w.say["record.quiz.later"]
		}
	}
	return ""
}

// side says who held the meeting, as the body speaks of itself.
func (w *recordWriter) side() string {
	b := w.b.Appendix.Facts.Body
	if w.m.Side == models.SidePrefecture {
		return w.f("side.prefecture", models.Text{JA: b.Short, EN: b.ShortEN}.In(w.lang))
	}
	return w.say["side."+w.m.Side]
}

// attendees are those who came, party by party as they were given.
func (w *recordWriter) attendees(people []models.Attendee) {
	var rows [][]string
	for _, p := range people {
		if p.AttendedAt.IsZero() {
			continue
		}
		confirmed := w.say["confirmed."+p.Method]
		if !p.ConfirmedAt.IsZero() {
			confirmed = w.beside(confirmed, w.minute(p.ConfirmedAt))
		}
		rows = append(rows, []string{w.count(len(rows) + 1), p.Name, p.Party, w.party(p.Tier), confirmed})
	}
	w.list("record.attendees", rows, Column{Title: w.say["col.no"], Width: .08, Align: Center}, Column{Title: w.say["col.name"], Width: .18},
		Column{Title: w.say["col.party"], Width: .27}, Column{Title: w.say["col.tier"], Width: .235}, Column{Title: w.say["col.confirmed"], Width: .235})
	for _, p := range people {
		if !p.AttendedAt.IsZero() && p.ConfirmedAt.IsZero() {
			w.add(Paragraph{Style: Plain, Text: w.say["record.own_word"], Depth: 1})
			return
		}
	}
}

func (w *recordWriter) absent(people []models.Attendee) {
	var rows [][]string
	for _, p := range people {
		if p.AttendedAt.IsZero() && !p.Told && !p.Away() {
			reason := p.Absence
			if reason == "" {
				reason = w.say["none"]
			}
			day := w.say["makeup.open"]
			if !p.MakeUpOn.IsZero() {
				day = w.date(p.MakeUpOn)
			}
			if p.SelfStudy {
				day = w.say["makeup.alone"]
			}
			rows = append(rows, []string{p.Name, p.Party, reason, day})
		}
	}
	w.list("record.absent", rows, Column{Title: w.say["col.name"], Width: .16}, Column{Title: w.say["col.party"], Width: .38},
		Column{Title: w.say["col.absence"], Width: .24}, Column{Title: w.say["col.makeup"], Width: .22})
}

// told are the topics with the numbers of their articles.
func (w *recordWriter) told() {
	var rows [][]string
	for _, t := range w.b.Topics {
		rows = append(rows, []string{t.ID, w.text(t.Title), strings.Join(w.runs(t.Articles), w.say["comma"])})
	}
	w.list("record.topics", rows, Column{Title: w.say["col.no"], Width: .09, Align: Center}, Column{Title: w.say["col.topic"], Width: .31}, Column{Title: w.say["col.articles"], Width: .6})
}

// runs are articles by their numbers; three or more that follow each other are written
// from the first to the last, as in 第２６条から第３２条まで.
func (w *recordWriter) runs(all []models.TopicArticle) []string {
	var runs []string
	for i, end := 0, 0; i < len(all); i = end {
		end = i + 1
		for end < len(all) && follows(all[end-1].Number, all[end].Number) {
			end++
		}
		if end-i > 2 {
			runs = append(runs, w.f("period", w.number(all[i].Number), w.number(all[end-1].Number)))
			continue
		}
		for _, a := range all[i:end] {
			runs = append(runs, w.number(a.Number))
		}
	}
	return runs
}

// follows says whether b is the article after a.
func follows(a, b string) bool {
	digits := func(s string) string { return strings.TrimPrefix(ArticleNumber("en", s), "Article ") }
	n, err := strconv.Atoi(digits(a))
	m, errB := strconv.Atoi(digits(b))
	return err == nil && errB == nil && m == n+1
}

func (w *recordWriter) handed(receipts []Receipt) {
	var rows [][]string
	for _, r := range receipts {
		day := w.date(w.m.HeldOn)
		if !r.At.IsZero() {
			day = w.date(models.Today(r.At))
		}
		rows = append(rows, []string{r.Policy, r.Party, r.Receiver, day})
	}
	w.list("record.handed", rows, Column{Title: w.say["col.policy"], Width: .37}, Column{Title: w.say["col.party"], Width: .25},
		Column{Title: w.say["col.receiver"], Width: .16}, Column{Title: w.say["col.day"], Width: .22})
}

// list is a table under a heading; of an empty one it says that there is none.
func (w *recordWriter) list(title string, rows [][]string, columns ...Column) {
	w.add(Heading{Level: 3, Text: w.say[title]})
	if len(rows) == 0 {
		w.add(Paragraph{Style: Plain, Text: w.say["record.none"], Depth: 1})
		return
	}
	w.add(Table{Columns: columns, Rows: rows})
}

func receiptsOf(m models.Briefing, people []models.Attendee) []Receipt {
	var all []Receipt
	for _, p := range people {
		if p.Received {
			all = append(all, Receipt{Policy: m.Policy, Party: p.Party, Tier: p.Tier, Receiver: p.Name})
		}
	}
	return all
}
