package document

import (
	"bytes"
	"image"
	"image/color"
	"image/png"

	"chigiri/models"
)

// What is taken as a picture of a seal: more is no seal, and would cost whoever
// decodes it more than a seal is worth.
const (
	picturePixels = 4_000_000
	pictureEdge   = 480 // of the longer edge as it is printed: 600 dpi and more in its box
)

// CheckPicture refuses what is no PNG of at most 1 MB and 4 million pixels, as an
// Error of models.KindInvalid about a field. Nothing is refused about no picture.
func CheckPicture(field string, data []byte) error {
	if len(data) == 0 {
		return nil
	}
	_, err := decodePicture(field, data)
	return err
}

func decodePicture(field string, data []byte) (image.Image, error) {
	refused := models.Invalidf(field, "error.pledge.seal_image")
	if len(data) > models.MaxPicture {
		return nil, refused
	}
	about, err := png.DecodeConfig(bytes.NewReader(data))
	if err != nil || about.Width < 1 || about.Height < 1 || about.Width > picturePixels/about.Height {
		return nil, refused
	}
	picture, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, refused
	}
	return picture, nil
}

// PlainPicture gives a picture as it is printed, as a PNG, and refuses it as CheckPicture
// does. It is the same picture on paper, and no larger than its print needs: what a page
// keeps of one while its form is filled in again.
func PlainPicture(field string, data []byte) ([]byte, error) {
	if err := CheckPicture(field, data); err != nil || len(data) == 0 {
		return nil, err
	}
	out, _, _, err := plainPicture(data)
	return out, err
}

// plainPicture makes a PNG what every reader of PDF shows alike: plain RGB on white,
// no larger than its print needs, and nothing else that the file may have held.
func plainPicture(data []byte) (out []byte, wide, high int, err error) {
	picture, err := decodePicture("seal", data)
	if err != nil {
		return nil, 0, 0, err
	}
	from := picture.Bounds()
	wide, high = from.Dx(), from.Dy()
	if longer := max(wide, high); longer > pictureEdge {
		wide, high = max(1, wide*pictureEdge/longer), max(1, high*pictureEdge/longer)
	}
	to := image.NewRGBA(image.Rect(0, 0, wide, high))
	for y := range high {
		for x := range wide {
			to.SetRGBA(x, y, meanOnWhite(picture, image.Rect(
				from.Min.X+x*from.Dx()/wide, from.Min.Y+y*from.Dy()/high,
				from.Min.X+(x+1)*from.Dx()/wide, from.Min.Y+(y+1)*from.Dy()/high)))
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, to); err != nil { // all opaque: it is written without alpha
		return nil, 0, 0, err
	}
	return b.Bytes(), wide, high, nil
}

// meanOnWhite is the mean colour of an area laid on white paper.
func meanOnWhite(p image.Image, area image.Rectangle) color.RGBA {
	var r, g, b, n uint64
	for y := area.Min.Y; y < area.Max.Y; y++ {
		for x := area.Min.X; x < area.Max.X; x++ {
			red, green, blue, alpha := p.At(x, y).RGBA() // already times alpha
			white := uint64(0xFFFF - alpha)
			r, g, b, n = r+uint64(red)+white, g+uint64(green)+white, b+uint64(blue)+white, n+1
		}
	}
	return color.RGBA{uint8(r / n >> 8), uint8(g / n >> 8), uint8(b / n >> 8), 0xFF}
}
