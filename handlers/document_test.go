package handlers_test

import (
	"bytes"
	"testing"
	"time"

	"chigiri/handlers"
	"chigiri/models"
	"chigiri/views/document"
)

// aPledge is as short as a pledge can be.
func aPledge() (models.PledgeText, models.PledgeSignature) {
	p := models.PledgeText{
		Signer: models.Signer{Kind: models.PledgeWorker, Tier: 1, Employer: "合同会社淀川システム", Name: "葛󠄀城 𠮷子", Role: "保守担当"},
		Form:   "F-01B", Title: models.Text{JA: "誓約書"}, Addressee: models.Text{JA: "大阪府知事　様"},
		Contract: models.PledgeContract{Title: "保守業務", Number: "第１号", Start: models.NewDate(2026, 4, 1), End: models.NewDate(2027, 3, 31), Body: "大阪府"},
		Preamble: models.Text{JA: "次のとおり誓約します。"}, Sources: []string{"要綱 第43条"},
	}
	p.Hash, p.Terms = p.Sums()
	return p, models.PledgeSignature{PledgeID: "P1", Code: "7KQ4", Name: "葛󠄀城 𠮷子", At: time.Unix(1_790_000_000, 0), Method: models.SignedByPassword, VerifyAt: "/verify/7KQ4"}
}

func TestRenderPledge(t *testing.T) {
	// The paper leads to the portal's own address, is the same each time, and a signature
	// on paper gets its evidence sheet instead.
	fonts, err := document.LoadFonts()
	if err != nil {
		t.Fatal(err)
	}
	render := handlers.RenderPledge(fonts, "https://chigiri.example.jp/")
	text, sign := aPledge()
	file, err := render(text, sign)
	if err != nil || file.Name != "誓約書_F-01B_7KQ4.pdf" || !bytes.HasPrefix(file.Bytes, []byte("%PDF-")) {
		t.Fatalf("%q, %v", file.Name, err)
	}
	whole := sign
	whole.VerifyAt = "https://chigiri.example.jp/verify/7KQ4"
	if again, err := render(text, whole); err != nil || !bytes.Equal(file.Bytes, again.Bytes) {
		t.Errorf("the path of verification was not put under the portal's address: %v", err)
	}
	sign.Scan, sign.Method, sign.SignedOn = text.Hash, models.SignedOnPaper, models.NewDate(2026, 9, 1)
	if sheet, err := render(text, sign); err != nil || sheet.Name != "誓約書証拠票_F-01B_7KQ4.pdf" {
		t.Errorf("%q, %v", sheet.Name, err)
	}
	told := sign
	told.Keeper, told.Shelf = "川口 𠮷男", "書庫３"
	with, err := render(text, told)
	without, _ := render(text, sign)
	if err != nil || bytes.Equal(with.Bytes, without.Bytes) {
		t.Errorf("the sheet does not say who put the scan in and where the paper is: %v", err)
	}
	sign.Scan, sign.Seal = "", []byte("no picture")
	if file, err := render(text, sign); models.Invalid(err) == nil || len(file.Bytes) > 0 {
		t.Errorf("a broken seal gave %d bytes, %v", len(file.Bytes), err)
	}
}

func TestRenderBriefingRecord(t *testing.T) {
	fonts, err := document.LoadFonts()
	if err != nil {
		t.Fatal(err)
	}
	m := models.Briefing{BriefingInput: models.BriefingInput{HeldOn: models.NewDate(2026, 10, 5), Method: models.BriefRoom}, Side: models.SidePrime, Code: "B7KQ"}
	file, err := handlers.RenderBriefingRecord(fonts, "https://chigiri.example.jp")(m, nil, nil, nil, models.Appendix{}, "/verify/B7KQ")
	if err != nil || file.Name != "説明実施報告書_2026-10-05_B7KQ.pdf" || len(file.Bytes) == 0 {
		t.Errorf("%q of %d bytes, %v", file.Name, len(file.Bytes), err)
	}
}
