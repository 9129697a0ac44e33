package pdfin

import (
	"bytes"
	"fmt"
	"math"
)

// Page is one page of a file.
type Page struct {
	Left, Bottom, Wide, High float64 // what of it is seen, in points
	Turn                     int     // clockwise, 0, 90, 180 or 270
	page                     dict    // with what it has from above
}

// fromAbove are the entries of a page that may stand in what it hangs on (7.7.3.4).
var fromAbove = []string{"Resources", "MediaBox", "CropBox", "Rotate"}

// Pages are all pages in their order.
func (f *File) Pages() ([]Page, error) {
	catalog, ok := f.get(f.root).(dict)
	if !ok {
		return nil, fmt.Errorf("%w: no catalog", ErrUnreadable)
	}
	var all []Page
	err := f.branch(catalog["Pages"], dict{}, mostParents, &all)
	if err == nil && len(all) == 0 {
		err = fmt.Errorf("%w: no page", ErrUnreadable)
	}
	return all, err
}

func (f *File) branch(v any, above dict, depth int, all *[]Page) error {
	d, ok := f.get(v).(dict)
	if !ok || depth == 0 || len(*all) >= mostPages {
		return fmt.Errorf("%w: its pages", ErrUnreadable)
	}
	here := dict{"Contents": d["Contents"], "Group": d["Group"]}
	for _, key := range fromAbove {
		if here[key] = d[key]; d[key] == nil {
			here[key] = above[key]
		}
	}
	kids, ok := f.get(d["Kids"]).(array)
	if !ok {
		p, err := f.page(here)
		*all = append(*all, p)
		return err
	}
	for _, kid := range kids {
		if err := f.branch(kid, here, depth-1, all); err != nil {
			return err
		}
	}
	return nil
}

// page reads the measures of a page.
func (f *File) page(d dict) (p Page, err error) {
	box := f.get(d["CropBox"])
	if box == nil {
		box = f.get(d["MediaBox"])
	}
	corners, _ := box.(array)
	var c [4]float64
	for i := range c {
		ok := len(corners) == len(c)
		if ok {
			c[i], ok = number(f.get(corners[i]))
		}
		if !ok {
			return p, fmt.Errorf("%w: a page without a size", ErrUnreadable)
		}
	}
	turn, _ := number(f.get(d["Rotate"]))
	p = Page{
		Left: math.Min(c[0], c[2]), Bottom: math.Min(c[1], c[3]), Wide: math.Abs(c[2] - c[0]), High: math.Abs(c[3] - c[1]),
		Turn: (int(turn)/90%4 + 4) % 4 * 90, page: d,
	}
	if p.Wide < 1 || p.High < 1 {
		err = fmt.Errorf("%w: a page without a size", ErrUnreadable)
	}
	return p, err
}

// Sink is the file that pages are copied to.
type Sink interface {
	Reserve() int // the number of an object to come
	Put(number int, dict, stream []byte) error
}

// Form copies a page as a form, with what it is drawn with, and gives its number.
// What two pages share is copied once.
func (f *File) Form(p Page, to Sink) (number int, err error) {
	c := &copier{File: f, to: to}
	form, data, err := f.contents(p.page["Contents"])
	if err != nil {
		return 0, err
	}
	form["Type"], form["Subtype"] = name("XObject"), name("Form")
	form["BBox"] = raw(fmt.Sprintf("[%.4f %.4f %.4f %.4f]", p.Left, p.Bottom, p.Left+p.Wide, p.Bottom+p.High))
	if form["Resources"] = p.page["Resources"]; form["Resources"] == nil {
		form["Resources"] = dict{}
	}
	if p.page["Group"] != nil {
		form["Group"] = p.page["Group"]
	}
	number = to.Reserve()
	if err := c.put(number, stream{form, data}); err != nil {
		return 0, err
	}
	return number, c.rest()
}

// contents is what draws a page, with how it is packed: as it is when it stands in one
// stream, unpacked and joined when in several.
func (f *File) contents(v any) (dict, []byte, error) {
	switch v := f.get(v).(type) {
	case nil:
		return dict{}, []byte{}, nil
	case stream:
		form := dict{}
		for _, key := range []string{"Filter", "DecodeParms"} {
			if v.dict[key] != nil {
				form[key] = v.dict[key]
			}
		}
		return form, v.data, nil
	case array:
		var all bytes.Buffer
		for _, part := range v {
			s, ok := f.get(part).(stream)
			if !ok {
				return nil, nil, fmt.Errorf("%w: the contents of a page", ErrUnreadable)
			}
			b, err := f.unpack(s)
			if err != nil {
				return nil, nil, err
			}
			all.Write(b)
			all.WriteByte('\n')
		}
		return dict{}, all.Bytes(), nil
	}
	return nil, nil, fmt.Errorf("%w: the contents of a page", ErrUnreadable)
}
