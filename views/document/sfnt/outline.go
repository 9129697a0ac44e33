package sfnt

import (
	"encoding/binary"
	"errors"
)

// Flags of a composite glyph's component.
const (
	compWords        = 1 << 0
	compScale        = 1 << 3
	compMore         = 1 << 5
	compXYScale      = 1 << 6
	compTwoByTwo     = 1 << 7
	compInstructions = 1 << 8
)

var errOutline = errors.New("outline is cut off")

// appendOutline copies one glyph without its hinting program; number gives the
// new number of each component of a composite.
func appendOutline(dst, src []byte, number func(uint16) uint16) ([]byte, error) {
	if len(src) == 0 {
		return dst, nil
	}
	if contours := int16(u16(src, 0)); contours < 0 {
		return appendComposite(dst, src, number)
	} else {
		return appendSimple(dst, src, int(contours))
	}
}

func appendSimple(dst, src []byte, contours int) ([]byte, error) {
	at := 10 + 2*contours
	if len(src) < at+2 {
		return nil, errOutline
	}
	n := int(u16(src, at))
	if len(src) < at+2+n {
		return nil, errOutline
	}
	dst = append(dst, src[:at]...)
	dst = append(dst, 0, 0)
	return append(dst, src[at+2+n:]...), nil
}

func appendComposite(dst, src []byte, number func(uint16) uint16) ([]byte, error) {
	dst = append(dst, src[:10]...)
	for at, more := 10, true; more; {
		if len(src) < at+4 {
			return nil, errOutline
		}
		flags := u16(src, at)
		size := 6
		if flags&compWords != 0 {
			size = 8
		}
		switch {
		case flags&compScale != 0:
			size += 2
		case flags&compXYScale != 0:
			size += 4
		case flags&compTwoByTwo != 0:
			size += 8
		}
		if len(src) < at+size {
			return nil, errOutline
		}
		dst = binary.BigEndian.AppendUint16(dst, flags&^compInstructions)
		dst = binary.BigEndian.AppendUint16(dst, number(u16(src, at+2)))
		dst = append(dst, src[at+4:at+size]...)
		at += size
		more = flags&compMore != 0
	}
	return dst, nil
}
