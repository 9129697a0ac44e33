// Command cut makes the small fonts under assets/fonts and assets/web out of whole
// ones. It is run by hand when a source font changes:
//
//	cut fallback HanaMinA.ttf ipamjm.ttf BIZUDMincho-Regular.ttf ChigiriFallback.ttf
//	cut latin BIZUDPMincho-Regular.ttf ChigiriLatinMincho.ttf
//	cut web ChigiriFallback.ttf assets/web/ChigiriRare
//
// fallback keeps what the third font lacks: the kanji of the basic block, the
// compatibility kanji, every kanji and every variation sequence that the second
// font (the character set of the family registers) names, accented Latin and a
// few signs. latin keeps the proportional Latin letters for English copies. web
// writes the kanji above U+FFFF for browsers whose system has none, a file (WOFF) for
// each 8,192 codes, ChigiriRare20000.woff and so on, and prints the rules for
// assets/web/house.css; the variation sequences are left out, since browsers draw
// them by the first font that has the base character.
//
// The results carry names of their own, as the SIL Open Font License asks of
// changed fonts with reserved names.
package main

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"chigiri/views/document/sfnt"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "cut:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	switch {
	case len(args) == 5 && args[0] == "fallback":
		source, register, have, err := three(args[1:4])
		if err != nil {
			return err
		}
		runes, forms := lacking(source, register, have)
		return write(source, runes, forms, args[4])
	case len(args) == 3 && args[0] == "latin":
		source, err := load(args[1])
		if err != nil {
			return err
		}
		return write(source, latin(), nil, args[2])
	case len(args) == 3 && args[0] == "web":
		source, err := load(args[1])
		if err != nil {
			return err
		}
		return web(source, args[2])
	}
	return errors.New("usage: cut fallback SOURCE REGISTER HAVE OUT | cut latin SOURCE OUT | cut web SOURCE OUT")
}

// write cuts a font into a file, named as the file is.
func write(source *sfnt.Face, runes []rune, forms []sfnt.Sequence, out string) error {
	name := strings.TrimSuffix(filepath.Base(out), filepath.Ext(out))
	font, err := source.Subset(runes, forms, map[uint16]string{1: name, 2: "Regular", 4: name, 6: name})
	if err == nil && filepath.Ext(out) == ".woff" {
		font, err = sfnt.WOFF(font)
	}
	if err != nil {
		return err
	}
	return os.WriteFile(out, font, 0o644)
}

// The kanji above U+FFFF stand in planes 2 and 3. One file for browsers spans block
// codes; the last, which few stand in, all that follow.
const first, block, final, end = 0x20000, 0x2000, 0x2A000, 0x3FFFF

// web writes those kanji, block by block, and tells the rules by which browsers find
// them.
func web(source *sfnt.Face, out string) error {
	blocks := map[rune][]rune{}
	for r := range source.Runes {
		if first <= r && r <= end {
			at := min(r-r%block, final)
			blocks[at] = append(blocks[at], r)
		}
	}
	for _, at := range slices.Sorted(maps.Keys(blocks)) {
		path := fmt.Sprintf("%s%X.woff", out, at)
		if err := write(source, blocks[at], nil, path); err != nil {
			return err
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		last := at + block - 1
		if at == final {
			last = end
		}
		sum := sha256.Sum256(b)
		fmt.Printf("@font-face { font-family: \"Chigiri Rare\"; src: url(/assets/%x/%s) format(\"woff\"); unicode-range: U+%X-%X; }\n", sum[:6], filepath.Base(path), at, last)
	}
	return nil
}

func lacking(source, register, have *sfnt.Face) (runes []rune, forms []sfnt.Sequence) {
	for r := range source.Runes {
		if have.Glyph(r) == 0 && (inBlocks(r) || register.Glyph(r) != 0 && r >= 0x20000) {
			runes = append(runes, r)
		}
	}
	for base, selector := range register.Variants {
		if _, ok := have.Variant(base, selector); !ok && have.Glyph(base) != 0 {
			forms = append(forms, sfnt.Sequence{Base: base, Selector: selector})
		}
	}
	return runes, forms
}

func inBlocks(r rune) bool {
	for _, b := range [][2]rune{
		{0x1E00, 0x1EFF}, // Latin letters of Vietnamese names
		{0x2190, 0x27BF}, // arrows, boxes, ticks
		{0x2E80, 0x2FDF}, // radicals
		{0x4E00, 0x9FFF}, // kanji
		{0xF900, 0xFAFF}, // compatibility kanji
		{0x1F200, 0x1F2FF},
	} {
		if b[0] <= r && r <= b[1] {
			return true
		}
	}
	return false
}

func latin() (runes []rune) {
	for _, b := range [][2]rune{{0x20, 0x7E}, {0xA0, 0x24F}, {0x1E00, 0x1EFF}, {0x2010, 0x2044}, {0x20A0, 0x20BF}} {
		for r := b[0]; r <= b[1]; r++ {
			runes = append(runes, r)
		}
	}
	return runes
}

func three(paths []string) (a, b, c *sfnt.Face, err error) {
	faces := make([]*sfnt.Face, 3)
	for i, p := range paths {
		if faces[i], err = load(p); err != nil {
			return nil, nil, nil, err
		}
	}
	return faces[0], faces[1], faces[2], nil
}

func load(path string) (*sfnt.Face, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	f, err := sfnt.Parse(b)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return f, nil
}
