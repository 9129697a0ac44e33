package sfnt

import "encoding/binary"

// Flags of a point of a simple glyph, and of a component's place.
const (
	pointOnCurve = 1 << 0
	pointShortX  = 1 << 1
	pointShortY  = 1 << 2
	pointRepeat  = 1 << 3
	pointSameX   = 1 << 4 // with pointShortX: the distance is positive
	pointSameY   = 1 << 5
	compPlaces   = 1 << 1 // the arguments are distances, not points
)

// enlarge draws an outline on a grid k times as fine: every coordinate times k.
// Bounds that leave 16 bits are an error.
func enlarge(src []byte, k int) ([]byte, error) {
	if len(src) == 0 || k == 1 {
		return src, nil
	}
	w := wide{k: k, out: append(make([]byte, 0, 3*len(src)), src[:2]...)}
	for at := 2; at < 10; at += 2 {
		w.put(int(int16(u16(src, at))))
	}
	contours := int(int16(u16(src, 0)))
	var err error
	if contours < 0 {
		err = w.composite(src)
	} else {
		err = w.simple(src, contours)
	}
	if err == nil && w.over {
		err = errOutline
	}
	return w.out, err
}

// wide writes coordinates k times as large.
type wide struct {
	k    int
	out  []byte
	over bool
}

func (w *wide) put(v int) {
	v *= w.k
	w.over = w.over || v != int(int16(v))
	w.out = binary.BigEndian.AppendUint16(w.out, uint16(v))
}

func (w *wide) simple(src []byte, contours int) error {
	at := 10 + 2*contours
	if contours == 0 || len(src) < at+2 {
		w.out = append(w.out, src[10:]...)
		return nil
	}
	points := int(u16(src, at-2)) + 1
	w.out = append(append(w.out, src[10:at]...), 0, 0) // without its hinting program
	at += 2 + int(u16(src, at))
	flags := make([]byte, 0, points)
	for len(flags) < points {
		if at+1 >= len(src) {
			return errOutline
		}
		flag, times := src[at], 1
		if at++; flag&pointRepeat != 0 {
			times += int(src[at])
			at++
		}
		for ; times > 0 && len(flags) < points; times-- {
			flags = append(flags, flag)
		}
	}
	for _, f := range flags {
		w.out = append(w.out, f&(pointOnCurve|1<<6))
	}
	at, err := w.axis(src, at, flags, pointShortX, pointSameX)
	if err == nil {
		_, err = w.axis(src, at, flags, pointShortY, pointSameY)
	}
	return err
}

// axis writes the distances of one axis, all of them as words.
func (w *wide) axis(src []byte, at int, flags []byte, short, same byte) (int, error) {
	for _, f := range flags {
		switch {
		case f&short != 0 && at < len(src):
			v := int(src[at])
			if f&same == 0 {
				v = -v
			}
			w.put(v)
			at++
		case f&short == 0 && f&same != 0:
			w.put(0)
		case f&short == 0 && at+2 <= len(src):
			w.put(int(int16(u16(src, at))))
			at += 2
		default:
			return at, errOutline
		}
	}
	return at, nil
}

func (w *wide) composite(src []byte) error {
	for at, more := 10, true; more; {
		if len(src) < at+6 {
			return errOutline
		}
		flags := u16(src, at)
		w.out = binary.BigEndian.AppendUint16(w.out, flags|compWords)
		w.out = append(w.out, src[at+2:at+4]...)
		a, b, size := int(int8(src[at+4])), int(int8(src[at+5])), 6
		if flags&compWords != 0 {
			if len(src) < at+8 {
				return errOutline
			}
			a, b, size = int(int16(u16(src, at+4))), int(int16(u16(src, at+6))), 8
		}
		if flags&compPlaces == 0 {
			return errOutline // points of the parts are matched: no font we know does
		}
		w.put(a)
		w.put(b)
		matrix := 0
		switch {
		case flags&compScale != 0:
			matrix = 2
		case flags&compXYScale != 0:
			matrix = 4
		case flags&compTwoByTwo != 0:
			matrix = 8
		}
		if len(src) < at+size+matrix {
			return errOutline
		}
		w.out = append(w.out, src[at+size:at+size+matrix]...)
		at += size + matrix
		more = flags&compMore != 0
	}
	return nil
}
