package document

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"chigiri/models"
)

// bookCase is the book of a party with n pledges, one of them ended and one without a
// last day.
func bookCase(n int) models.PledgeBook {
	at := time.Date(2026, 10, 5, 4, 28, 0, 0, time.UTC)
	b := models.PledgeBook{
		Party:  models.Party{Vendor: "株式会社なにわ情報サービス"},
		Number: "家支第1043号", Title: "児童相談ＩＴナビシステム保守運用業務", At: at.Add(time.Hour), Unsigned: []string{"辻󠄀 太郎"},
	}
	for i := range n {
		b.Signed = append(b.Signed, models.Pledge{
			Kind: models.PledgeWorker, State: models.PledgeSigned, SignerName: fmt.Sprintf("𠮷野 %d子", i+1), SignedAt: at, Method: models.SignedByCode,
			Code: fmt.Sprintf("B7KQF-4M2XH-D9F3K-%05d", i), PDF: strings.Repeat(fmt.Sprintf("%04x", i), 16), HoldsFrom: models.NewDate(2026, 10, 5), LapsesOn: models.NewDate(2027, 3, 31),
		})
	}
	b.Signed[0].Kind, b.Signed[0].LapsesOn = models.PledgeCompany, models.Date{}
	b.Signed[1].State, b.Signed[1].EndedAt = models.PledgeEnded, at.Add(time.Hour)
	return b
}

func TestPledgeListNamesEverybody(t *testing.T) {
	// Proves that the list of 300 has a line for each with the code and the whole hash, says
	// who has not signed, and is set on pages as it stands.
	b := bookCase(300)
	b.Never = []models.PledgeGap{{Name: "𠮷田 蓮", From: models.NewDate(2026, 11, 1), To: models.NewDate(2026, 11, 27)}}
	for lang, want := range map[string][]string{
		"ja": {"誓約書一覧", "𠮷野 1子\n会社", "令和８年１０月５日から", "に終了", "ワンタイムコード", "受託者", "３００", "署名のないまま従事した者", "𠮷田 蓮　令和８年１１月１日から令和８年１１月２７日まで"},
		"en": {"List of pledges", "𠮷野 1子\ncompany", "from Mon 5 Oct 2026", "ended", "one-time code", "300", "𠮷田 蓮　from Sun 1 Nov 2026 to Fri 27 Nov 2026"},
	} {
		doc := PledgeList(b, "大阪府", lang)
		pages(t, "pledge-list-"+lang, doc)
		all := strings.Join(Strings(doc), "\n")
		for _, p := range b.Signed {
			want = append(want, p.SignerName, p.Code, p.PDF)
		}
		for _, s := range append(want, "辻󠄀 太郎", b.Title, b.Number, b.Party.Vendor) {
			if !strings.Contains(all, s) {
				t.Errorf("%s: %q is not printed", lang, s)
			}
		}
		if strings.Contains(all, "%!") {
			t.Errorf("%s: words without values", lang)
		}
	}
	b.Signed, b.Unsigned, b.Never = nil, nil, nil
	if n := strings.Count(strings.Join(Strings(PledgeList(b, "", "ja")), "\n"), "該当なし"); n != 2 {
		t.Errorf("an empty list says %d times that there is nobody", n)
	}
}

func TestPledgeListPrintsNoHourOfAPaper(t *testing.T) {
	// Of a paper the day alone is known.
	day := models.NewDate(2026, 10, 28)
	p := models.Pledge{State: models.PledgeSigned, SignerName: "𠮷野 博", SignedAt: day.Start(), Method: models.SignedOnPaper, HoldsFrom: day}
	all := strings.Join(Strings(PledgeList(models.PledgeBook{At: day.Start().Add(9 * time.Hour), Signed: []models.Pledge{p}}, "大阪府", "ja")), "\n")
	if strings.Contains(all, "00:00") || !strings.Contains(all, "令和８年１０月２８日") {
		t.Errorf("the list says %s", all)
	}
}
