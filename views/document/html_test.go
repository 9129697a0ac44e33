package document

import (
	"io"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

var writers = map[string]func(io.Writer, Document) error{
	"docx": WriteDOCX, "html": WriteHTML, "fragment": HTMLBody, "text": WriteText,
}

// htmlTexts gives the texts of a page as a browser reads them: an element that
// holds nothing but text and line ends is one text.
func htmlTexts(n *html.Node) []string {
	if n.Type == html.ElementNode && (n.Data == "head" || n.Data == "style") {
		return nil
	}
	text, leaf := "", n.Type == html.ElementNode
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case c.Type == html.TextNode:
			text += c.Data
		case c.Data == "br":
			text += "\n"
		default:
			leaf = false
		}
	}
	if leaf {
		if text == "" {
			return nil
		}
		return []string{text}
	}
	var all []string
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		all = append(all, htmlTexts(c)...)
	}
	return all
}

func parseHTML(t testing.TB, write func(io.Writer, Document) error, doc Document) (*html.Node, string) {
	t.Helper()
	var b strings.Builder
	if err := write(&b, doc); err != nil {
		t.Fatal(err)
	}
	n, err := html.Parse(strings.NewReader(b.String()))
	if err != nil {
		t.Fatal(err)
	}
	return n, b.String()
}

// wantTexts are the texts of a page: the document's and, below, its edition.
func wantTexts(doc Document) []string {
	want := Strings(doc)
	if doc.Edition != "" {
		want = append(want, lineEnds(doc.Edition))
	}
	return want
}

// TestHTMLHoldsEverything proves that a browser reads every text that was put
// in, to the letter and in order, from the page and from the fragment.
func TestHTMLHoldsEverything(t *testing.T) {
	for seed := range uint64(400) {
		doc := anyDocument(seed)
		for _, write := range []func(io.Writer, Document) error{WriteHTML, HTMLBody} {
			page, source := parseHTML(t, write, doc)
			if got, want := htmlTexts(page), wantTexts(doc); !slices.Equal(got, want) {
				t.Fatalf("seed %d:\ngot  %q\nwant %q\n%s", seed, got, want, source)
			}
		}
	}
}

// FuzzHTML proves that no text becomes markup, whatever it is and wherever it
// stands: the elements stay those of a harmless text.
func FuzzHTML(f *testing.F) {
	for _, s := range anyText {
		f.Add(s)
	}
	f.Add(`" onload="x`)
	f.Add("</style><script>")
	f.Fuzz(func(t *testing.T, s string) {
		if s == "" || checkText(Document{Title: s}) != nil {
			t.Skip("not for this proof: no text, or refused before writing")
		}
		lines := strings.Count(lineEnds(s), "\n")
		for _, write := range []func(io.Writer, Document) error{WriteHTML, HTMLBody} {
			page, source := parseHTML(t, write, fuzzDocument(s))
			plain, _ := parseHTML(t, write, fuzzDocument("甲"+strings.Repeat("\n", lines)))
			if got, want := outline(page), outline(plain); got != want {
				t.Fatalf("got  %s\nwant %s\n%s", got, want, source)
			}
			if got := htmlTexts(page); !slices.Equal(got, wantTexts(fuzzDocument(s))) {
				t.Fatalf("got %q of %q", got, s)
			}
		}
	})
}

// fuzzDocument has a text in every place there is.
func fuzzDocument(s string) Document {
	return Document{Title: s, Subject: s, Author: s, Number: s, Edition: s, Running: s, Blocks: []Block{
		Contents{Title: s}, Heading{Level: 1, Text: s, Anchor: s}, Paragraph{Text: s}, Item{Number: s, Title: s, Text: s, Anchor: s},
		Facts{Rows: [][2]string{{s, s}}}, Table{Caption: s, Columns: []Column{{Title: s}}, Rows: [][]string{{s}}}, Seal{Lines: []string{s}, Name: s},
	}}
}

// outline gives the elements of a page with the names of their attributes.
func outline(n *html.Node) string {
	s := ""
	if n.Type == html.ElementNode {
		s = n.Data
		for _, a := range n.Attr {
			s += " " + a.Key
		}
		s += "("
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		s += outline(c)
	}
	if n.Type == html.ElementNode {
		s += ")"
	}
	return s
}

// TestHTMLMeaning proves what the markup says: language, headings in steps with
// their anchors, heads of columns, words for changes.
func TestHTMLMeaning(t *testing.T) {
	_, page := parseHTML(t, WriteHTML, wordSample())
	_, fragment := parseHTML(t, HTMLBody, wordSample())
	english := wordSample()
	english.Language = "en"
	_, en := parseHTML(t, WriteHTML, english)
	cases := map[string]struct{ in, want string }{
		"the page is Japanese":              {page, `<html lang="ja">`},
		"the page speaks English":           {en, `<html lang="en">`},
		"the English article says so":       {en, `<article class="doc" lang="en">`},
		"the title leads the page":          {page, `<h1 class="doc-title">`},
		"the title stands below a page's":   {fragment, `<h2 class="doc-title">`},
		"a part keeps its anchor":           {page, `<h2 class="doc-h1" id="chapter-1">第１章　総則</h2>`},
		"a part in a fragment is one lower": {fragment, `<h3 class="doc-h1" id="chapter-1">`},
		"the contents lead there":           {page, `<a href="#chapter-1">第１章　総則</a>`},
		"an article keeps its anchor":       {page, `<section class="doc-item" id="GEN-01"><h3 class="doc-line"><span class="doc-n">第１条</span>`},
		"an addition is marked":             {page, `<strong class="doc-mark">追加</strong><ins`},
		"a removal is marked":               {page, `<strong class="doc-mark">削除</strong><del`},
		"a change is marked in English":     {en, `<strong class="doc-mark">Changed</strong>`},
		"a table has a caption":             {page, `<caption>表１　水準表</caption><thead><tr><th scope="col">項目</th>`},
		"a line end stays":                  {page, `報告書は様式第５号による。<br>提出は`},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			if !strings.Contains(c.in, c.want) {
				t.Errorf("no %s", c.want)
			}
		})
	}
	for _, bad := range []string{"style=", "<style", "<script", "<h1"} {
		if strings.Contains(fragment, bad) {
			t.Errorf("the fragment holds %s", bad)
		}
	}
}
