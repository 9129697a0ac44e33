package document

import "chigiri/views/document/kinsoku"

// letters is how text is set: a style, a size and the height of a line, in points.
type letters struct {
	style int
	size  float64
	lead  float64
	grey  uint8
}

type setting int

const (
	setLeft setting = iota
	setJustified
	setCentre
	setRight
)

// Text is stretched to the measure by at most this share of an em between two
// characters; a line that lacks more is left ragged.
const maxTrack = 0.25

// fill shapes a text and breaks it into lines: width points wide, the first line
// less by first, the others less by rest.
func (c *composer) fill(l letters, text string, width, first, rest float64) *shaped {
	t := &c.t
	c.shape(t, l.style, text)
	em := func(points float64) int32 { return int32(max(points, l.size)/l.size*1000 + 0.5) }
	t.lines = kinsoku.Fill(t.lines[:0], t.text, t.adv, t.before, em(width-first), em(width-rest))
	return t
}

// line sets one line at x with its top at y.
func (c *composer) line(l letters, t *shaped, n kinsoku.Line, x, y, width float64, s setting) {
	if n.From == n.To {
		return
	}
	inner := n.To
	if n.Hang {
		inner--
		for inner > n.From && t.before[inner] == kinsoku.Inside {
			inner--
		}
	}
	natural := float64(t.width(n.From, inner)) * l.size / 1000
	lack, track := width-natural, 0.0
	switch s {
	case setJustified:
		if n.Last || l.style >= latinMincho { // words are not hyphenated: flush left
			break
		}
		if slots := c.slots(t, n.From, inner); lack > 0 && slots > 0 && lack/float64(slots) <= maxTrack*l.size {
			track = lack / float64(slots)
		}
	case setCentre:
		x += lack / 2
	case setRight:
		x += lack
	}
	c.runs(l, t, n.From, n.To, inner, x, y+(l.lead-l.size)/2+0.88*l.size, track)
}

// slots counts the places between characters where a line may be stretched: not
// inside Latin words and numbers.
func (c *composer) slots(t *shaped, from, to int) (n int) {
	for i := from + 1; i < to; i++ {
		if t.before[i] != kinsoku.Inside && !(t.inWord(i) && t.inWord(i-1)) {
			n++
		}
	}
	return n
}

// inWord says whether a rune is part of a Latin word or number, quotes and dashes
// of a proportional face included.
func (t *shaped) inWord(i int) bool {
	r := t.text[i]
	return r > ' ' && (r < 0x2000 || r < 0x2070 && t.adv[i] < 800)
}

// runs draws a stretch of one line, one operation for each change of face, and
// for each word where the line is stretched.
func (c *composer) runs(l letters, t *shaped, from, to, inner int, x, y, track float64) {
	for i := from; i < to; {
		j, face, word := i+1, t.face[i], t.inWord(i)
		for ; j < to; j++ {
			if t.code[j] != 0 && (t.face[j] != face || track > 0 && (j == inner || t.inWord(j) != word)) {
				break
			}
		}
		if track > 0 && word && j < inner && t.text[j] == ' ' && t.face[j] == face {
			j++ // the space is not seen: it saves an operation for each word
		}
		op := pdfOp{kind: opText, face: face, grey: l.grey, x: x, y: y, size: l.size, text: c.codes(t, i, j)}
		x += float64(t.width(i, j)) * l.size / 1000
		if track > 0 {
			if !word {
				op.track = track
			}
			slots := c.slots(t, i, min(j+1, inner))
			x += track * float64(slots)
		}
		c.ops = append(c.ops, op)
		i = j
	}
}

// one sets a text on one line, whatever its width, and gives the width.
func (c *composer) one(l letters, text string, x, y float64, s setting) float64 {
	t := &c.t
	c.shape(t, l.style, text)
	w := float64(t.width(0, len(t.text))) * l.size / 1000
	switch s {
	case setCentre:
		x -= w / 2
	case setRight:
		x -= w
	}
	c.runs(l, t, 0, len(t.text), len(t.text), x, y+(l.lead-l.size)/2+0.88*l.size, 0)
	return w
}

// measure is the width of a text in points.
func (c *composer) measure(l letters, text string) float64 {
	c.shape(&c.t, l.style, text)
	return float64(c.t.width(0, len(c.t.text))) * l.size / 1000
}
