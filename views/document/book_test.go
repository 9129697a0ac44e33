package document

import (
	"bytes"
	"crypto/rand"
	"fmt"
	"image"
	"image/jpeg"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"chigiri/models"
	"chigiri/models/seal"
)

// sealedPaper is a paper of the house under a seal, as the store keeps it.
func sealedPaper(t testing.TB, key *seal.Key, doc Document) models.File {
	t.Helper()
	file, err := seal.Sign(writePDF(t, doc), seal.Options{Key: key, At: doc.Created, Name: "大阪府", Reason: doc.Title, Rand: rand.Reader})
	if err != nil {
		t.Fatal(err)
	}
	return models.File{ContentType: "application/pdf", Bytes: file}
}

func bookKey(t testing.TB) *seal.Key {
	t.Helper()
	file, _, err := seal.NewKey(rand.Reader, seal.NewKeyOptions{Name: "試験", From: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), Till: time.Date(2031, 1, 1, 0, 0, 0, 0, time.UTC)})
	if err != nil {
		t.Fatal(err)
	}
	key, err := seal.ParseKey(file)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

// photo is a JPEG of grey steps from the left to the right, as a phone writes it that
// was held upright: on its side, with a note of it.
func photo(t testing.TB) []byte {
	t.Helper()
	p := image.NewGray(image.Rect(0, 0, 400, 300))
	for i := range p.Pix {
		p.Pix[i] = uint8(i % 400 / 2)
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, p, nil); err != nil {
		t.Fatal(err)
	}
	note := []byte("Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06\x00\x00\x00\x00\x00\x00")
	head := append([]byte{0xFF, 0xD8, 0xFF, 0xE1, 0, byte(len(note) + 2)}, note...)
	return append(head, b.Bytes()[2:]...)
}

// foreign is a PDF as other programs pack it: objects in streams, turned on its side.
func foreign(t testing.TB, file []byte) []byte {
	t.Helper()
	in, out := filepath.Join(t.TempDir(), "in.pdf"), filepath.Join(t.TempDir(), "out.pdf")
	if err := os.WriteFile(in, file, 0o600); err != nil {
		t.Fatal(err)
	}
	if b, err := exec.Command("qpdf", "--object-streams=generate", "--rotate=90", in, out).CombinedOutput(); err != nil {
		t.Fatalf("qpdf: %v %s", err, b)
	}
	b, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// bookOf writes a book.
func bookOf(t testing.TB, w io.Writer, cover Document, parts []BookPart, papers [][]models.File) {
	t.Helper()
	b, err := NewBook(w, cover, parts, testFonts(t))
	for _, p := range papers {
		if err == nil {
			err = b.Add(p)
		}
	}
	if err == nil {
		err = b.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
}

func TestBook(t *testing.T) {
	// Proves that a book shows its cover and a reading copy of every paper with the name
	// under which it is attached, that what is attached is the paper byte for byte, and
	// that other programs find no fault in it; a scan that nobody can read is attached alone.
	for _, program := range []string{"qpdf", "pdftotext", "pdfdetach"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Skipf("no %s", program)
		}
	}
	key := bookKey(t)
	worker := sealedPaper(t, key, Pledge(pledgeOf(t, workerSigner, nil), signed("葛󠄀城 𠮷子", stamp(t, 300, 300)), "ja"))
	onPaper := signed("髙﨑 一", nil)
	onPaper.Scan, onPaper.SignedOn, onPaper.Method = strings.Repeat("ab", 32), models.NewDate(2026, 10, 1), models.SignedOnPaper
	sheet := sealedPaper(t, key, EvidenceSheet(pledgeOf(t, subSigner, nil), *onPaper, PaperReceipt{BroughtBy: "淀川 次郎"}, "ja"))
	scan := foreign(t, writePDF(t, BlankPledge(pledgeOf(t, subSigner, atL3), "ja")))
	parts := []BookPart{
		{"1 葛󠄀城 𠮷子", []string{"001_葛󠄀城_𠮷子.pdf"}},
		{"2 髙﨑 一", []string{"002_髙﨑_一.pdf", "002_髙﨑_一（紙の写し）.pdf"}},
		{"3 写真", []string{"003_写真.pdf", "003_写真（紙の写し）.jpg"}},
		{"4 影", []string{"004_影.pdf", "004_影（紙の写し）.png"}},
		{"5 壊れ", []string{"005_壊れ.pdf", "005_壊れ（紙の写し）.pdf"}},
	}
	papers := [][]models.File{
		{worker},
		{sheet, {ContentType: "application/pdf", Bytes: scan}},
		{sheet, {ContentType: "image/jpeg", Bytes: photo(t)}},
		{sheet, {ContentType: "image/png", Bytes: stamp(t, 600, 400)}},
		{sheet, {ContentType: "application/pdf", Bytes: []byte("%PDF-1.4\nnichts\n%%EOF\n")}},
	}
	cover := PledgeList(bookCase(2), "大阪府", "ja")
	var out, again bytes.Buffer
	bookOf(t, &out, cover, parts, papers)
	bookOf(t, &again, cover, parts, papers)
	if !bytes.Equal(out.Bytes(), again.Bytes()) {
		t.Error("the same papers give two books")
	}
	dir := t.TempDir()
	if d := os.Getenv("PAGES"); d != "" {
		dir = d
	}
	file := filepath.Join(dir, "book.pdf")
	if err := os.WriteFile(file, out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	run := func(program string, args ...string) string {
		t.Helper()
		b, err := exec.Command(program, args...).CombinedOutput()
		if err != nil {
			t.Errorf("%s: %v %s", program, err, b)
		}
		return string(b)
	}
	run("qpdf", "--check", file)
	text := solid(run("pdftotext", "-raw", file, "-"))
	at := 0
	for i, p := range parts {
		for j, name := range p.Files {
			shown := strings.Contains(text, solid("は「"+name+"」として、このＰＤＦに添付"))
			if want := i != 4 || j == 0; shown != want {
				t.Errorf("the foot of %s: %v", name, shown)
			}
			saved := filepath.Join(t.TempDir(), "saved")
			at++
			run("pdfdetach", "-save", strconv.Itoa(at), "-o", saved, file)
			if b, _ := os.ReadFile(saved); !bytes.Equal(b, papers[i][j].Bytes) {
				t.Errorf("%s: %d bytes come out, %d went in", name, len(b), len(papers[i][j].Bytes))
			}
		}
	}
	outline := run("qpdf", "--json", "--json-key=outlines", file)
	for _, p := range parts {
		if !strings.Contains(outline, p.Title) {
			t.Errorf("no bookmark %s", p.Title)
		}
	}
}

// BenchmarkBook is the book of 300 workers with sealed pledges of the highest level. The
// largest heap must stay far below what all the papers are.
func BenchmarkBook(b *testing.B) {
	key := bookKey(b)
	paper := sealedPaper(b, key, Pledge(pledgeOf(b, workerSigner, nil), signed("葛󠄀城 𠮷子", nil), "ja"))
	list := bookCase(300)
	parts := make([]BookPart, len(list.Signed))
	for i, p := range list.Signed {
		parts[i] = BookPart{fmt.Sprintf("%d %s", i+1, p.SignerName), []string{fmt.Sprintf("%03d_%s.pdf", i+1, p.SignerName)}}
	}
	cover := PledgeList(list, "大阪府", "ja")
	var largest uint64
	var wrote counted
	runtime.GC()
	b.ReportAllocs()
	for b.Loop() {
		wrote = 0
		book, err := NewBook(&wrote, cover, parts, testFonts(b))
		for i := range parts {
			if err == nil {
				err = book.Add([]models.File{{ContentType: "application/pdf", Bytes: bytes.Clone(paper.Bytes)}})
			}
			if i%10 == 0 {
				var m runtime.MemStats
				runtime.ReadMemStats(&m)
				largest = max(largest, m.HeapAlloc)
			}
		}
		if err == nil {
			err = book.Close()
		}
		if err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(largest)/1e6, "heap-MB")
	b.ReportMetric(float64(wrote)/1e6, "file-MB")
}

type counted int64

func (n *counted) Write(p []byte) (int, error) {
	*n += counted(len(p))
	return len(p), nil
}
