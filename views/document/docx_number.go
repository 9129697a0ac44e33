package document

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// docxNumber is a printed number as Word's numbering can say it: a format of
// ST_NumberFormat (ECMA-376 part 1, 17.18.59), a value, and what stands around.
type docxNumber struct {
	format         string
	value          int
	prefix, suffix string
}

// docxSequences are the formats that count with other signs than digits, each
// as far as Word and LibreOffice agree on them.
var docxSequences = []struct{ format, signs string }{
	{"aiueoFullWidth", "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワ"},
	{"irohaFullWidth", "イロハニホヘトチリヌルヲワカヨタレソツネナラム"},
	{"lowerLetter", "abcdefghijklmnopqrstuvwxyz"},
	{"upperLetter", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"},
	{"decimalEnclosedCircle", "①②③④⑤⑥⑦⑧⑨⑩"},
}

var docxRomans = strings.Fields("i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx")

// The digits of a number stand once, half or full width, and do not begin with a
// zero; 第１８条の２ counts nothing Word can count.
var (
	docxDigits = regexp.MustCompile(`^([^0-9０-９%]{0,12})([1-9][0-9]{0,3}|[１-９][０-９]{0,3})([^0-9０-９%]{0,12})$`)
	docxSign   = regexp.MustCompile(`^([(（]?)([^()（）.．%]+)([)）.．]?)$`)
)

// docxNumbers gives the ways to read a printed number; イ is the second of アイウ
// and the first of イロハ. None means that Word cannot count it.
func docxNumbers(printed string) []docxNumber {
	if m := docxDigits.FindStringSubmatch(printed); m != nil {
		n, _ := strconv.Atoi(halfWidth(m[2])) // the pattern takes nothing but digits
		format := "decimal"
		if m[2][0] >= 0x80 {
			format = "decimalFullWidth"
		}
		return []docxNumber{{format, n, m[1], m[3]}}
	}
	m := docxSign.FindStringSubmatch(printed)
	if m == nil {
		return nil
	}
	var all []docxNumber
	for _, q := range docxSequences {
		for i, sign := range []rune(q.signs) {
			if m[2] == string(sign) {
				all = append(all, docxNumber{q.format, i + 1, m[1], m[3]})
			}
		}
	}
	for i, roman := range docxRomans {
		if m[2] == roman {
			all = append(all, docxNumber{"lowerRoman", i + 1, m[1], m[3]})
		}
	}
	return all
}

func halfWidth(digits string) string {
	return strings.Map(func(r rune) rune {
		if r >= '０' && r <= '９' {
			return r - '０' + '0'
		}
		return r
	}, digits)
}

// docxScheme is what items of one list share. Half and full width digits are one
// scheme, since 第９条 is followed by 第10条 where two digits are set half width.
type docxScheme struct {
	depth                  int
	family, prefix, suffix string
}

func schemeOf(depth int, n docxNumber) docxScheme {
	return docxScheme{depth, strings.TrimSuffix(n.format, "FullWidth"), n.prefix, n.suffix}
}

// docxList is one w:num: a run of consecutive numbers under one parent.
type docxList struct {
	id, depth int
	first     docxNumber
	next      int
}

// docxPlan decides which items are numbered by Word, so that an editor who adds
// an article gets the next ones renumbered, and which keep their number as text:
// those after a gap, repeated ones and those Word cannot count. Either way the
// number seen is Item.Number to the letter.
type docxPlan struct {
	latin bool // an English document
	lists []*docxList
	open  map[docxScheme]*docxList
}

// number gives the w:numId for the next item in reading order; 0 keeps its
// number as text. A list begins at 1, or at 2 where none has begun, for the first
// paragraph of an article goes without a number.
func (p *docxPlan) number(it Item) int {
	depth := docxDepth(it.Depth)
	for s := range p.open {
		if s.depth > depth {
			delete(p.open, s)
		}
	}
	readings := docxNumbers(it.Number)
	if p.latin && strings.ContainsFunc(it.Number, func(r rune) bool { return r >= 0x80 }) {
		readings = nil // LibreOffice counts in half width where the language is English
	}
	for _, n := range readings {
		if l := p.open[schemeOf(depth, n)]; l != nil && l.next == n.value {
			if l.first.format != n.format {
				return p.begin(depth, n)
			}
			l.next++
			return l.id
		}
	}
	for first := 1; first <= 2; first++ {
		for _, n := range readings {
			running := p.open[schemeOf(depth, n)] != nil
			if n.value == first && (first == 1 || !running) {
				return p.begin(depth, n)
			}
		}
	}
	return 0
}

func (p *docxPlan) begin(depth int, n docxNumber) int {
	l := &docxList{id: len(p.lists) + 1, depth: depth, first: n, next: n.value + 1}
	p.lists = append(p.lists, l)
	if p.open == nil {
		p.open = map[docxScheme]*docxList{}
	}
	p.open[schemeOf(depth, n)] = l
	return l.id
}

// numbering writes numbering.xml: one abstract list for each way of counting at
// each depth, and one w:num for each list with the value it begins at.
func (p *docxPlan) numbering(hangs docxHangs) []byte {
	x := newDocxXML("w:numbering", "xmlns:w", docxMain)
	type counting struct {
		docxScheme
		format string
	}
	abstract := map[counting]int{}
	ids := make([]int, len(p.lists))
	for i, l := range p.lists {
		c := counting{schemeOf(l.depth, l.first), l.first.format}
		id, known := abstract[c]
		if !known {
			id = len(abstract)
			abstract[c] = id
			l.abstract(x, id, hangs)
		}
		ids[i] = id
	}
	for i, l := range p.lists {
		x.start("w:num", "w:numId", strconv.Itoa(l.id))
		x.val("w:abstractNumId", strconv.Itoa(ids[i]))
		x.start("w:lvlOverride", "w:ilvl", "0")
		x.val("w:startOverride", strconv.Itoa(l.first.value))
		x.end()
		x.end()
	}
	return x.finish()
}

func (l *docxList) abstract(x *docxXML, id int, hangs docxHangs) {
	x.start("w:abstractNum", "w:abstractNumId", strconv.Itoa(id))
	x.val("w:nsid", fmt.Sprintf("4348%04X", id))
	x.val("w:multiLevelType", "singleLevel")
	x.start("w:lvl", "w:ilvl", "0")
	x.val("w:start", strconv.Itoa(l.first.value))
	x.val("w:numFmt", l.first.format)
	x.val("w:suff", "tab")
	x.val("w:lvlText", l.first.prefix+"%1"+l.first.suffix)
	x.val("w:lvlJc", "left")
	hang := hangs[hangOf(l.depth, l.first)]
	x.WriteString(`<w:pPr>` + docxTab(l.depth, hang) + docxIndent(l.depth, hang) + `</w:pPr>`)
	x.end()
	x.end()
}

// docxHangs is how far texts hang from their numbers, in twips, for items that
// look alike: the widest number among them and one character.
type docxHangs map[docxScheme]int

func hangOf(depth int, n docxNumber) docxScheme {
	return docxScheme{depth: depth, prefix: n.prefix, suffix: n.suffix}
}

func hangsOf(doc Document) docxHangs {
	hangs := docxHangs{}
	for _, b := range doc.Blocks {
		if it, ok := b.(Item); ok {
			for _, n := range docxNumbers(it.Number) {
				s := hangOf(docxDepth(it.Depth), n)
				hangs[s] = max(hangs[s], docxHang(it.Number))
			}
		}
	}
	return hangs
}

// of gives how far an item's text hangs; a number Word cannot count stands for
// itself.
func (h docxHangs) of(it Item) int {
	for _, n := range docxNumbers(it.Number) {
		return h[hangOf(docxDepth(it.Depth), n)]
	}
	return docxHang(it.Number)
}

// docxHang is a number's own hang, at least two characters and at most twelve.
func docxHang(number string) int {
	if number == "" {
		return 0
	}
	return min(max(docxWide(number)+docxChar, 2*docxChar), 12*docxChar)
}

// docxWide is the width of a text in twips: half a character for ASCII, a whole
// one for the rest.
func docxWide(s string) int {
	wide := 0
	for _, r := range s {
		if r < 0x80 {
			wide += docxChar / 2
		} else {
			wide += docxChar
		}
	}
	return wide
}
