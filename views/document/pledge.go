package document

import (
	"strings"

	"chigiri/models"
)

// Pledge is the 誓約書 (F-01A, F-01B) as a Document: addressee, contract, what is
// promised, the articles to keep, what outlives the work, penalties, then who signed,
// when and how, and what proves it. Without a signature it is a draft to be read,
// marked 案. In Japanese it prints every line of text.Sealed() in order; see Unprinted.
// In "en" it is a reading copy and says so.
func Pledge(text models.PledgeText, sign *models.PledgeSignature, lang string) Document {
	w := newPledge(text, lang)
	if sign == nil {
		w.add(Paragraph{Style: Notice, Text: w.say["draft.notice"]})
	}
	w.promise()
	doc := w.document()
	if sign == nil {
		doc.Running = w.say["draft"] + w.say["space"] + doc.Running
		return doc
	}
	w.signature(*sign)
	w.proof(*sign)
	doc.Blocks, doc.Created = w.blocks, sign.At
	doc.Edition = w.beside(doc.Edition, w.say["proof.code"]+" "+sign.Code)
	return doc
}

// BlankPledge is a pledge to be signed on paper: with empty places for the day, the
// name and the seal, and the hash by which the paper is known again when it comes back.
func BlankPledge(text models.PledgeText, lang string) Document {
	w := newPledge(text, lang)
	w.promise()
	w.add(Paragraph{Style: Right, Text: w.say["day.blank"]},
		Seal{Lines: w.signer(), Name: w.say["name.blank"], Mark: true},
		Code{Title: w.say["paper"], Rows: [][2]string{{w.say["hash"], text.Hash}}})
	return w.document()
}

// Unprinted is the first line of a sealed text that a document does not print in its
// place, spaces aside; "" when every line stands there in order. What is not shown
// must not be sealed.
func Unprinted(doc Document, sealed string) string {
	rest := strings.Join(strings.Fields(strings.Join(Strings(doc), "")), "")
	for line := range strings.SplitSeq(sealed, "\n") {
		_, after, found := strings.Cut(rest, strings.Join(strings.Fields(line), ""))
		if !found {
			return line
		}
		rest = after
	}
	return ""
}

type pledgeWriter struct {
	t models.PledgeText
	wording
}

// text is a part of the pledge as it is sealed, to the letter.
func (w *pledgeWriter) text(t models.Text) string { return t.In(w.lang) }

// grounds are sources as they are sealed.
func (w *pledgeWriter) grounds(all []string) string { return strings.Join(all, w.say["semicolon"]) }

func newPledge(t models.PledgeText, lang string) *pledgeWriter {
	w := &pledgeWriter{t: t, wording: wordsIn(lang, pledgeText)}
	if lang == "en" {
		w.add(Paragraph{Style: Notice, Text: w.say["copy"]})
	}
	return w
}

func (w *pledgeWriter) document() Document {
	title := w.text(w.t.Title)
	return Document{
		Title: title + w.f("bracket", w.t.Form), Subject: w.t.Contract.Title, Author: w.t.Contract.Body, Number: w.f("form", w.t.Form),
		Running: title + w.say["space"] + shortened(w.t.Contract.Title),
		Edition: title + " " + w.t.Form + w.say["space"] + w.say["hash.short"] + short(w.t.Hash), Language: w.lang, Blocks: w.blocks,
	}
}

// promise is all that is sealed, from the addressee to the edition.
func (w *pledgeWriter) promise() {
	c := w.t.Contract
	rows := [][2]string{w.named("f.contract", c.Title), w.named("f.number", c.Number)}
	if !c.Signed.IsZero() {
		rows = append(rows, w.named("f.signed", w.date(c.Signed)))
	}
	rows = append(rows, w.named("f.period", w.f("period", w.date(c.Start), w.date(c.End))),
		w.named("f.body", c.Body), w.named("f.level", w.text(w.t.LevelName)))
	w.add(Paragraph{Style: Plain, Text: w.text(w.t.Addressee)}, Facts{Rows: append(rows, w.pledging()...)},
		Paragraph{Style: Body, Text: w.text(w.t.Preamble)})
	w.clauses("statements", w.t.Statements)
	w.add(Heading{Level: 3, Text: w.f("duties", w.count(len(w.t.Duties)))})
	for _, d := range w.t.Duties {
		w.add(Item{Number: w.number(d.Number), Title: w.f("duty", w.text(d.Title)), Text: w.text(d.Plain), Small: true})
		w.source(d.Sources, smallDepth, true)
	}
	w.clauses("survives", w.t.Survives)
	w.clauses("penalties", w.t.Penalties)
	if note := w.text(w.t.PenaltyNote); note != "" {
		w.add(Paragraph{Style: Note, Text: note, Depth: 1})
	}
	if grounds := w.t.Grounds(); len(grounds) > 0 {
		w.add(Paragraph{Style: Source, Text: w.f("sources", w.grounds(grounds))})
	}
	w.add(Facts{Rows: [][2]string{w.named("f.appendix", w.appendix()), w.named("f.edition", w.edition())}})
}

// smallDepth is how deep stands what belongs below a small item.
const smallDepth = 5

// named is a fact whose name ends in a colon, as the sealed text has it.
func (w *pledgeWriter) named(key, value string) [2]string {
	return [2]string{w.say[key] + w.say["colon"], value}
}

// pledging says who makes the promise.
func (w *pledgeWriter) pledging() [][2]string {
	s, company, name := w.t.Signer, "pledging", "representative"
	if s.Kind == models.PledgeWorker {
		company, name = "employer", "worker"
	}
	rows := [][2]string{w.named(company, w.party(s.Tier)+w.say["space"]+s.Employer)}
	if s.Role != "" || s.Name != "" {
		rows = append(rows, w.named(name, s.Role+w.say["space"]+s.Name))
	}
	return rows
}

func (w *pledgeWriter) clauses(key string, all []models.PledgeClause) {
	if len(all) == 0 {
		return
	}
	w.add(Heading{Level: 3, Text: w.say[key]})
	for i, c := range all {
		w.add(Item{Number: w.count(i + 1), Text: w.text(c.Text), Depth: 1})
		w.source(c.Sources, 3, false)
	}
}

func (w *pledgeWriter) source(all []string, depth int, small bool) {
	if len(all) > 0 {
		w.add(Paragraph{Style: Source, Text: w.f("source", w.grounds(all)), Depth: depth, Small: small})
	}
}

func (w *pledgeWriter) appendix() string {
	return w.versionOf(w.t.AppendixVersion) + w.f("sha256", w.t.AppendixHash)
}

func (w *pledgeWriter) edition() string {
	e := w.t.Edition
	return w.text(e.Name) + w.f("bracket", e.Catalog+"@"+e.Version)
}

// signer are the lines above a signer's name.
func (w *pledgeWriter) signer() []string {
	s := w.t.Signer
	return compact([]string{w.party(s.Tier), s.Address, s.Employer, s.Role})
}
