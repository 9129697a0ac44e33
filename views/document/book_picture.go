package document

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/color"
	paint "image/draw"
	"image/jpeg"
	"image/png"

	"chigiri/models"
	"chigiri/views/document/pdfin"
)

// scanPixels is the most of a picture that has to be unpacked to be shown: an A4 page at
// 300 dots per inch has 8.7 million.
const scanPixels = 12_000_000

// unreadable says whether a paper cannot be shown, whatever else works.
func unreadable(err error) bool { return errors.Is(err, pdfin.ErrUnreadable) }

func noPicture(err error) error {
	return fmt.Errorf("%w: picture: %w", pdfin.ErrUnreadable, err)
}

// picturePage shows a scan or a photograph on a page of its own, upright.
func (b *Book) picturePage(f models.File, foot int) ([]int, error) {
	data, turn := f.Bytes, 0
	if f.ContentType == "image/png" {
		var err error
		if data, err = asJPEG(data); err != nil {
			return nil, err
		}
	} else {
		turn = photoTurn(data)
	}
	about, err := jpeg.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return nil, noPicture(err)
	}
	space := "/DeviceRGB"
	switch about.ColorModel {
	case color.GrayModel:
		space = "/DeviceGray"
	case color.CMYKModel: // as cameras and programs of print write it: the other way round
		space = "/DeviceCMYK /Decode [1 0 1 0 1 0 1 0]"
	}
	n := b.Reserve()
	head := fmt.Appendf(nil, "<</Type /XObject /Subtype /Image /Width %d /Height %d /BitsPerComponent 8 /ColorSpace %s /Filter /DCTDecode /Length %d>>",
		about.Width, about.Height, space, len(data))
	if err := b.Put(n, head, data); err != nil {
		return nil, err
	}
	wide, high := float64(about.Width), float64(about.Height)
	seen := sheetFor(wide, high)
	if turn%180 != 0 {
		seen = sheetFor(high, wide)
	}
	seen.turn = turned(turn, 0, 0, wide, high)
	page, err := b.page(seen, n, foot, wide, high)
	return []int{page}, err
}

// asJPEG makes of a PNG what PDF takes, on white paper.
func asJPEG(data []byte) ([]byte, error) {
	about, err := png.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return nil, noPicture(err)
	}
	if about.Width < 1 || about.Height < 1 || about.Width > scanPixels/about.Height {
		return nil, noPicture(errors.New("too large"))
	}
	picture, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, noPicture(err)
	}
	if p, ok := picture.(interface{ Opaque() bool }); !ok || !p.Opaque() {
		paper := image.NewRGBA(picture.Bounds())
		paint.Draw(paper, paper.Bounds(), image.White, image.Point{}, paint.Src)
		paint.Draw(paper, paper.Bounds(), picture, picture.Bounds().Min, paint.Over)
		picture = paper
	}
	var out bytes.Buffer
	if err := jpeg.Encode(&out, picture, &jpeg.Options{Quality: 85}); err != nil {
		return nil, noPicture(err)
	}
	return out.Bytes(), nil
}

// photoTurn is how far a photograph is to be turned clockwise to stand upright, as the
// camera noted it (Exif 2.3, orientation, tag 0x0112); 0 where it noted nothing.
func photoTurn(b []byte) int {
	for at := 2; at+4 <= len(b) && b[at] == 0xFF && b[at+1] != 0xDA; {
		size := int(binary.BigEndian.Uint16(b[at+2:]))
		body := b[at+4 : max(at+4, min(at+2+size, len(b)))]
		if b[at+1] == 0xE1 && bytes.HasPrefix(body, []byte("Exif\x00\x00")) {
			return exifTurn(body[6:])
		}
		at += 2 + max(size, 2)
	}
	return 0
}

func exifTurn(b []byte) int {
	if len(b) < 8 {
		return 0
	}
	var order binary.ByteOrder = binary.BigEndian
	if b[0] == 'I' {
		order = binary.LittleEndian
	}
	at := int(order.Uint32(b[4:]))
	if at < 8 || at+2 > len(b) {
		return 0
	}
	for n := int(order.Uint16(b[at:])); n > 0 && at+14 <= len(b); n-- {
		if order.Uint16(b[at+2:]) == 0x0112 {
			return map[uint16]int{3: 180, 6: 90, 8: 270}[order.Uint16(b[at+10:])]
		}
		at += 12
	}
	return 0
}
