package seal_test

import (
	"bytes"
	"os"
	"strings"
	"testing"
	"time"

	"chigiri/models/seal"
)

// recorded is a file kept from when it was made, so that every process of a fuzz run
// has the same, and that what was sealed once checks for ever.
func recorded(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile("testdata/" + name)
	must(t, err)
	return b
}

func TestRecorded(t *testing.T) {
	// Proves that documents sealed and stamped years ago still check, without openssl.
	roots, authorities := pool(t, recorded(t, "root.pem")), pool(t, recorded(t, "authority.pem"))
	sealed, stamped := recorded(t, "sealed.pdf"), recorded(t, "stamped.pdf")
	r, err := seal.Verify(sealed, roots, seal.VerifyOptions{Authorities: authorities})
	must(t, err)
	after, err := seal.Verify(stamped, roots, seal.VerifyOptions{Authorities: authorities})
	must(t, err)
	if r.Identity != after.Identity || r.Stamp != seal.NoStamp || after.Stamp != seal.GoodStamp || r.Name != "大阪府　𠮷野" {
		t.Errorf("%+v, %+v", r, after)
	}
	again, err := seal.Stamp(sealed, recorded(t, "token.der"))
	if err != nil || !bytes.Equal(again, stamped) {
		t.Errorf("it is stamped otherwise now: %v", err)
	}
}

func FuzzVerify(f *testing.F) {
	// Proves that no file makes the reader fail otherwise than with a Fault, that none is
	// taken but those that were sealed, and that what may be sealed checks then.
	roots, authorities := pool(f, recorded(f, "root.pem")), pool(f, recorded(f, "authority.pem"))
	key, ownRoots := newKey(f)
	identity, err := seal.Identity(recorded(f, "sealed.pdf"))
	must(f, err)
	for _, pdf := range [][]byte{recorded(f, "sealed.pdf"), recorded(f, "stamped.pdf"), small(), forged(signature), revise(recorded(f, "sealed.pdf"), "", object{4, "null"})} {
		f.Add(pdf)
	}
	f.Fuzz(func(t *testing.T, pdf []byte) {
		r, err := seal.Verify(pdf, roots, seal.VerifyOptions{Authorities: authorities, Now: time.Date(2090, 1, 1, 0, 0, 0, 0, time.UTC)})
		if err == nil && r.Identity != identity {
			t.Errorf("%s was taken", r.Identity)
		}
		if err != nil && seal.CodeOf(err) == "" {
			t.Errorf("an error that is no fault: %v", err)
		}
		_, _ = seal.StampMessage(pdf)
		out, err := seal.Sign(pdf, options(key))
		if err != nil {
			if seal.CodeOf(err) == "" {
				t.Errorf("an error that is no fault: %v", err)
			}
			return
		}
		if _, err := seal.Verify(out, ownRoots, seal.VerifyOptions{}); err != nil {
			t.Errorf("what was sealed does not check: %v", err)
		}
	})
}

func FuzzStamp(f *testing.F) {
	// Proves that no token is placed but one over the document, and that the document
	// checks then and is called the same.
	roots := pool(f, recorded(f, "root.pem"))
	sealed := recorded(f, "sealed.pdf")
	identity, err := seal.Identity(sealed)
	must(f, err)
	f.Add(recorded(f, "token.der"))
	f.Add([]byte{0x30, 0x80, 0, 0})
	f.Fuzz(func(t *testing.T, token []byte) {
		out, err := seal.Stamp(sealed, token)
		if err != nil {
			if seal.CodeOf(err) == "" {
				t.Errorf("an error that is no fault: %v", err)
			}
			return
		}
		r, err := seal.Verify(out, roots, seal.VerifyOptions{})
		if err != nil || r.Identity != identity || r.Stamp != seal.UnknownStamp {
			t.Errorf("%+v, %v", r, err)
		}
	})
}

func TestHostileFiles(t *testing.T) {
	// Proves that files made to keep a reader busy are refused soon: tables over tables,
	// objects without end, nesting, strings that never end.
	many := strings.Repeat("0000000009 00000 n \n", 150_000)
	for name, file := range map[string]string{
		"many objects at one place": "%PDF-1.7\n1 0 obj\nnull\nendobj\nxref\n0 150000\n" + many + "trailer\n<< >>\nstartxref\n29\n%%EOF\n",
		"more objects than may be":  "%PDF-1.7\nxref\n0 450000\n" + strings.Repeat(many, 3) + "trailer\n<< >>\nstartxref\n9\n%%EOF\n",
		"a table that has no end":   "%PDF-1.7\nxref\n0 9999999999\n" + many + "trailer\n<< >>\nstartxref\n9\n%%EOF\n",
		"arrays in arrays":          "%PDF-1.7\nxref\n0 0\ntrailer\n" + strings.Repeat("[", 1<<20) + "\nstartxref\n9\n%%EOF\n",
		"a string without an end":   "%PDF-1.7\nxref\n0 0\ntrailer\n<< /A " + strings.Repeat("(", 1<<20) + "\nstartxref\n9\n%%EOF\n",
		"a dictionary without end":  "%PDF-1.7\nxref\n0 0\ntrailer\n<<" + strings.Repeat("/A 1", 1<<18) + ">>\nstartxref\n9\n%%EOF\n",
		"ends alone":                "%PDF-1.7\n" + strings.Repeat("startxref\n9\n%%EOF\n", 1<<16),
		"a name of escapes":         "%PDF-1.7\nxref\n0 0\ntrailer\n<< /" + strings.Repeat("#41", 1<<20) + " 1 >>\nstartxref\n9\n%%EOF\n",
	} {
		start := time.Now()
		_, err := seal.Verify([]byte(file), nil, seal.VerifyOptions{})
		if seal.CodeOf(err) == "" {
			t.Errorf("%s: %v", name, err)
		}
		if d := time.Since(start); d > 5*time.Second {
			t.Errorf("%s took %s", name, d)
		}
	}
}

func BenchmarkSign(b *testing.B) {
	key, _ := newKey(b)
	pdf := pledge(b, false)
	b.SetBytes(int64(len(pdf)))
	for b.Loop() {
		sign(b, pdf, options(key))
	}
}

func BenchmarkVerify(b *testing.B) {
	key, roots := newKey(b)
	pdf := sign(b, pledge(b, false), options(key))
	b.SetBytes(int64(len(pdf)))
	for b.Loop() {
		if _, err := seal.Verify(pdf, roots, seal.VerifyOptions{}); err != nil {
			b.Fatal(err)
		}
	}
}
