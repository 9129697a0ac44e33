package handlers

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"strings"

	"github.com/labstack/echo/v4"

	"chigiri/models"
	"chigiri/views"
	"chigiri/views/document"
	"chigiri/views/i18n"
)

// bindPledges answers with one PDF of all pledges of a party: their list, a reading copy of
// each, and the sealed papers themselves attached. It is written twice, at first to learn
// its length, so that whoever waits sees how far it is.
func (h *Handlers) bindPledges(c echo.Context) error {
	v, err := h.partyAt(c)
	if err != nil {
		return err
	}
	return h.deliver(c, "", pdf, func(ctx context.Context, out *download) error {
		return h.store.BindPledges(ctx, actor(c), v.Party.ID, func(b models.PledgeBook, papers func(models.Pledge) ([]models.File, error)) error {
			var n counter
			if err := h.writePledges(&n, b, papers); err != nil {
				return err
			}
			out.name, out.size = "誓約書一式_"+b.Number+"_"+fileWord(b.Party.Vendor)+".pdf", int64(n)
			return h.writePledges(out, b, papers)
		})
	})
}

func (h *Handlers) writePledges(w io.Writer, b models.PledgeBook, papers func(models.Pledge) ([]models.File, error)) error {
	names := make([][]string, len(b.Signed))
	for i, p := range b.Signed {
		names[i] = append(names[i], pledgeFile(i, p))
		if p.Scan != "" {
			names[i] = append(names[i], scanFile(names[i][0], b.Scans[i]))
		}
	}
	body := i18n.T(i18n.JA, "app.name")
	book, err := document.NewBook(w, document.PledgeCover(b, body, i18n.JA), document.PledgeParts(b, names, i18n.JA), h.opt.Fonts)
	for _, p := range b.Signed {
		var files []models.File
		if err == nil {
			files, err = papers(p)
		}
		if err == nil {
			err = book.Add(files)
		}
	}
	if err != nil {
		return err
	}
	return book.Close()
}

// scanFile is the name of a scan beside that of its evidence sheet.
func scanFile(sheet, kind string) string {
	end := map[string]string{"image/jpeg": ".jpg", "image/png": ".png"}[kind]
	if end == "" {
		end = ".pdf"
	}
	return strings.TrimSuffix(sheet, ".pdf") + "_紙の写し" + end
}

func (h *Handlers) pledgeListOf(b models.PledgeBook) (models.File, error) {
	return paper("誓約書一覧_"+b.Number+"_"+fileWord(b.Party.Vendor)+".pdf", document.PledgeList(b, i18n.T(i18n.JA, "app.name"), i18n.JA), h.opt.Fonts)
}

// takePledges answers with the sealed pledges of a party as one zip file, written while
// they are read, behind their list for people and for a spreadsheet. Its length is said
// before, so that whoever waits sees how far it is.
func (h *Handlers) takePledges(c echo.Context) error {
	v, err := h.partyAt(c)
	if err != nil {
		return err
	}
	return h.deliver(c, "", zipped, func(ctx context.Context, out *download) error {
		z := &pledgeZip{out: zip.NewWriter(out), lang: actor(c).Lang}
		err := h.store.TakePledges(ctx, actor(c), v.Party.ID, func(b models.PledgeBook, sizes []int64) error {
			list, err := h.pledgeListOf(b)
			if err != nil {
				return err
			}
			out.name, out.size = "誓約書_"+b.Number+"_"+b.Party.Vendor+".zip", z.size(b, sizes, list)
			return z.lists(b, list)
		}, z.add)
		if err != nil {
			return err
		}
		return z.out.Close()
	})
}

// pledgeZip writes pledges into a zip file. PDFs are packed already, so that everything
// is stored as it is.
type pledgeZip struct {
	out  *zip.Writer
	lang string
	n    int // pledges written
}

func (z *pledgeZip) put(name string, p models.Pledge, content []byte) error {
	w, err := z.out.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store, Modified: p.SignedAt})
	if err == nil {
		_, err = w.Write(content)
	}
	return err
}

// lists writes the list as PDF, and as CSV in UTF-8 with the mark by which spreadsheets
// know it.
func (z *pledgeZip) lists(b models.PledgeBook, list models.File) error {
	var text bytes.Buffer
	text.WriteString("\ufeff")
	rows := [][]string{views.PledgeCSVHead(z.lang)}
	for i, p := range b.Signed {
		rows = append(rows, views.PledgeCSVRow(z.lang, pledgeFile(i, p), p))
	}
	w := csv.NewWriter(&text)
	w.UseCRLF = true
	if err := w.WriteAll(rows); err != nil {
		return err
	}
	at := models.Pledge{SignedAt: b.At}
	if err := z.put(fileWord(list.Name), at, list.Bytes); err != nil {
		return err
	}
	return z.put(fileWord(strings.TrimSuffix(list.Name, ".pdf"))+".csv", at, text.Bytes())
}

// add writes one sealed file.
func (z *pledgeZip) add(p models.Pledge, f models.File) error {
	z.n++
	return z.put(pledgeFile(z.n-1, p), p, f.Bytes)
}

// size is how long the whole will be: it is written once without its contents.
func (z *pledgeZip) size(b models.PledgeBook, sizes []int64, list models.File) int64 {
	var n counter
	dry := &pledgeZip{out: zip.NewWriter(&n), lang: z.lang}
	largest := int64(0)
	for _, s := range sizes {
		largest = max(largest, s)
	}
	nothing := make([]byte, largest)
	err := dry.lists(b, list)
	for i, p := range b.Signed {
		if err == nil {
			err = dry.add(p, models.File{Bytes: nothing[:sizes[i]]})
		}
	}
	if err == nil {
		err = dry.out.Close()
	}
	if err != nil {
		return 0 // then nothing is said of the length
	}
	return int64(n)
}

// counter counts what is written to it.
type counter int64

func (n *counter) Write(p []byte) (int, error) {
	*n += counter(len(p))
	return len(p), nil
}

var _ io.Writer = (*counter)(nil)

// pledgeFile is the name of the i-th pledge in the file.
func pledgeFile(i int, p models.Pledge) string {
	return fmt.Sprintf("%03d_%s.pdf", i+1, fileWord(p.SignerName))
}

// fileWord is a name as a part of a file's name on every system.
func fileWord(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || strings.ContainsRune(`/\:*?"<>|`, r) {
			return '_'
		}
		return r
	}, strings.Join(strings.Fields(s), "_"))
}
