package document

import (
	"bytes"
	"context"
	"io"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"

	"chigiri/assets"
	"chigiri/models"
	"chigiri/models/catalog"
)

// benchFacts is the audit case, at the highest level, with the edition it is
// compiled from.
func benchFacts(b *testing.B) (*catalog.Edition, models.Facts) {
	b.Helper()
	editions := assets.Editions()
	newest := editions[len(editions)-1]
	e, err := catalog.Read(newest.Name, newest.Data)
	if err != nil {
		b.Fatal(err)
	}
	f, err := catalog.ReadContract(e, "contract.example.yaml", assets.ContractExample())
	if err != nil {
		b.Fatal(err)
	}
	return e, f
}

func benchAppendix(b *testing.B) models.Appendix {
	b.Helper()
	e, f := benchFacts(b)
	a, err := catalog.Compile(e, f)
	if err != nil {
		b.Fatal(err)
	}
	return a
}

// BenchmarkAppendixPDF is the main job: facts to articles to PDF. Hold it against
// BenchmarkAppendixFloor (at most 1.2 times) and BenchmarkAppendixChromium (at
// most a thirtieth) of the same run.
func BenchmarkAppendixPDF(b *testing.B) {
	e, f := benchFacts(b)
	fonts := testFonts(b)
	b.ReportAllocs()
	for b.Loop() {
		a, err := catalog.Compile(e, f)
		if err != nil {
			b.Fatal(err)
		}
		if err := WritePDF(io.Discard, Appendix(a, "ja"), fonts); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkAppendixFloor is gofpdf alone on the same pages: the same lines, already
// broken, drawn with fonts already prepared.
func BenchmarkAppendixFloor(b *testing.B) {
	ts, err := layout(Appendix(benchAppendix(b), "ja"), testFonts(b))
	if err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(len(ts.pages)), "pages")
	b.ReportAllocs()
	for b.Loop() {
		if _, err := draw(ts, true); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkAppendixChromium is a headless Chromium that runs already, printing the
// HTML of the same appendix.
func BenchmarkAppendixChromium(b *testing.B) {
	path, err := exec.LookPath("chromium")
	if err != nil {
		b.Fatal("Chromium is missing: install the package chromium")
	}
	var page bytes.Buffer
	if err := WriteHTML(&page, Appendix(benchAppendix(b), "ja")); err != nil {
		b.Fatal(err)
	}
	file := filepath.Join(b.TempDir(), "appendix.html")
	if err := os.WriteFile(file, page.Bytes(), 0o600); err != nil {
		b.Fatal(err)
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-background-networking", true), chromedp.UserDataDir(b.TempDir()))
	allocator, stop := chromedp.NewExecAllocator(context.Background(), options...)
	defer stop()
	ctx, cancel := chromedp.NewContext(allocator)
	defer cancel()
	address := (&url.URL{Scheme: "file", Path: file}).String()
	if err := chromedp.Do(ctx, chromedp.Navigate(address)); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if err := chromedp.Do(ctx, chromedp.Navigate(address)); err != nil {
			b.Fatal(err)
		}
		if _, err := chromedp.Run(ctx, chromedp.PrintToPDF()); err != nil {
			b.Fatal(err)
		}
	}
}
