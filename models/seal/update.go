package seal

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// update is an incremental update under way (ISO 32000-1, 7.5.6).
type update struct {
	*pdf
	out      []byte
	next     int         // the next object number that is free
	written  map[int]int // offsets of the objects of this update
	from, to int         // the gap for the signature value
}

// newUpdate reads a file that is to be sealed.
func newUpdate(b []byte) (*update, error) {
	p, err := read(b)
	if err != nil {
		return nil, err
	}
	switch {
	case p.end != len(b):
		return nil, fault(Trailing, "%d bytes behind the end", len(b)-p.end)
	case p.ranges > 0 || bytes.Contains(b, []byte("/ByteRange")):
		return nil, fault(Already, "it has a signature")
	case p.forms > 0 || bytes.Contains(b, []byte("/AcroForm")):
		return nil, fault(Forms, "it has a form")
	}
	u := &update{pdf: p, written: map[int]int{}}
	if u.next, err = p.integer(p.revisions[0].trailer["Size"]); err != nil {
		return nil, err
	}
	for n := range p.at {
		u.next = max(u.next, n+1)
	}
	u.out = append(make([]byte, 0, len(b)+64<<10), b...)
	if b[len(b)-1] != '\n' {
		u.out = append(u.out, '\n')
	}
	return u, nil
}

// write adds the signature, its field on the first page, the form and the table.
func (u *update) write(o Options, room int) error {
	root, _, err := u.catalog()
	if err != nil {
		return err
	}
	page, err := u.firstPage()
	if err != nil {
		return err
	}
	signature, field := u.next, u.next+1
	u.next += 2
	ranges := u.signature(signature, o, room)
	u.add(field, fmt.Sprintf("<< /Type /Annot /Subtype /Widget /FT /Sig /T (Seal) /F 132 /Rect [0 0 0 0] /P %s /V %d 0 R >>", u.ref(page), signature))
	if err := u.page(page, field); err != nil {
		return err
	}
	form := fmt.Sprintf("/AcroForm << /Fields [%d 0 R] /SigFlags 3 >>", field)
	if err := u.again(root, "Version", "/Version /1.7 "+form); err != nil {
		return err
	}
	u.table()
	u.fill(ranges)
	return nil
}

// signature writes the signature's dictionary with an empty gap, and gives where its
// ranges stand.
func (u *update) signature(n int, o Options, room int) (ranges int) {
	u.written[n] = len(u.out)
	u.out = fmt.Appendf(u.out, "%d 0 obj\n<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached\n/M %s", n, instant(o.At))
	for _, e := range []struct{ key, text string }{{"Name", o.Name}, {"Reason", o.Reason}} {
		if e.text != "" {
			u.out = fmt.Appendf(u.out, "\n/%s %s", e.key, utf16Hex(e.text))
		}
	}
	u.out = append(u.out, "\n/ByteRange "...)
	ranges = len(u.out)
	u.out = append(u.out, strings.Repeat(" ", rangesWidth)+"\n/Contents "...)
	u.from = len(u.out)
	u.out = append(u.out, "<"+strings.Repeat("0", 2*room)+">"...)
	u.to = len(u.out)
	u.out = append(u.out, " >>\nendobj\n"...)
	return ranges
}

// rangesWidth is the most that four numbers of a file as large as may be take.
const rangesWidth = len("[0 ") + 3*len("12345678 ") + len("]")

// fill writes the ranges, which are known at last: all but the gap.
func (u *update) fill(at int) {
	text := fmt.Sprintf("[0 %d %d %d]", u.from, u.to, len(u.out)-u.to)
	copy(u.out[at:], text)
}

func (u *update) add(n int, text string) {
	u.written[n] = len(u.out)
	u.out = fmt.Appendf(u.out, "%d %d obj\n%s\nendobj\n", n, u.at[n].generation, text)
}

func (u *update) ref(n int) string { return fmt.Sprintf("%d %d R", n, u.at[n].generation) }

// firstPage is the object number of the first page.
func (u *update) firstPage() (int, error) {
	_, d, err := u.catalog()
	if err != nil {
		return 0, err
	}
	at := d["Pages"]
	for range deepest {
		if d, err = u.open(at); err != nil {
			return 0, err
		}
		if u.is(d["Type"], "Page") {
			n, _, err := u.reference(at)
			return n, err
		}
		kids, err := u.resolve(d["Kids"])
		if err != nil {
			return 0, err
		}
		all, err := u.array(kids)
		if err != nil {
			return 0, err
		}
		if len(all) == 0 {
			break
		}
		at = all[0]
	}
	return 0, fault(Broken, "no first page")
}

// page writes the page again with the field among its annotations.
func (u *update) page(page, field int) error {
	d, err := u.dict(u.at[page].body)
	if err != nil {
		return err
	}
	annotations, ok := d["Annots"]
	switch {
	case !ok:
		return u.again(page, "Annots", fmt.Sprintf("/Annots [%d 0 R]", field))
	case annotations.kind != array:
		return fault(Unsupported, "the annotations of the first page are not in the page")
	}
	text := u.text(annotations)
	return u.again(page, "Annots", fmt.Sprintf("/Annots %s %d 0 R]", text[:len(text)-1], field))
}

// again writes an object once more: its entries as they are but one, and more.
func (u *update) again(n int, without, more string) error {
	v := u.at[n].body
	var text strings.Builder
	text.WriteString("<<")
	before := v.from + len("<<")
	l := &lexer{b: u.b, at: v.from, end: v.to}
	err := l.dict(deepest, func(key string, v value) error {
		if key != without {
			text.Write(u.b[before:v.to])
		}
		before = v.to
		return nil
	})
	u.add(n, text.String()+"\n"+more+" >>")
	return err
}

// table writes the cross-references and the trailer.
func (u *update) table() {
	var order []int
	for n := range u.written {
		order = append(order, n)
	}
	slices.SortFunc(order, cmp.Compare[int])
	start := len(u.out)
	u.out = append(u.out, "xref\n"...)
	for i, n := range order {
		if i == 0 || order[i-1] != n-1 {
			run := 1
			for i+run < len(order) && order[i+run] == n+run {
				run++
			}
			u.out = fmt.Appendf(u.out, "%d %d\n", n, run)
		}
		u.out = fmt.Appendf(u.out, "%010d %05d n \n", u.written[n], u.at[n].generation)
	}
	last := u.revisions[0]
	u.out = append(u.out, "trailer\n<< /Size "+strconv.Itoa(u.next)+" /Prev "+strconv.Itoa(last.xref)...)
	for _, key := range []string{"Root", "Info", "ID"} {
		if v, ok := last.trailer[key]; ok {
			u.out = append(u.out, " /"+key+" "+u.text(v)...)
		}
	}
	u.out = fmt.Appendf(u.out, " >>\nstartxref\n%d\n%%%%EOF\n", start)
}
