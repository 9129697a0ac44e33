package document

import "strings"

// source sets a legal source small, its later lines under what follows its
// label (根拠：, Source:).
func (c *composer) source(b textBlock, text string) {
	b.letters = letters{c.serif, 8.5, 13, dim}
	b.above, b.below = 1.5, 4
	for _, end := range []string{"：", ": ", "　"} {
		label, _, ok := strings.Cut(text, end)
		if !ok || strings.Contains(label, "\n") {
			continue
		}
		if w := c.measure(b.letters, label+end); w <= 8*b.size {
			b.rest = w
			break
		}
	}
	c.lines(b, text)
}

const noticeAir = 9 // between a notice and its frame

// notice sets a text in a frame that goes on over a page end.
func (c *composer) notice(b textBlock, text string) {
	l := letters{c.serif, 10, 16, black}
	left, wide := b.left+noticeAir, c.textWide-b.left-2*noticeAir
	t := c.fill(l, text, wide, 0, 0)
	n := len(t.lines)
	for i, line := range t.lines {
		box := pdfBox{height: l.lead, from: len(c.ops), left: b.left, frame: frameInside, joined: i > 0, head: -1, keep: keepLine(i, n)}
		top := 0.0
		if i == 0 {
			box.gap, box.frame = 6, box.frame|frameTop
			box.height += noticeAir - 3
			top = noticeAir - 3
		}
		if i == n-1 {
			box.frame |= frameBottom
			box.height += noticeAir - 3
		}
		c.line(l, t, line, c.pageLeft+left, top, wide, setJustified)
		c.push(box)
	}
	c.after = 8
}

// item sets a numbered text: the number hangs, a title follows it in Gothic on a
// line of its own, the text goes below or beside.
func (c *composer) item(it Item) {
	b := c.plain()
	b.left = em * float64(max(it.Depth, 0))
	b.bar = it.Mark != ""
	if it.Mark == "removed" {
		b.grey = goneGrey
	}
	if it.Depth <= 0 {
		b.above = lineHigh / 2
	} else if it.Title != "" {
		b.above = 3
	}
	if it.Small {
		c.small(b, it)
		return
	}
	if it.Title == "" {
		c.untitled(b, it)
		return
	}
	if it.Depth <= 0 && it.Number != "" {
		c.marks = append(c.marks, pdfMark{0, it.Number + "　" + it.Title, len(c.boxes)})
	}
	head := b
	head.letters = c.bold()
	head.grey = b.grey
	head.first, head.rest = c.number(&head, it)
	head.setting, head.keep = setLeft, it.Text != ""
	c.lines(head, it.Title)
	if it.Text != "" {
		b.left += em
		b.first, b.above = em, 0
		c.joinedLines(b, it.Text)
	}
}

// joinedLines sets lines whose bar goes on from the block before.
func (c *composer) joinedLines(b textBlock, text string) {
	at := len(c.boxes)
	c.lines(b, text)
	c.boxes[at].joined = true
}

// smallHang is how far the text of a small item stands from its number.
const smallHang = 5 * em

// small sets an item of a long list: the number hangs, the title in Gothic runs into
// the text.
func (c *composer) small(b textBlock, it Item) {
	b.size, b.lead, b.above = 9.5, 13.5, 2.5
	b.rest, b.from = smallHang, len(c.ops)
	head := b.letters
	head.style = c.sans
	x := c.pageLeft + b.left
	b.first = max(smallHang, c.one(head, it.Number, x, 0, setLeft)+em/2)
	if b.first+c.measure(head, it.Title) > c.textWide*0.8 && it.Text != "" { // it takes lines of its own
		top := b
		top.letters, top.setting, top.keep = head, setLeft, true
		c.lines(top, it.Title)
		b.from, b.above, b.first = -1, 0, smallHang
		c.joinedLines(b, it.Text)
		return
	}
	if it.Title != "" {
		b.first += c.one(head, it.Title, x+b.first, 0, setLeft)
		if c.doc.Language == "en" {
			b.first += em / 2
		}
	}
	c.lines(b, it.Text)
}

func (c *composer) untitled(b textBlock, it Item) {
	if it.Number == "" && it.Text == "" && it.Mark == "" {
		return
	}
	b.first, b.rest = c.number(&b, it)
	c.lines(b, it.Text)
}

// number draws the number of an item and, in the margin, the word for its mark,
// and gives the indents of what follows.
func (c *composer) number(b *textBlock, it Item) (first, rest float64) {
	b.from = len(c.ops)
	x := c.pageLeft + b.left
	if it.Number != "" {
		w := c.one(b.letters, it.Number, x, 0, setLeft)
		switch {
		case w <= 1.6*em: // １ (1) ア
			first, rest = 2*em, 2*em
		case w <= 2.6*em: // (10) １０
			first, rest = w+em/2, 2*em
		default: // 第１条
			first, rest = w+em, em
			if it.Title != "" {
				rest = first
			}
		}
	}
	if word := markWord(c.doc.Language, it.Mark); word != "" {
		l := letters{c.sans, 7, b.lead, black}
		c.one(l, word, c.pageLeft-barAway-edgeAir, 0, setRight)
	}
	return first, rest
}

// seal sets names at the right half of the page, the box for the seal beside the
// last, all on one page.
func (c *composer) seal(s Seal) {
	half := c.textWide * 0.42
	b := c.plain()
	b.left, b.setting, b.keep, b.above = half, setLeft, true, lineHigh
	for _, l := range s.Lines {
		if l != "" {
			at := len(c.boxes)
			c.lines(b, l)
			c.keepAll(at)
			b.above = 0
		}
	}
	wide, high, picture := c.sealBox(s)
	from, room := len(c.ops), c.textWide-half-wide-em
	t := c.fill(c.body(), s.Name, room, 0, 0)
	n, top := float64(len(t.lines)), (high+3-lineHigh)/2
	for i, l := range t.lines {
		c.line(c.body(), t, l, c.pageLeft+half, max(5, top)+float64(i)*lineHigh, room, setLeft)
	}
	if s.Mark {
		x := c.pageLeft + c.textWide - wide
		if picture >= 0 {
			c.ops = append(c.ops, pdfOp{kind: opPicture, n: picture, x: x + sealAir, y: 1.5 + sealAir, w: wide - 2*sealAir, h: high - 2*sealAir})
		} else {
			c.one(letters{c.sans, 9, high, ruleGrey}, sealMark, x+wide/2, 1.5, setCentre)
		}
		for _, e := range [][4]float64{{0, 0, wide, 0}, {0, high, wide, high}, {0, 0, 0, high}, {wide, 0, wide, high}} {
			c.ops = append(c.ops, pdfOp{kind: opLine, grey: hairGrey, x: x + e[0], y: 1.5 + e[1], w: x + e[2], h: 1.5 + e[3], size: ruleWeight})
		}
	}
	c.push(pdfBox{gap: b.above, height: max(n*lineHigh+10, high+4), from: from, head: -1})
	c.after = 6
}

// The box of a seal, and the most a picture in it may measure: a corporate seal is 18
// mm wide, a name drawn by hand is wider than high.
const (
	sealSide = 24.0
	sealAir  = 2.0
	sealWide = 110.0
	sealHigh = 51.0
)

// sealBox is the size of a seal's box and the number of its picture, -1 for none.
func (c *composer) sealBox(s Seal) (wide, high float64, picture int) {
	if len(s.Picture) == 0 || !s.Mark {
		return sealSide, sealSide, -1
	}
	data, w, h, err := plainPicture(s.Picture)
	if err != nil {
		c.failed = err
		return sealSide, sealSide, -1
	}
	c.pictures = append(c.pictures, data)
	scale := min(sealWide/float64(w), sealHigh/float64(h))
	return float64(w)*scale + 2*sealAir, float64(h)*scale + 2*sealAir, len(c.pictures) - 1
}

func (c *composer) keepAll(from int) {
	for i := from; i < len(c.boxes); i++ {
		c.boxes[i].keep = true
	}
}

// contents sets the list of headings; page numbers are filled in when they are
// known, in room kept for them.
func (c *composer) contents(b Contents) {
	if b.Title != "" {
		t := c.plain()
		t.letters = letters{c.sans, 12, 20, black}
		t.setting, t.above, t.below, t.keep = setCentre, 14, 6, true
		c.lines(t, b.Title)
	}
	n := 0
	for _, block := range c.doc.Blocks {
		if h, ok := block.(Heading); ok {
			if h.Text != "" {
				c.entry(h, n)
			}
			n++
		}
	}
	c.after = lineHigh
}

func (c *composer) entry(h Heading, n int) {
	l := c.body()
	left := em * float64(max(h.Level, 1)-1)
	const room = 3 * em // for the number
	t := c.fill(l, h.Text, c.textWide-room, left, left+em)
	for i, line := range t.lines {
		from, x := len(c.ops), c.pageLeft+left
		if i > 0 {
			x += em
		}
		c.line(l, t, line, x, 0, c.textWide-room-(x-c.pageLeft), setLeft)
		y := (l.lead-l.size)/2 + 0.88*l.size
		c.ops = append(c.ops, pdfOp{kind: opLink, n: n, x: c.pageLeft, w: c.textWide, h: l.lead})
		if i == len(t.lines)-1 {
			x += float64(t.width(line.From, line.To))*l.size/1000 + em/2
			if end := c.pageLeft + c.textWide - 2*em; x < end {
				c.ops = append(c.ops, pdfOp{kind: opDots, grey: ruleGrey, x: x, y: y - 2.5, w: end, size: 0.8})
			}
			c.ops = append(c.ops, pdfOp{kind: opPage, n: n, x: c.pageLeft + c.textWide, y: y, size: l.size})
		}
		c.push(pdfBox{height: l.lead, from: from, joined: i > 0, head: -1, keep: i < len(t.lines)-1})
	}
}
