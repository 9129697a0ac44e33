package kinsoku

// Line is a stretch of runes set on one line.
type Line struct {
	From, To int  // runes From up to To; what follows To is dropped blanks or a line feed
	Hang     bool // the last rune stands beyond the line's end
	Last     bool // ends a paragraph: not to be justified
}

// Fill cuts text into lines, as full as they go. advance gives each rune's width,
// before what Breaks said; first and rest are the widths of the first line and of
// the others, in the same unit. A 、 or 。 too many hangs; a word longer than the
// line is split between characters. Blanks at the end of a line are dropped, and
// a line feed ends a line; nothing else is lost. Empty text makes one empty line.
func Fill(dst []Line, text []rune, advance []int32, before []byte, first, rest int32) []Line {
	width := first
	for from := 0; ; width = rest {
		l, next := fillOne(text, advance, before, from, width)
		dst = append(dst, l)
		if next >= len(text) && !(next == len(text) && next > 0 && text[next-1] == '\n') || next < 0 {
			return dst
		}
		if from = next; from == len(text) {
			return append(dst, Line{From: from, To: from, Last: true})
		}
	}
}

func fillOne(text []rune, advance []int32, before []byte, from int, width int32) (Line, int) {
	var w int32
	last := from
	for i := from; i < len(text); i++ {
		r := text[i]
		if r == '\n' {
			return Line{From: from, To: dropBlanks(text, from, i), Last: true}, i + 1
		}
		if before[i] == May {
			last = i
		}
		w += advance[i]
		if blank(r) || w <= width {
			continue
		}
		if Hangs(r) && w-advance[i] <= width && i > from && (i+1 == len(text) || before[i+1] == May || text[i+1] == '\n') {
			return hung(text, from, i)
		}
		if last <= from {
			last = split(text, before, from, i)
		}
		return Line{From: from, To: dropBlanks(text, from, last)}, last
	}
	return Line{From: from, To: dropBlanks(text, from, len(text)), Last: true}, len(text)
}

// hung ends a line with the mark at i in the margin.
func hung(text []rune, from, i int) (Line, int) {
	l, next := Line{From: from, To: i + 1, Hang: true}, i+1
	for next < len(text) && blank(text[next]) {
		next++
	}
	switch {
	case next == len(text):
		l.Last = true
	case text[next] == '\n':
		l.Last = true
		next++
	}
	return l, next
}

// split finds where a word that is longer than a line is cut: between characters,
// and not before or after what must not stand there, if there is such a place.
func split(text []rune, before []byte, from, over int) int {
	for e := over; e > from; e-- {
		if before[e] != Inside && !NoStart(text[e]) && !NoEnd(text[e-1]) {
			return e
		}
	}
	e := max(over, from+1)
	for e > from+1 && before[e] == Inside {
		e--
	}
	for e < len(text) && before[e] == Inside {
		e++
	}
	return e
}

func dropBlanks(text []rune, from, to int) int {
	for to > from && blank(text[to-1]) {
		to--
	}
	return to
}
