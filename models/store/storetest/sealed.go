package storetest

import (
	"bytes"
	"context"
	"fmt"
	"testing"

	"chigiri/models"
	"chigiri/models/store"
)

// PaperPledges concludes a contract of the Child division's with the Vendor, puts n
// people on its roster, and keeps the pledge of each, signed on paper, with its sealed
// sheet. An edition is to be published before.
func PaperPledges(t testing.TB, s *store.Store, p People, n int) []models.Pledge {
	t.Helper()
	ctx, e := context.Background(), seeder{t: t, s: s}
	today := models.Today(s.Now())
	c, err := s.CreateContract(ctx, p.Drafter, models.ContractInput{
		Number: "封緘第１号", Title: "名簿管理システム保守業務", Kind: models.KindUpkeep, StartsOn: today, EndsOn: today.AddDays(300),
		DivisionID: p.Child.ID, VendorID: p.Vendor.ID, Classes: []string{"basic_identity"}, Procurement: models.Negotiate,
		SystemManager: "家庭支援課長", PolicyVersion: "基本要綱（令和８年４月１日改正）", Scheme: models.SchemeArticle,
	})
	e.check(err)
	_, err = s.Consult(ctx, p.Drafter, c.ID, "水準について意見を求めます。")
	e.check(err)
	e.check(s.AnswerConsultation(ctx, p.Reviewer, c.ID, true, "異存ありません。"))
	_, err = s.IssueAppendix(ctx, p.Drafter, c.ID, e.version(c.ID), func(models.Appendix) (models.File, models.File, error) {
		return models.File{Name: "a.pdf", ContentType: "application/pdf", Bytes: PDF("appendix")}, models.File{Name: "a.docx", ContentType: "application/x-docx", Bytes: []byte("PK")}, nil
	})
	e.check(err)
	e.check(s.Conclude(ctx, p.Drafter, c.ID, e.version(c.ID), today))
	tree, err := s.Parties(ctx, p.Lead, c.ID)
	e.check(err)
	lines := make([]models.WorkerInput, n)
	for i := range lines {
		lines[i] = models.WorkerInput{Name: fmt.Sprintf("従事 %d郎", i+1), Duty: "保守担当", Site: "保守センター", StartsOn: today, EndsOn: today.AddDays(300)}
	}
	made, err := s.AddWorkers(ctx, p.Lead, tree.Prime().ID, lines)
	e.check(err)
	list := make([]models.Pledge, n)
	for i, w := range made {
		list[i] = e.paper(p, w)
	}
	return list
}

func (e seeder) version(contract string) int {
	e.t.Helper()
	v, err := e.s.Contract(context.Background(), models.System(), contract)
	e.check(err)
	return v.Contract.Version
}

// paper keeps the pledge of a worker.
func (e seeder) paper(p People, w models.Worker) models.Pledge {
	e.t.Helper()
	ctx := context.Background()
	worker := models.Actor{UserID: w.UserID, Name: w.Name, Role: models.VendorWorker, VendorID: p.Vendor.ID, Lang: "ja", Address: Address}
	asked, err := e.s.OwnPledges(ctx, worker)
	e.check(err)
	if len(asked) != 1 {
		e.t.Fatalf("%s is asked for %d pledges", w.Name, len(asked))
	}
	kept, err := e.s.KeepPaperPledge(ctx, p.Lead, asked[0].ID, store.PaperInput{
		Name: w.Name, SignedOn: models.Today(e.s.Now()), Scan: models.File{Name: "誓約書.pdf", Bytes: PDF("scan")},
	}, func(text models.PledgeText, sign models.PledgeSignature) (models.File, error) {
		return models.File{Name: "sheet.pdf", ContentType: "application/pdf", Bytes: PDF(text.Hash + " " + sign.Code)}, nil
	})
	e.check(err)
	return kept
}

// PDF is one page with a line of text: the least that can be sealed.
func PDF(line string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n")
	content := "BT /F1 10 Tf 50 700 Td (" + line + ") Tj ET"
	var at []int
	for i, object := range []string{
		"<< /Type /Catalog /Pages 2 0 R >>",
		"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
		"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 5 0 R >> >> /Contents 4 0 R >>",
		fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", len(content), content),
		"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
	} {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, object)
	}
	xref := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(at)+1)
	for _, offset := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", offset)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(at)+1, xref)
	return b.Bytes()
}
