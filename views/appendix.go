package views

import (
	"slices"
	"strconv"

	"chigiri/models"
	"chigiri/views/document"
)

// AppendixShown is one state of an appendix on its page: the draft of today's
// facts (Number 0) or an issued version.
type AppendixShown struct {
	Appendix models.Appendix
	Doc      document.Document
	Number   int
	Text     string // language of the document: ja, or en for the reading copy
}

// latest says whether an issued version is the one in force.
func (s AppendixShown) latest(v models.ContractView) bool {
	return s.Number > 0 && s.Number == v.Contract.IssuedNumber
}

// address is the page of a version, of its PDF or of its Word file.
func (s AppendixShown) address(v models.ContractView, suffix string) string {
	path := "/contracts/" + v.Contract.ID + "/appendix" + suffix
	if s.Number > 0 || v.Contract.IssuedNumber > 0 {
		return path + "?version=" + strconv.Itoa(s.Number)
	}
	return path
}

// inText is the address of the same version in the other language.
func (s AppendixShown) inText(v models.ContractView, lang string) string {
	path := "/contracts/" + v.Contract.ID + "/appendix?text=" + lang
	if s.Number > 0 {
		path += "&version=" + strconv.Itoa(s.Number)
	}
	return path
}

// piece is a block of a document as the page groups it: an article takes the notes
// and sources under it along.
type piece struct {
	block document.Block
	notes []document.Paragraph
}

// pieces groups the blocks of a document for the page. What only paper needs, page
// breaks and the printed contents, is left out.
func pieces(doc document.Document) []piece {
	var all []piece
	for _, b := range doc.Blocks {
		switch b := b.(type) {
		case document.PageBreak, document.Contents:
			continue
		case document.Paragraph:
			if last := len(all) - 1; b.Depth > 0 && last >= 0 && isItem(all[last].block) {
				all[last].notes = append(all[last].notes, b)
				continue
			}
		}
		all = append(all, piece{block: b})
	}
	return all
}

func isItem(b document.Block) bool {
	_, ok := b.(document.Item)
	return ok
}

// contentsLine is one line of the contents that follow the reader.
type contentsLine struct {
	Text, Anchor string
	Depth        int
}

// contentsOf lists the headings and titled articles of a document.
func contentsOf(doc document.Document) []contentsLine {
	var all []contentsLine
	for _, b := range doc.Blocks {
		switch b := b.(type) {
		case document.Heading:
			if b.Anchor != "" {
				all = append(all, contentsLine{Text: b.Text, Anchor: b.Anchor})
			}
		case document.Item:
			if b.Anchor != "" {
				all = append(all, contentsLine{Text: b.Number + "　" + b.Title, Anchor: b.Anchor, Depth: 1})
			}
		}
	}
	return all
}

var paragraphClass = map[document.Style]string{
	document.Body: "body", document.Plain: "plain", document.Note: "source", document.Source: "source",
	document.Centered: "centered", document.Right: "right", document.Notice: "notice",
}

func cellAlign(columns []document.Column, i int) string {
	if i < len(columns) && columns[i].Align == document.End {
		return "n"
	}
	return ""
}

// articleOf is the article a change is about, as it is now or as it was.
func articleOf(c models.ArticleChange) models.Article {
	if c.After != nil {
		return *c.After
	}
	if c.Before != nil {
		return *c.Before
	}
	return models.Article{Obligation: c.Obligation}
}

// changeClass is the bar beside a changed article.
func changeClass(change string) string {
	if change == "moved" {
		return "diff-changed"
	}
	return "diff-" + change
}

// textChange is a text before and after, parted into what stayed in front, what
// differs and what stayed behind.
type textChange struct{ Head, Was, Is, Tail string }

// compareTexts finds the part that differs, character by character from both ends.
func compareTexts(was, is string) textChange {
	a, b := []rune(was), []rune(is)
	head := 0
	for head < len(a) && head < len(b) && a[head] == b[head] {
		head++
	}
	tail := 0
	for tail < len(a)-head && tail < len(b)-head && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	return textChange{
		Head: string(a[:head]), Was: string(a[head : len(a)-tail]),
		Is: string(b[head : len(b)-tail]), Tail: string(a[len(a)-tail:]),
	}
}

// Article is an article's number in the reader's language.
func (b Base) Article(printed string) string { return document.ArticleNumber(b.Lang, printed) }

// paramShift is one parameter before and after.
type paramShift struct{ ID, Was, Is string }

func paramShifts(b Base, c models.ArticleChange) []paramShift {
	var all []paramShift
	for _, id := range c.Params {
		all = append(all, paramShift{ID: id, Was: paramShown(b, c.Before, id), Is: paramShown(b, c.After, id)})
	}
	return all
}

func paramShown(b Base, a *models.Article, id string) string {
	if a == nil {
		return "―"
	}
	i := slices.IndexFunc(a.Params, func(p models.ArticleParam) bool { return p.ID == id })
	if i < 0 {
		return "―"
	}
	return b.withUnit(a.Params[i].Shown, a.Params[i].Unit)
}

// withUnit prints a value with its unit as the language spaces it.
func (b Base) withUnit(value, unit models.Text) string {
	v, u := b.Text(value), b.Text(unit)
	if b.Lang == "en" && u != "" {
		return v + " " + u
	}
	return v + u
}

// versionName names a state of an appendix: 第２版, or the draft.
func versionName(b Base, number int) string {
	if number == 0 {
		return b.T("appendix.draft")
	}
	return b.T("issued.version", number)
}
