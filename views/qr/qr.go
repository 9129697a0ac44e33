// Package qr makes QR codes (ISO/IEC 18004) as plain matrices, so that paper and
// pages draw the same one each in their own way. The room owns the library and
// draws nothing itself.
package qr

import (
	"fmt"
	"image/color"

	"github.com/boombuler/barcode/qr"
)

// Matrix gives the squares of the QR code that says a text, row by row, true for
// dark, without the quiet edge of four squares that whoever draws it leaves around.
// It still reads when a seventh of it is lost (level M). It fails on a text of more
// than 2,331 bytes; the error does not repeat the text, which may be a secret link.
func Matrix(text string) ([][]bool, error) {
	code, err := qr.Encode(text, qr.M, qr.Auto)
	if err != nil {
		return nil, fmt.Errorf("a text of %d bytes does not fit into a QR code", len(text))
	}
	size := code.Bounds().Dx()
	rows := make([][]bool, size)
	for y := range rows {
		rows[y] = make([]bool, size)
		for x := range rows[y] {
			rows[y][x] = code.At(x, y) == color.Black
		}
	}
	return rows, nil
}
