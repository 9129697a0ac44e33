package seal_test

import (
	"bytes"
	"crypto/rand"
	"crypto/x509"
	"encoding/hex"
	"fmt"
	"math/big"
	"regexp"
	"strings"
	"testing"

	"chigiri/models/seal"
	"chigiri/models/stamp/stamptest"
)

// The objects of a sealed small file: 1 catalog, 2 pages, 3 page, 4 its contents,
// and those of the signature.
const (
	signature = `<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /M (D:20260401003000Z) /ByteRange ` + ranges + ` /Contents <3000> >>`
	catalog   = "<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [%s] /SigFlags 3 >> >>"
	field     = "<< /Type /Annot /Subtype /Widget /FT /Sig /T (Seal) /Rect [0 0 0 0] /V 20 0 R >>"
)

// forged is a small file with a signature of any shape, not signed by anybody.
func forged(sig string, more ...object) []byte {
	return revise(small(), "", append([]object{{1, fmt.Sprintf(catalog, "21 0 R")}, {20, sig}, {21, field}}, more...)...)
}

// bend replaces a text of the same length.
func bend(t testing.TB, file []byte, old, with string) []byte {
	t.Helper()
	if len(old) != len(with) || bytes.Count(file, []byte(old)) != 1 {
		t.Fatalf("%q stands %d times, %q", old, bytes.Count(file, []byte(old)), with)
	}
	return bytes.Replace(file, []byte(old), []byte(with), 1)
}

// rewrite replaces a text in the signature of a forged file before its ranges are known.
func rewrite(old, with string) []byte {
	return forged(strings.Replace(signature, old, with, 1))
}

// fixed gives a forged signature the ranges one likes; FROM, TO, REST and END stand
// for the right ones and the length of the file.
func fixed(t testing.TB, text string) []byte {
	t.Helper()
	file := forged(signature)
	from, to := gap(t, file)
	text = strings.NewReplacer("FROM", fmt.Sprint(from), "TO", fmt.Sprint(to), "REST", fmt.Sprint(len(file)-to), "END", fmt.Sprint(len(file))).Replace(text)
	old := regexp.MustCompile(`/ByteRange \[[^/]*/`).Find(file)
	return bend(t, file, string(old), fmt.Sprintf("%-*s/", len(old)-1, "/ByteRange "+text))
}

// looped is a file whose cross-references lead to themselves.
func looped(t testing.TB) []byte {
	t.Helper()
	file := revise(small(), "")
	start := bytes.LastIndex(file, []byte("\nxref")) + 1
	return regexp.MustCompile(`/Prev \d+`).ReplaceAll(file, fmt.Appendf(nil, "/Prev %d", start))
}

// within is a file whose object 9 stands inside another.
func within(t testing.TB) []byte {
	t.Helper()
	file := revise(small(), "", object{4, "<< /Length 19 >>\nstream\n9 0 obj null endobj\nendstream"}, object{9, "null"})
	at := bytes.Index(file, []byte("9 0 obj\nnull"))
	return bend(t, file, fmt.Sprintf("%010d", at), fmt.Sprintf("%010d", bytes.Index(file, []byte("9 0 obj null"))))
}

// xrefStream is the beginning and the end of a file whose cross-references are compressed.
func xrefStream(more string) []byte {
	return []byte("%PDF-1.7\n9 0 obj\n<< /Type /XRef /Size 1 " + more + " /Length 0 >>\nstream\n\nendstream\nendobj\nstartxref\n9\n%%EOF\n")
}

func TestAttacks(t *testing.T) {
	// Proves that whatever is done to a sealed file is found, and called what it is.
	key, roots := newKey(t)
	sealed := sign(t, small(), options(key))
	if _, err := seal.Verify(sealed, roots, seal.VerifyOptions{}); err != nil {
		t.Fatal(err)
	}
	page := object{3, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 30 0 R >>"}
	for name, c := range map[string]struct {
		file []byte
		want seal.Code
	}{
		"a forged one that is well formed": {forged(signature), seal.Unreadable},

		"nothing":               {nil, seal.NotPDF},
		"no PDF":                {[]byte("PK\x03\x04"), seal.NotPDF},
		"something before it":   {append([]byte("\n"), sealed...), seal.NotPDF},
		"cut off":               {small()[:len(small())/2], seal.Broken},
		"cut in the middle":     {sealed[:len(sealed)/2], seal.Wrapped},
		"cut at the end":        {sealed[:len(sealed)-1], seal.Ranges},
		"not sealed":            {small(), seal.Unsigned},
		"encrypted":             {revise(sealed, "/Encrypt 9 0 R"), seal.Encrypted},
		"encrypted, compressed": {xrefStream("/Encrypt 9 0 R"), seal.Encrypted},
		"compressed":            {xrefStream(""), seal.Unsupported},
		"encrypted in a text":   {xrefStream("/Info (/Encrypt 9 0 R)"), seal.Unsupported},
		"two cross-references":  {revise(sealed, "/XRefStm 9"), seal.Unsupported},
		"a compressed table":    {bytes.Replace(small(), []byte("\nxref"), []byte("\nyref"), 1), seal.Unsupported},
		"a loop":                {looped(t), seal.Broken},
		"larger than may be":    {append(sealed, make([]byte, 32<<20)...), seal.TooLarge},

		"bytes behind the end":             {append(bytes.Clone(sealed), "x"...), seal.Trailing},
		"a line behind the end":            {append(bytes.Clone(sealed), "\n"...), seal.Trailing},
		"many bytes behind the end":        {append(bytes.Clone(sealed), make([]byte, 9000)...), seal.Trailing},
		"an end behind the end":            {append(bytes.Clone(sealed), sealed[bytes.LastIndex(sealed, []byte("startxref")):]...), seal.Trailing},
		"something added":                  {revise(sealed, "", object{30, "<< /Type /Metadata >>"}), seal.Appended},
		"nothing added":                    {revise(sealed, ""), seal.Appended},
		"another page in its place":        {revise(sealed, "", page, object{30, "<< /Length 0 >>\nstream\n\nendstream"}), seal.Replaced},
		"the contents of a page replaced":  {revise(sealed, "", object{4, "<< /Length 0 >>\nstream\n\nendstream"}), seal.Replaced},
		"another root":                     {revise(sealed, "/Root 30 0 R", object{30, "<< /Type /Catalog /Pages 2 0 R >>"}), seal.Wrapped},
		"the form taken away":              {revise(sealed, "", object{1, "<< /Type /Catalog /Pages 2 0 R >>"}), seal.Wrapped},
		"a second signature":               {revise(sealed, "", object{1, fmt.Sprintf(catalog, "21 0 R 26 0 R")}, object{25, signature}, object{26, strings.Replace(field, "20 0 R", "25 0 R", 1)}), seal.Several},
		"a second signature in its place":  {revise(sealed, "", object{20, signature}), seal.Wrapped},
		"another signature beside the one": {revise(sealed, "", object{30, signature}), seal.Several},
		"a second form":                    {forged(signature, object{22, "<< /AcroForm << /Fields [] >> >>"}), seal.Forms},
		"a second form, escaped":           {forged(signature, object{22, "<< /Acro#46orm << /Fields [] >> >>"}), seal.Forms},
		"a hidden signature":               {forged(signature, object{22, "<< /Type /Sig /Byte#52ange [0 1 2 3] >>"}), seal.Wrapped},
		"a hidden signature in a stream":   {forged(signature, object{22, "<< /Length 10 >>\nstream\n/ByteRange\nendstream"}), seal.Wrapped},

		"sealed from later on":         {fixed(t, "[9 FROM TO REST]"), seal.Partial},
		"sealed not to the end":        {fixed(t, "[0 FROM TO 20]"), seal.Partial},
		"sealed beyond the end":        {fixed(t, "[0 FROM TO END]"), seal.Ranges},
		"overlapping":                  {fixed(t, "[0 END TO REST]"), seal.Overlapping},
		"overlapping by one":           {fixed(t, "[0 TO FROM END]"), seal.Overlapping},
		"no gap":                       {fixed(t, "[0 FROM FROM REST]"), seal.Outside},
		"the gap elsewhere":            {fixed(t, "[0 10 20 END]"), seal.Outside},
		"a gap too wide":               {fixed(t, "[0 20 TO REST]"), seal.Wrapped},
		"a gap with more behind":       {fixed(t, "[0 FROM END 0]"), seal.Wrapped},
		"three numbers":                {fixed(t, "[0 FROM TO]"), seal.Ranges},
		"six numbers":                  {fixed(t, "[0 FROM TO REST 0 0]"), seal.Ranges},
		"none":                         {fixed(t, "[]"), seal.Ranges},
		"negative":                     {fixed(t, "[0 FROM TO -1]"), seal.Ranges},
		"fractions":                    {fixed(t, "[0.0 FROM TO REST]"), seal.Ranges},
		"leading zeros":                {fixed(t, "[00 FROM TO REST]"), seal.Ranges},
		"nested":                       {fixed(t, "[[0 FROM] [TO REST]]"), seal.Ranges},
		"numbers elsewhere":            {fixed(t, "[0 FROM TO 9 0 R]"), seal.Ranges},
		"more than a number holds":     {fixed(t, "[0 FROM TO 99999999999999999999]"), seal.Ranges},
		"ranges elsewhere":             {fixed(t, "22 0 R"), seal.Ranges},
		"a comment among them":         {fixed(t, "[0 %\nFROM TO REST]"), seal.Broken},
		"ranges twice":                 {rewrite("/M", "/ByteRange [0 1 2 3] /M"), seal.Twice},
		"ranges twice, escaped":        {rewrite("/M", "/Byte#52ange [0 1 2 3] /M"), seal.Twice},
		"contents twice":               {rewrite("/M", "/Contents <3000> /M"), seal.Twice},
		"contents elsewhere":           {bend(t, forged(signature), "/Contents <3000>", "/Contents 4 0 R "), seal.Outside},
		"no contents":                  {bend(t, forged(signature), "/Contents <", "/Contentz <"), seal.Incomplete},
		"contents in brackets":         {bend(t, forged(signature), "<3000>", "(3000)"), seal.Outside},
		"something hidden in the gap":  {rewrite("<3000>", "<3000 zz>"), seal.Wrapped},
		"another kind":                 {rewrite("ETSI.CAdES.detached", "adbe.pkcs7.detached"), seal.Kind},
		"a time-stamp of the document": {rewrite("ETSI.CAdES.detached", "ETSI.RFC3161"), seal.Kind},
		"another handler":              {rewrite("Adobe.PPKLite", "Other"), seal.Kind},
		"a certificate beside":         {rewrite("/M", "/Cert <00> /M"), seal.Kind},
		"no time":                      {rewrite("/M (D:20260401003000Z)", ""), seal.Incomplete},
		"a time without a zone":        {rewrite("003000Z", "003000"), seal.Incomplete},
		"fields within fields":         {revise(small(), "", object{1, fmt.Sprintf(catalog, "21 0 R")}, object{21, "<< /FT /Sig /Kids [20 0 R] >>"}), seal.Unsupported},
		"an object that is not there":  {revise(small(), "", object{1, fmt.Sprintf(catalog, "21 0 R")}, object{21, field}), seal.Broken},
		"a table with an object twice": {revise(small(), "", object{9, "null"}, object{9, "null"}), seal.Twice},
		"an object within another":     {within(t), seal.Broken},
		"nested without end":           {forged(signature, object{22, strings.Repeat("[", 100_000)}), seal.Broken},
		"a catalog with a key twice":   {revise(small(), "", object{1, "<< /Type /Catalog /Pages 2 0 R /Type /Catalog >>"}), seal.Twice},
		"a trailer with a key twice":   {revise(small(), "/Info 4 0 R /Info 3 0 R"), seal.Twice},
		"a revision cut off":           {revise(sealed, "", object{22, "<< >>"})[:len(sealed)+20], seal.Trailing},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := seal.Verify(c.file, roots, seal.VerifyOptions{})
			refused(t, name, err, c.want)
			if _, err := seal.StampMessage(c.file); err == nil {
				t.Error("it would be stamped")
			}
		})
	}
}

// resealed puts another signature value into a sealed file.
func resealed(t testing.TB, file []byte, change func(value []byte) []byte) []byte {
	t.Helper()
	from, to := gap(t, file)
	value, err := hex.DecodeString(string(file[from+1 : to-1]))
	must(t, err)
	out := bytes.Clone(file)
	digits := hex.EncodeToString(change(value))
	copy(out[from+1:], fmt.Sprintf("%s%0*d", digits, 2*len(value)-len(digits), 0)[:2*len(value)])
	return out
}

func TestForgeries(t *testing.T) {
	// Proves that another document under a signature, another signature under a
	// document, another certificate of the same key, and anything beside the signed
	// data is found.
	root := stamptest.Root(t)
	roots := pool(t, stamptest.PEM(root))
	key := issued(t, false, forDocuments, root)
	sealed, other := sign(t, small(), options(key)), sign(t, pledge(t, false), options(key))
	swap := func(old, with []byte) func([]byte) []byte {
		return func(value []byte) []byte {
			if len(old) != len(with) || !bytes.Contains(value, old) {
				t.Fatal("nothing to swap")
			}
			return bytes.Replace(value, old, with, 1)
		}
	}
	twin := twinOf(t, root, key, 0)
	stranger := stamptest.Issue(t, root, forDocuments, false)
	for name, c := range map[string]struct {
		file []byte
		want seal.Code
	}{
		"a word changed":                    {bend(t, sealed, "/Count 1", "/Count 2"), seal.Altered},
		"the time changed":                  {bend(t, sealed, "D:20260401003000Z", "D:20250401003000Z"), seal.Altered},
		"the signature of another":          {resealed(t, sealed, func(v []byte) []byte { return valueOf(t, other) }), seal.Altered},
		"the signature changed":             {resealed(t, sealed, func(v []byte) []byte { v[lastByte(v)] ^= 1; return v }), seal.Forged},
		"a twin of the certificate":         {resealed(t, sealed, swap(key.Chain[0].Raw, twin.Raw)), seal.Misnamed},
		"signed by another key":             {sign(t, small(), options(&seal.Key{Signer: stranger.Key, Chain: key.Chain})), seal.Forged},
		"something behind":                  {resealed(t, sealed, func(v []byte) []byte { v[len(v)-1] = 1; return v }), seal.Wrapped},
		"no digits in the gap":              {notDigits(t, sealed), seal.Wrapped},
		"an empty value":                    {resealed(t, sealed, func(v []byte) []byte { return make([]byte, len(v)) }), seal.Unreadable},
		"an attribute renamed":              {resealed(t, sealed, swap([]byte{0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 3}, []byte{0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 5})), seal.Unreadable},
		"an attribute twice":                {resealed(t, sealed, swap([]byte{0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 3}, []byte{0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 4})), seal.Unreadable},
		"another algorithm":                 {resealed(t, sealed, swap([]byte{0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 2, 4}, []byte{0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 1, 4})), seal.Unreadable},
		"a certificate with another number": {resealed(t, sealed, swap(key.Chain[0].Raw, twinOf(t, root, key, 1).Raw)), seal.Misnamed},
	} {
		_, err := seal.Verify(c.file, roots, seal.VerifyOptions{})
		refused(t, name, err, c.want)
	}
	if r, err := seal.Verify(sealed, nil, seal.VerifyOptions{}); seal.CodeOf(err) != seal.NoRoots || r.Signer == nil || r.Identity == "" {
		t.Errorf("without roots: %+v, %v", r, err)
	}
}

func TestEveryByteCounts(t *testing.T) {
	// Proves that no single byte of a sealed file can be another: what is signed is
	// found, and in the value nothing else can stand that is taken for more than it was.
	root := stamptest.Root(t)
	roots := pool(t, stamptest.PEM(root))
	o := options(issued(t, false, forDocuments, root))
	o.Room = 10
	sealed := sign(t, small(), o)
	identity, err := seal.Identity(sealed)
	must(t, err)
	from, to := gap(t, sealed)
	for i := range sealed {
		for _, bit := range []byte{1, 0x20} {
			bent := bytes.Clone(sealed)
			bent[i] ^= bit
			r, err := seal.Verify(bent, roots, seal.VerifyOptions{})
			if err == nil && (i <= from || i >= to-1 || r.Identity != identity) {
				t.Errorf("byte %d of %d was bent and taken", i, len(sealed))
			}
		}
	}
}

// valueOf is the signature value of a file, without its room.
func valueOf(t testing.TB, file []byte) []byte {
	t.Helper()
	from, to := gap(t, file)
	value, err := hex.DecodeString(string(file[from+1 : to-1]))
	must(t, err)
	return value[:lastByte(value)+1]
}

func lastByte(value []byte) int { return len(bytes.TrimRight(value, "\x00")) - 1 }

func notDigits(t testing.TB, file []byte) []byte {
	t.Helper()
	out := bytes.Clone(file)
	_, to := gap(t, file)
	out[to-2] = 'x'
	return out
}

// twinOf is another certificate of the same key, issuer and length, of the same number
// or one that differs.
func twinOf(t testing.TB, root stamptest.Certified, key *seal.Key, more int64) *x509.Certificate {
	t.Helper()
	for {
		template := *key.Chain[0]
		template.SerialNumber = new(big.Int).Xor(template.SerialNumber, big.NewInt(more))
		template.NotAfter = template.NotAfter.AddDate(-1, 0, 0)
		der, err := x509.CreateCertificate(rand.Reader, &template, root.Certificate, key.Signer.Public(), root.Key)
		must(t, err)
		if len(der) != len(key.Chain[0].Raw) {
			continue // an elliptic signature has one of a few lengths
		}
		c, err := x509.ParseCertificate(der)
		must(t, err)
		return c
	}
}
