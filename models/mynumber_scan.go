package models

import "unicode"

// textPlace is a place in a text: index from 0, line and column from 1, in runes.
type textPlace struct{ index, line, column int }

type myNumberHit struct {
	start textPlace
	last  int // index of the last digit
	chain int // index of the first digit joined to it
}

type digitKind int

const (
	notDigit digitKind = iota
	arabicDigit
	kanjiDigit
)

// digitPiece is a run of digits with nothing visible between them.
type digitPiece struct {
	length int
	digits [myNumberDigits]byte
	start  textPlace
	last   int
	joint  rune // what joins it to the piece before
}

// myNumberScan reads a text rune by rune and stops at the first 個人番号. It keeps
// the last four pieces of the present chain and the chain's first twelve digits,
// so its memory does not grow with the text.
type myNumberScan struct {
	place textPlace
	crSet bool

	kind   digitKind
	pieces [4]digitPiece // the last is the one being read
	total  int           // digits in the chain
	digits [myNumberDigits]byte
	start  textPlace
	joints [3]rune // what stands since the last digit
	nJoint int
	done   bool
	hit    myNumberHit
}

// add reads one rune and reports whether a number has been found.
func (s *myNumberScan) add(r rune) bool {
	if s.done {
		return true
	}
	if s.place.line == 0 {
		s.place = textPlace{0, 1, 1}
	}
	value, kind := digitOf(r)
	switch {
	case kind != notDigit:
		s.digit(value, kind)
	case s.total == 0 || isInvisible(r):
	case isJoint(r):
		s.joint(r)
	default:
		s.endChain()
	}
	s.advance(r)
	return s.done
}

// end closes the text and reports whether a number has been found.
func (s *myNumberScan) end() bool {
	if !s.done {
		s.endChain()
	}
	return s.done
}

func (s *myNumberScan) advance(r rune) {
	s.place.index++
	s.place.column++
	if r == '\r' || (r == '\n' && !s.crSet) {
		s.place.line++
	}
	if r == '\r' || r == '\n' {
		s.place.column = 1
	}
	s.crSet = r == '\r'
}

func (s *myNumberScan) digit(v byte, kind digitKind) {
	if s.total > 0 && kind != s.kind {
		if s.endChain(); s.done {
			return
		}
	}
	if s.total == 0 {
		s.kind, s.start = kind, s.place
	}
	if s.total == 0 || s.nJoint > 0 {
		copy(s.pieces[:], s.pieces[1:])
		s.pieces[3] = digitPiece{start: s.place, joint: s.joints[0]}
		s.nJoint = 0
	}
	p := &s.pieces[3]
	if p.length < myNumberDigits {
		p.digits[p.length] = v
	}
	if s.total < myNumberDigits {
		s.digits[s.total] = v
	}
	p.length++
	p.last = s.place.index
	s.total++
}

// joint notes a separator. Up to three make a joint, so that " - " and "-\r\n" are
// one; the same one twice, as between the columns of a table, ends the chain.
func (s *myNumberScan) joint(r rune) {
	if s.nJoint == 0 {
		if s.endPiece(); s.done {
			return
		}
	}
	if s.nJoint == len(s.joints) || (s.nJoint > 0 && s.joints[s.nJoint-1] == r) {
		s.endChain()
		return
	}
	s.joints[s.nJoint] = r
	s.nJoint++
}

// endPiece asks whether the piece just read completes a number.
func (s *myNumberScan) endPiece() {
	a, b, c := &s.pieces[1], &s.pieces[2], &s.pieces[3]
	switch {
	case c.length == myNumberDigits:
		if isMyNumber(c.digits[:]) && !s.corporate(b, c.joint, c.digits[:]) {
			s.found(c.start, c.last)
		}
	case a.length == 4 && b.length == 4 && c.length == 4:
		var all [myNumberDigits]byte
		copy(all[:], a.digits[:4])
		copy(all[4:], b.digits[:4])
		copy(all[8:], c.digits[:4])
		same := a.joint == b.joint && b.joint == c.joint
		if isMyNumber(all[:]) && !(same && s.corporate(&s.pieces[0], a.joint, all[:])) {
			s.found(a.start, c.last)
		}
	}
}

// corporate reports whether the single digit of piece p, joined before twelve
// digits, makes them a 法人番号.
func (s *myNumberScan) corporate(p *digitPiece, joint rune, twelve []byte) bool {
	if p.length != 1 || joint == 0 {
		return false
	}
	var ascii [myNumberDigits]byte
	for i, v := range twelve {
		ascii[i] = '0' + v
	}
	return corporateCheck(ascii[:]) == int(p.digits[0])
}

func (s *myNumberScan) endChain() {
	if s.total > 0 && s.nJoint == 0 {
		s.endPiece()
	}
	if !s.done && s.total == myNumberDigits && isMyNumber(s.digits[:]) {
		s.found(s.start, s.pieces[3].last)
	}
	s.pieces = [4]digitPiece{}
	s.total, s.nJoint, s.joints = 0, 0, [3]rune{}
}

func (s *myNumberScan) found(start textPlace, last int) {
	s.done, s.hit = true, myNumberHit{start, last, s.start.index}
}

// digitOf is the value of a digit of any script, and whether it is a kanji.
func digitOf(r rune) (byte, digitKind) {
	if v, ok := widthDigit(r); ok {
		return v, arabicDigit
	}
	if r < 0x0600 {
		return 0, notDigit
	}
	if v := kanjiDigitValue(r); v >= 0 {
		return byte(v), kanjiDigit // #nosec G115 -- 0 to 9
	}
	if (r >= 0x2E80 && r < 0xA000) || !unicode.Is(unicode.Nd, r) {
		return 0, notDigit
	}
	// Unicode keeps decimal digits in tens in order; a range may join several.
	for _, t := range unicode.Nd.R16 {
		if r >= rune(t.Lo) && r <= rune(t.Hi) {
			return byte((r - rune(t.Lo)) % 10), arabicDigit // #nosec G115 -- 0 to 9
		}
	}
	for _, t := range unicode.Nd.R32 {
		if r >= rune(t.Lo) && r <= rune(t.Hi) { // #nosec G115 -- a code point
			return byte((r - rune(t.Lo)) % 10), arabicDigit // #nosec G115 -- 0 to 9
		}
	}
	return 0, notDigit
}

func kanjiDigitValue(r rune) int {
	switch r {
	case '〇', '零':
		return 0
	case '一':
		return 1
	case '二':
		return 2
	case '三':
		return 3
	case '四':
		return 4
	case '五':
		return 5
	case '六':
		return 6
	case '七':
		return 7
	case '八':
		return 8
	case '九':
		return 9
	}
	return -1
}

// isJoint reports whether r may stand between the pieces of one number.
func isJoint(r rune) bool {
	switch r {
	case '.', '．', '·', '・', '･', '•', '_', '＿', '\n', '\r', '\t', ' ', '　':
		return true
	}
	return isHyphen(r) || (r > 0x7f && unicode.In(r, unicode.Zs, unicode.Zl, unicode.Zp))
}

// isInvisible reports whether r shows nothing, or only dresses the character
// before it; NUL is there for UTF-16 read as bytes.
func isInvisible(r rune) bool {
	switch {
	case r == 0 || r == 0xAD || r == 0x20E3:
		return true
	case r < 0x0300:
		return false
	}
	return unicode.In(r, unicode.Cf, unicode.Variation_Selector)
}
