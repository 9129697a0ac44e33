// Package qr makes QR codes (ISO/IEC 18004) as plain matrices, so that paper and
// pages draw the same one each in their own way. The room owns the library and
// draws nothing itself.
package qr

import (
	"fmt"

	qr "github.com/piglig/go-qr"
)

// Matrix gives the squares of the QR code that says a text, row by row, true for
// dark, without the quiet edge of four squares that whoever draws it leaves around.
// It still reads when a seventh of it is lost (level M). It fails on a text of more
// than 2,331 bytes; the error does not repeat the text, which may be a secret link.
func Matrix(text string) ([][]bool, error) {
	parts, err := qr.MakeSegments(text)
	if err != nil {
		return nil, tooLong(text)
	}
	code, err := qr.EncodeSegments(parts, qr.Medium, qr.MinVersion, qr.MaxVersion, bestMask, false)
	if err != nil {
		return nil, tooLong(text)
	}
	rows := make([][]bool, code.Size())
	for y := range rows {
		rows[y] = make([]bool, code.Size())
		for x := range rows[y] {
			rows[y][x] = code.Module(x, y)
		}
	}
	return rows, nil
}

// bestMask leaves the choice of the mask to the rules of the standard.
const bestMask = -1

func tooLong(text string) error {
	return fmt.Errorf("a text of %d bytes does not fit into a QR code", len(text))
}
