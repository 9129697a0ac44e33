package sfnt

import "fmt"

// readCmap takes the widest Unicode subtable (format 12 before 4) and the
// variation sequences (format 14).
func (f *Face) readCmap() error {
	t := f.tables["cmap"]
	var four, twelve, fourteen []byte
	for i := range int(u16(t, 2)) {
		rec := sub(t, 4+8*i, 8)
		if rec == nil {
			return fmt.Errorf("sfnt: cmap is cut off")
		}
		at := int(u32(rec, 4))
		if at+8 > len(t) {
			return fmt.Errorf("sfnt: cmap subtable %d reaches beyond the table", i)
		}
		unicode := u16(rec, 0) == 0 || u16(rec, 0) == 3 && (u16(rec, 2) == 1 || u16(rec, 2) == 10)
		if !unicode {
			continue
		}
		switch u16(t, at) {
		case 4:
			four = t[at:]
		case 12:
			twelve = t[at:]
		case 14:
			fourteen = t[at:]
		}
	}
	if four == nil && twelve == nil {
		return fmt.Errorf("sfnt: no Unicode cmap (format 4 or 12)")
	}
	f.bmp, f.sup, f.uvs = make([]uint16, 1<<16), map[rune]uint16{}, map[rune]map[rune]uint16{}
	if err := f.readFormat4(four); err != nil {
		return err
	}
	if err := f.readFormat12(twelve); err != nil {
		return err
	}
	return f.readFormat14(fourteen)
}

func (f *Face) mapRune(r rune, glyph int) {
	switch {
	case glyph <= 0 || glyph >= f.glyphs:
	case r <= 0xFFFF:
		f.bmp[r] = uint16(glyph)
	default:
		f.sup[r] = uint16(glyph)
	}
}

func (f *Face) readFormat4(t []byte) error {
	if t == nil {
		return nil
	}
	if len(t) < 16 {
		return fmt.Errorf("sfnt: cmap format 4 is cut off")
	}
	n := int(u16(t, 6)) &^ 1 // twice the number of segments
	if len(t) < 16+4*n {
		return fmt.Errorf("sfnt: cmap format 4 is cut off")
	}
	for i := 0; i < n; i += 2 {
		end, start := int(u16(t, 14+i)), int(u16(t, 16+n+i))
		delta, offset := int(u16(t, 16+2*n+i)), int(u16(t, 16+3*n+i))
		for c := start; c <= end && c < 0xFFFF; c++ {
			g := c + delta
			if offset != 0 {
				at := 16 + 3*n + i + offset + 2*(c-start)
				if at+2 > len(t) {
					break
				}
				if g = int(u16(t, at)); g != 0 {
					g += delta
				}
			}
			f.mapRune(rune(c), g&0xFFFF)
		}
	}
	return nil
}

func (f *Face) readFormat12(t []byte) error {
	if t == nil {
		return nil
	}
	if len(t) < 16 || int(u32(t, 12)) > (len(t)-16)/12 {
		return fmt.Errorf("sfnt: cmap format 12 is cut off")
	}
	for i := range int(u32(t, 12)) {
		g := t[16+12*i:]
		start, end, glyph := int(u32(g, 0)), int(u32(g, 4)), int(u32(g, 8))
		for c := start; c <= end && c <= 0x10FFFF && glyph+c-start < f.glyphs; c++ {
			f.mapRune(rune(c), glyph+c-start)
		}
	}
	return nil
}

func (f *Face) readFormat14(t []byte) error {
	if t == nil {
		return nil
	}
	broken := fmt.Errorf("sfnt: cmap format 14 is cut off")
	if len(t) < 10 || int(u32(t, 6)) > (len(t)-10)/11 {
		return broken
	}
	for i := range int(u32(t, 6)) {
		rec := t[10+11*i:]
		bases := map[rune]uint16{}
		if at := int(u32(rec, 3)); at != 0 {
			d := sub(t, at, 4)
			if d == nil || sub(t, at+4, 4*int(u32(d, 0))) == nil {
				return broken
			}
			for j := range int(u32(d, 0)) {
				first := u24(t, at+4+4*j)
				for k := range rune(t[at+7+4*j]) + 1 {
					bases[first+k] = 0
				}
			}
		}
		if at := int(u32(rec, 7)); at != 0 {
			d := sub(t, at, 4)
			if d == nil || sub(t, at+4, 5*int(u32(d, 0))) == nil {
				return broken
			}
			for j := range int(u32(d, 0)) {
				if g := u16(t, at+7+5*j); int(g) < f.glyphs {
					bases[u24(t, at+4+5*j)] = g
				}
			}
		}
		f.uvs[u24(rec, 0)] = bases
	}
	return nil
}

func u24(b []byte, at int) rune {
	return rune(b[at])<<16 | rune(b[at+1])<<8 | rune(b[at+2])
}
