package document

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"chigiri/models"
	"chigiri/models/catalog"
)

func briefOf(t testing.TB, bound string, change func(*models.Facts)) Brief {
	t.Helper()
	e, a := pledgeCase(t, change)
	return Brief{Appendix: a, Bound: bound, On: models.NewDate(2026, 10, 5), Topics: catalog.Topics(e, a, bound), Rule: catalog.BriefingRule(e, a)}
}

func TestHandoutTellsEveryArticle(t *testing.T) {
	// Every article a hearer is bound by stands there in plain words with its number and
	// sources, on paper and in Word, in both languages.
	for _, lang := range []string{"ja", "en"} {
		for _, bound := range []string{"worker", "vendor"} {
			b := briefOf(t, bound, nil)
			doc := Handout(b, lang)
			pages(t, "handout-"+bound+"-"+lang, doc)
			docxBytes(t, doc)
			all := strings.Join(Strings(doc), "\n")
			n := 0
			for _, topic := range b.Topics {
				for _, a := range topic.Articles {
					n++
					for _, s := range append([]string{a.Plain.In(lang), ArticleNumber(lang, a.Number), a.Title.In(lang)}, a.Sources...) {
						if lang != "en" {
							s = models.WideNumbers(s)
						}
						if !strings.Contains(all, s) {
							t.Errorf("%s %s: %q is not printed", lang, bound, s)
						}
					}
				}
			}
			if n < 40 || strings.Contains(all, "%!") {
				t.Errorf("%s %s: %d articles", lang, bound, n)
			}
		}
	}
}

func TestSlidesAreLargeAndWhole(t *testing.T) {
	// A4 on its side, no letter below 18 points but the page number's company, every
	// topic on a page of its own with its name on each of its pages.
	b := briefOf(t, "worker", nil)
	doc := Slides(b, "ja")
	file := pages(t, "slides", doc)
	if info := tool(t, file, "pdfinfo", "PDF"); !strings.Contains(info, "841.89 x 595.28") {
		t.Errorf("the page: %s", info)
	}
	ts, err := layout(doc, testFonts(t))
	if err != nil {
		t.Fatal(err)
	}
	for n, page := range ts.pages {
		for _, op := range page {
			if op.kind == opText && op.size < 18 {
				t.Errorf("page %d has letters of %.1f points", n+1, op.size)
			}
			if op.x < 0 || op.x > a4Long || op.y < 0 || op.y > a4Short {
				t.Errorf("page %d draws at %.1f, %.1f", n+1, op.x, op.y)
			}
		}
	}
	text := strings.Split(tool(t, file, "pdftotext", "-raw", "-enc", "UTF-8", "PDF", "-"), "\f")
	heads := 0
	for i, topic := range b.Topics {
		title := solid(topic.ID + topic.Title.JA)
		first := -1
		for n, p := range text {
			if strings.HasPrefix(solid(p), title) {
				heads++
				if first < 0 {
					first = n
				}
			}
		}
		if first < i+1 {
			t.Errorf("%s begins on page %d", topic.ID, first+1)
		}
	}
	if heads != len(ts.pages)-1 {
		t.Errorf("%d of %d pages carry their topic", heads, len(ts.pages)-1)
	}
}

// recordCase is a meeting with somebody of every kind.
func recordCase() (models.Briefing, []models.Attendee) {
	at := time.Date(2026, 10, 5, 4, 28, 0, 0, time.UTC)
	return models.Briefing{
			BriefingInput: models.BriefingInput{Method: models.BriefRoom, HeldOn: models.NewDate(2026, 10, 5), Begins: "13:30", Minutes: 90, Place: "大阪府庁本館　第３会議室", Materials: "情報セキュリティ等に関する説明資料（第１版）"},
			Side:          models.SidePrefecture, Briefer: "児童家庭課　主査　𠮷田 葛󠄀男", Note: "質疑：遠隔保守の申請の期限について", Appendix: 1, Policy: "大阪府情報セキュリティに関する基本要綱（令和８年４月１日改正）",
			Code: "B7KQ-4M2X-D9F3", ClosedAt: at.Add(3 * time.Hour),
		}, []models.Attendee{
			{Party: "株式会社なにわ情報サービス", Name: "𠮷野 博", AttendedAt: at, Method: models.CheckedIn, ConfirmedAt: at, Received: true},
			{Party: "合同会社淀川システム", Tier: 1, WorkerID: "W1", Name: "葛󠄀城 𠮷子", AttendedAt: at, Method: models.Ticked, ConfirmedAt: at.Add(time.Minute)},
			{Party: "有限会社髙﨑データ", Tier: 2, Name: "髙﨑 一", AttendedAt: at, Method: models.CheckedIn, Received: true},
			{Party: "合同会社淀川システム", Tier: 1, WorkerID: "W2", Name: "辻󠄀 太郎", Absence: "別の現場の障害対応", MakeUpOn: models.NewDate(2026, 10, 9)},
		}
}

func TestBriefingRecordSaysWhoHeardWhat(t *testing.T) {
	m, people := recordCase()
	b := briefOf(t, "worker", nil)
	files := []models.BriefingFile{{Title: "入館の手引", Name: "手引.pdf", SHA256: strings.Repeat("0123456789abcdef", 4)}}
	for lang, want := range map[string][]string{
		"ja": {"入館の手引（SHA-256 0123456789abcdef）", "大阪府知事　様", "府による説明", "令和８年１０月５日（月）　１３時３０分", "９０分", "対面", "本人の操作　１３時２８分", "説明者が確認　１３時２９分", "再委託先（２段階目）", "令和８年１０月９日"},
		"en": {"Osaka Prefecture", "By the prefecture", "Mon 5 Oct 2026  13:30", "90 minutes", "In a room", "by own hand  13:28", "subcontractor of tier 2", "Fri 9 Oct 2026"},
	} {
		doc := BriefingRecord(m, people, b.Topics, files, b.Appendix, nil, "https://chigiri.pref.example.lg.jp/verify/B7KQ-4M2X-D9F3", lang)
		file := pages(t, "record-"+lang, doc)
		all := strings.Join(Strings(doc), "\n")
		for _, s := range append(want, m.Place, m.Briefer, m.Note, m.Materials, m.Policy, m.Code, "辻󠄀 太郎", "別の現場の障害対応", b.Appendix.Hash) {
			if !strings.Contains(all, s) {
				t.Errorf("%s: %q is not printed", lang, s)
			}
		}
		if got := strings.Count(all, m.Policy); got != 2 {
			t.Errorf("%s: the rules are handed over %d times, want to two receivers", lang, got)
		}
		if strings.Contains(all, "%!") || !bytes.Equal(file, writePDF(t, doc)) {
			t.Errorf("%s: words without values, or other bytes the second time", lang)
		}
	}
	empty := strings.Join(Strings(BriefingRecord(m, nil, nil, nil, b.Appendix, nil, "", "ja")), "\n")
	if strings.Count(empty, "該当なし") != 4 {
		t.Error("an empty list does not say that it is empty")
	}
}

func TestRecordWritesRunsOfArticles(t *testing.T) {
	// As public documents cite: three in a row from the first to the last, two by name.
	topic := models.BriefingTopic{ID: "B04", How: "oral"}
	for _, n := range []string{"第９条", "第１０条", "第１１条", "第２０条", "第２２条", "第２３条"} {
		topic.Articles = append(topic.Articles, models.TopicArticle{Number: n})
	}
	for lang, want := range map[string]string{
		"ja": "第９条から第１１条まで、第２０条、第２２条、第２３条",
		"en": "Article 9 to Article 11, Article 20, Article 22, Article 23",
	} {
		doc := BriefingRecord(models.Briefing{}, nil, []models.BriefingTopic{topic}, nil, models.Appendix{}, nil, "", lang)
		if all := strings.Join(Strings(doc), "\n"); !strings.Contains(all, want) {
			t.Errorf("%s: %q is not in\n%s", lang, want, all)
		}
	}
}

func TestRecordLeavesNoMakeUpDayOpenInSilence(t *testing.T) {
	m, people := recordCase()
	people[3].MakeUpOn = models.Date{}
	b := briefOf(t, "worker", nil)
	all := strings.Join(Strings(BriefingRecord(m, people, b.Topics, nil, b.Appendix, nil, "", "ja")), "\n")
	for _, s := range []string{"未定", "情報システム管理者", "理解度の確認"} {
		if !strings.Contains(all, s) {
			t.Errorf("%q is not printed", s)
		}
	}
}

func TestHeadingIsNotLeftWithItsNoteAlone(t *testing.T) {
	// Wherever the page ends, a heading's note stands over what it introduces.
	for n := range 40 {
		doc := Document{Title: "題", Language: "ja"}
		for range n {
			doc.Blocks = append(doc.Blocks, Paragraph{Style: Plain, Text: "行"})
		}
		doc.Blocks = append(doc.Blocks, Heading{Level: 2, Text: "見出し"}, Paragraph{Style: Note, Text: "注記"}, Item{Number: "１", Text: "本文", Depth: 1})
		for i, page := range strings.Split(tool(t, writePDF(t, doc), "pdftotext", "PDF", "-"), "\f") {
			if strings.Contains(page, "注記") && !strings.Contains(page, "本文") {
				t.Errorf("after %d lines page %d ends with the note", n, i+1)
			}
		}
	}
}

func TestInvitationIsOnePageEach(t *testing.T) {
	// A sheet is handed to one person: nobody else's link is on it, and nothing of it is
	// lost on another page.
	var all []Sheet
	for i := range 3 {
		all = append(all, Sheet{Name: fmt.Sprintf("葛󠄀城 𠮷子%d", i), Login: fmt.Sprintf("yodo-%04d", i), URL: fmt.Sprintf("https://chigiri.pref.example.lg.jp/welcome/9f3a7KQ4M2XDw8sT1vZrLpE6uYbHcN0%d", i),
			Page: "https://chigiri.pref.example.lg.jp/sheet", Code: fmt.Sprintf("ABCD-EFGH-JKLM-NPQR-STU%d", i+2), Phone: true, Paper: i == 0,
			Expires: time.Date(2026, 10, 8, 14, 59, 0, 0, time.UTC), Contract: "児童相談ＩＴナビシステム保守運用業務", Party: "合同会社淀川システム"})
	}
	for _, lang := range []string{"ja", "en"} {
		file := pages(t, "invitation-"+lang, InvitationSheets(all, "大阪府", lang))
		text := strings.Split(strings.TrimSuffix(tool(t, file, "pdftotext", "-raw", "-enc", "UTF-8", "PDF", "-"), "\f"), "\f")
		if len(text) != len(all) {
			t.Fatalf("%s: %d pages for %d people", lang, len(text), len(all))
		}
		for i, p := range text {
			for j, s := range all {
				for _, secret := range []string{s.Code, s.Login, s.Name} {
					if strings.Contains(solid(p), solid(secret)) != (i == j) {
						t.Errorf("%s: page %d and %q", lang, i+1, secret)
					}
				}
			}
		}
	}
}

func TestRecordSaysThatItWasMadeAfterwards(t *testing.T) {
	m, people := recordCase()
	b := briefOf(t, "worker", nil)
	why := "先週、紙の名簿で実施したため"
	for _, said := range []string{"", why} {
		m.Afterwards = said
		all := strings.Join(Strings(BriefingRecord(m, people, b.Topics, nil, b.Appendix, nil, "", "ja")), "\n")
		if strings.Contains(all, why) != (said != "") || strings.Contains(all, "事後の記録とした理由") != (said != "") {
			t.Errorf("of %q the record prints\n%s", said, all)
		}
	}
}

func TestRecordPrintsHundredsOfAbsentees(t *testing.T) {
	// Nobody is lost where a page ends, and each page of the list says what its columns are.
	m, people := recordCase()
	for i := range 300 {
		people = append(people, models.Attendee{Party: "合同会社淀川システム", Tier: 1, WorkerID: "W", Name: fmt.Sprintf("従事%d号", i), Absence: "別の現場の障害対応", MakeUpOn: models.NewDate(2026, 10, 9)})
	}
	b := briefOf(t, "worker", nil)
	doc := BriefingRecord(m, people, b.Topics, nil, b.Appendix, nil, "", "ja")
	seen := map[string]bool{}
	for i, page := range strings.Split(tool(t, pages(t, "record-many", doc), "pdftotext", "-layout", "PDF", "-"), "\f") {
		found := regexp.MustCompile(`従事\d+号`).FindAllString(page, -1)
		for _, name := range found {
			seen[name] = true
		}
		if len(found) > 0 && !strings.Contains(page, "補講日") {
			t.Errorf("page %d lists absentees without the heads of the columns", i+1)
		}
	}
	if len(seen) != 300 {
		t.Errorf("%d of 300 absentees are printed", len(seen))
	}
}
