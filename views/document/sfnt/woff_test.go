package sfnt

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"
)

// What a font was before it was wrapped comes out again, and wrapped it is smaller.
func TestWOFFKeepsTheFont(t *testing.T) {
	rare := load(t, "ChigiriFallback.ttf")
	font, err := rare.Subset([]rune("𠮷槗"), nil, map[uint16]string{1: "Two", 2: "Regular", 4: "Two", 6: "Two"})
	if err != nil {
		t.Fatal(err)
	}
	small, err := WOFF(font)
	if err != nil {
		t.Fatal(err)
	}
	again, err := fromWOFF(small)
	if err != nil || !bytes.Equal(again, font) || len(small) >= len(font) {
		t.Errorf("%v: %d bytes became %d and then %d", err, len(font), len(small), len(again))
	}
	if _, err := WOFF(font[:40]); err == nil {
		t.Error("a font that is cut off is wrapped")
	}
}

// Every kanji above U+FFFF of the fallback stands in one of the files for browsers,
// drawn alike, and none of them goes by a name its makers kept for themselves.
func TestWebFontsHoldTheFallback(t *testing.T) {
	rare := load(t, "ChigiriFallback.ttf")
	paths, err := filepath.Glob("../../../assets/web/*.woff")
	if err != nil || len(paths) == 0 {
		t.Fatal(err, paths)
	}
	found := map[rune]bool{}
	for _, path := range paths {
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		font, err := fromWOFF(b)
		if err != nil {
			t.Fatal(path, err)
		}
		f, err := Parse(font)
		if err != nil {
			t.Fatal(path, err)
		}
		if name := f.PostScriptName(); name+".woff" != filepath.Base(path) {
			t.Errorf("%s calls itself %s", path, name)
		}
		for r := range f.Runes {
			found[r] = true
			if a, b := f.outline(int(f.Glyph(r))), rare.outline(int(rare.Glyph(r))); !bytes.Equal(a[:10], b[:10]) {
				t.Errorf("%s draws %c unlike the fallback", path, r)
			}
		}
	}
	for r := range rare.Runes {
		if r >= 0x20000 && !found[r] {
			t.Errorf("browsers get no %c (%U)", r, r)
		}
	}
}

// fromWOFF gives back the tables of a WOFF file as a TrueType font.
func fromWOFF(data []byte) ([]byte, error) {
	if len(data) < woffHead || string(data[:4]) != "wOFF" {
		return nil, fmt.Errorf("sfnt: no WOFF file")
	}
	tables := map[string][]byte{}
	for i := range int(u16(data, 12)) {
		rec := sub(data, woffHead+woffEntry*i, woffEntry)
		if rec == nil {
			return nil, fmt.Errorf("sfnt: table directory is cut off")
		}
		small := sub(data, int(u32(rec, 4)), int(u32(rec, 8)))
		if small == nil {
			return nil, fmt.Errorf("sfnt: table %q reaches beyond the file", rec[:4])
		}
		table, err := inflated(small, int(u32(rec, 12)))
		if err != nil {
			return nil, fmt.Errorf("sfnt: table %q: %w", rec[:4], err)
		}
		if string(rec[:4]) == "head" {
			table = withU32(table, 8, 0) // assemble sums the whole anew
		}
		tables[string(rec[:4])] = table
	}
	return assemble(tables), nil
}

func inflated(small []byte, size int) ([]byte, error) {
	if len(small) == size {
		return small, nil
	}
	r, err := zlib.NewReader(bytes.NewReader(small))
	if err != nil {
		return nil, err
	}
	table, err := io.ReadAll(io.LimitReader(r, int64(size)+1))
	if err == nil && len(table) != size {
		err = fmt.Errorf("%d bytes, not %d", len(table), size)
	}
	return table, err
}
