package document

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"
	"testing"
)

// node is an element of a part, read without any help of the writer.
type node struct {
	XMLName xml.Name
	Attrs   []xml.Attr `xml:",any,attr"`
	Text    string     `xml:",chardata"`
	Nodes   []node     `xml:",any"`
}

func (n node) val() string {
	for _, a := range n.Attrs {
		if a.Name.Local == "val" {
			return a.Value
		}
	}
	return ""
}

func (n node) attr(name string) string {
	for _, a := range n.Attrs {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// at goes down by local names to the first of each; a zero node when there is none.
func (n node) at(path ...string) node {
	for _, name := range path {
		next := node{}
		for _, c := range n.Nodes {
			if c.XMLName.Local == name {
				next = c
				break
			}
		}
		n = next
	}
	return n
}

func docxBytes(t testing.TB, doc Document) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := WriteDOCX(&b, doc); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// docxFiles unpacks a .docx and fails on a part that is not well formed.
func docxFiles(t testing.TB, data []byte) map[string]node {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]node{}
	for _, f := range archive.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		raw, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		var n node
		d := xml.NewDecoder(bytes.NewReader(raw))
		if err := d.Decode(&n); err != nil {
			t.Fatalf("%s: %v", f.Name, err)
		}
		if _, err := d.Token(); !errors.Is(err, io.EOF) {
			t.Fatalf("%s goes on after its root: %v", f.Name, err)
		}
		files[f.Name] = n
	}
	return files
}

// docxReader reads texts back as an editor shows them: numbers are counted from
// numbering.xml, each text is one run, and runs that only hold apart are left out.
type docxReader struct {
	numbering node
	at        map[string]int // value last shown, by numId
	texts     []string
}

func readDOCX(t testing.TB, data []byte) []string {
	files := docxFiles(t, data)
	r := &docxReader{numbering: files["word/numbering.xml"], at: map[string]int{}}
	r.walk(files["word/document.xml"])
	return r.texts
}

func (r *docxReader) walk(n node) {
	switch n.XMLName.Local {
	case "p":
		if id := n.at("pPr", "numPr", "numId").val(); id != "" {
			r.texts = append(r.texts, r.number(id))
		}
	case "r":
		if s := runText(n); s != "" && s != "\t" && n.at("rPr", "rStyle").val() != "Gap" {
			r.texts = append(r.texts, s)
		}
		return
	}
	for _, c := range n.Nodes {
		r.walk(c)
	}
}

func runText(run node) string {
	s := ""
	for _, c := range run.Nodes {
		switch c.XMLName.Local {
		case "t":
			s += c.Text
		case "br":
			s += "\n"
		case "tab":
			s += "\t"
		}
	}
	return s
}

// number counts the next paragraph of a list and says its number.
func (r *docxReader) number(id string) string {
	var list, abstract node
	for _, n := range r.numbering.Nodes {
		if n.XMLName.Local == "num" && n.attr("numId") == id {
			list = n
		}
	}
	for _, n := range r.numbering.Nodes {
		if n.XMLName.Local == "abstractNum" && n.attr("abstractNumId") == list.at("abstractNumId").val() {
			abstract = n.at("lvl")
		}
	}
	if _, begun := r.at[id]; begun {
		r.at[id]++
	} else {
		r.at[id], _ = strconv.Atoi(list.at("lvlOverride", "startOverride").val())
	}
	return strings.Replace(abstract.at("lvlText").val(), "%1", spoken(abstract.at("numFmt").val(), r.at[id]), 1)
}

// spoken is a value in a format of ST_NumberFormat, as the standard shows it.
func spoken(format string, n int) string {
	signs := map[string]string{
		"aiueoFullWidth":        "アイウエオカキクケコ",
		"irohaFullWidth":        "イロハニホヘト",
		"lowerLetter":           "abcdefghij",
		"decimalEnclosedCircle": "①②③④⑤",
	}
	switch format {
	case "decimal":
		return strconv.Itoa(n)
	case "decimalFullWidth":
		return strings.Map(func(r rune) rune { return r - '0' + '０' }, strconv.Itoa(n))
	case "lowerRoman":
		return []string{"", "i", "ii", "iii", "iv", "v"}[n]
	}
	return string([]rune(signs[format])[n-1])
}
