package catalog_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"chigiri/models"
	"chigiri/models/catalog"
)

func TestTopicsReadAsInTestdata(t *testing.T) {
	// What each party is told, in easy words, with the questions and answers.
	contracts := map[string]models.Appendix{"l4": compile(t, auditCase(t)), "l3": contractOf(t, "casework"), "l1": contractOf(t, "public")}
	for level, a := range contracts {
		for _, bound := range []string{"vendor", "worker", "subcontractor"} {
			golden(t, "topics-"+level+"-"+bound+".golden.txt", told(catalog.Topics(edition(), a, bound)))
		}
	}
}

func told(all []models.BriefingTopic) string {
	var b strings.Builder
	for _, t := range all {
		fmt.Fprintf(&b, "■ %s %s / %s: %s, %d%%\n", t.ID, t.Title.JA, t.Title.EN, t.How, t.PassMark)
		for _, x := range t.Articles {
			fmt.Fprintf(&b, "%s %s（%s）%s\n  %s\n", x.Number, x.Obligation, x.Title.JA, x.Plain.JA, x.Plain.EN)
		}
		for _, q := range t.Quiz {
			fmt.Fprintf(&b, "? %s %s %s\n  → %s %s\n", q.ID, q.Obligation, q.Question.JA, q.Choice(q.Answer).JA, q.Explanation.JA)
		}
	}
	return b.String()
}

func TestEveryDutyIsExplainedOnceAndPledged(t *testing.T) {
	// At every level, on every day and under every flag: whatever binds a party stands
	// in exactly one topic, in easy words and in full, and among the duties of the
	// pledge where one is asked for; nothing else stands there; and there is a question
	// to every topic.
	parties := map[string]models.Signer{"vendor": company(0), "subcontractor": company(1), "worker": worker(true)}
	for _, class := range []string{"public", "internal_draft", "corporate", "casework", "health", "mynumber", "core_credential"} {
		for _, day := range []string{"2017-01-06", "2023-04-01", "2027-07-01"} {
			f := auditCase(t)
			f.Systems, f.Classes = nil, []string{class}
			f.Start, _ = models.ParseDate(day)
			f.Flags = []string{"remote_maintenance", "uses_cloud", "vendor_holds_data"}
			a := compile(t, f)
			for bound, s := range parties {
				checkParty(t, class+" "+day+" "+bound, a, bound, s)
			}
		}
	}
}

func checkParty(t *testing.T, name string, a models.Appendix, bound string, s models.Signer) {
	t.Helper()
	times := map[string]int{}
	for _, topic := range catalog.Topics(edition(), a, bound) {
		if len(topic.Articles) == 0 || len(topic.Quiz) == 0 || topic.How == "" || topic.PassMark == 0 || len(topic.Hash) != 64 {
			t.Errorf("%s %s: %d articles, %d questions, how %q, hash %q", name, topic.ID, len(topic.Articles), len(topic.Quiz), topic.How, topic.Hash)
		}
		for _, x := range topic.Articles {
			times[x.Obligation]++
			if m := numberless.FindString(x.Plain.JA + x.Plain.EN + x.Text.JA); m != "" || x.Plain.JA == "" || x.Plain.EN == "" {
				t.Errorf("%s %s: %q is left in %+v", name, x.Obligation, m, x.Plain)
			}
		}
	}
	duties := map[string]bool{}
	asked := catalog.PledgeRule(edition(), a, s.Kind).Asked
	if asked {
		for _, d := range pledge(t, a, s).Duties {
			duties[d.Obligation] = true
		}
	}
	for id, x := range articles(a) {
		binds := slices.Contains(x.Bound, bound)
		if want := map[bool]int{true: 1}[binds]; times[id] != want {
			t.Errorf("%s %s is explained %d times, want %d", name, id, times[id], want)
		}
		if asked && duties[id] != binds {
			t.Errorf("%s %s: a duty of the pledge %t, binds %t", name, id, duties[id], binds)
		}
	}
}

func TestOralTopicsAreThoseOfTheArticle(t *testing.T) {
	// WRK-04 says which topics are told by a person, and a contract may add to them.
	how := func(a models.Appendix) string {
		var oral []string
		for _, x := range catalog.Topics(edition(), a, "vendor") {
			if x.How == models.BriefOral {
				oral = append(oral, x.ID)
			}
		}
		return strings.Join(oral, " ")
	}
	if got := how(contractOf(t, "public")); got != "B01 B02 B09" {
		t.Errorf("L1: %s", got)
	}
	if got := how(contractOf(t, "internal_draft")); got != "B01 B02 B03 B04 B09" {
		t.Errorf("L2: %s", got)
	}
	f := auditCase(t)
	f.Systems, f.Classes, f.Flags = nil, []string{"internal_draft"}, nil
	f.Stricter = []models.ParamChange{{Obligation: "WRK-04", Param: "topics", Value: []any{"B01", "B02", "B03", "B04", "B09", "B13"}, Reason: "r"}}
	if got := how(compile(t, f)); got != "B01 B02 B03 B04 B09 B13" {
		t.Errorf("stricter: %s", got)
	}
}

func TestOnlyWhatChangedIsToldAgain(t *testing.T) {
	// A value, an easy word, a question or the way of telling changes one topic's hash;
	// a translation, a number that shifted and another edition's name change none.
	base := map[string]string{}
	for _, x := range catalog.Topics(edition(), compile(t, auditCase(t)), "worker") {
		base[x.ID] = x.Hash
	}
	changed := func(replace ...string) string {
		e, err := catalog.Read("e.yaml", []byte(strings.NewReplacer(replace...).Replace(bundled())))
		if err != nil {
			t.Fatal(err)
		}
		a, err := catalog.Compile(e, auditCase(t))
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, x := range catalog.Topics(e, a, "worker") {
			if x.Hash != base[x.ID] {
				out = append(out, x.ID)
			}
		}
		return strings.Join(out, " ")
	}
	for _, c := range []struct{ name, old, new, want string }{
		{"a value", "          L3: 12\n          L4: 14\n", "          L3: 12\n          L4: 15\n", "B04"},
		{"an easy word", "パスワードは誰にも教えません。", "パスワードは、誰にも教えません。", "B04"},
		{"a question", "自分のパスワードを他人に見られたかもしれません。", "パスワードを人に見られたかもしれません。", "B04"},
		{"the name of a topic", "ja: 事故の報告\n", "ja: 事故の連絡\n", "B09"},
		{"a translation", "Tell nobody your password", "Never tell your password", ""},
		{"the edition", "version: '2026-10'", "version: '2027-04'", ""},
		{"a duty of others", "仕事を丸ごと任せたり", "仕事を全て任せたり", ""},
	} {
		if !strings.Contains(bundled(), c.old) {
			t.Fatalf("the edition has no %q", c.old)
		}
		if got := changed(c.old, c.new); got != c.want {
			t.Errorf("%s: %q is told again, want %q", c.name, got, c.want)
		}
	}
	f := auditCase(t)
	f.Classes, f.Flags = append(f.Classes, "public"), append(f.Flags, "uses_cloud")
	moved := 0
	for _, x := range catalog.Topics(edition(), compile(t, f), "worker") {
		if x.Hash != base[x.ID] {
			moved++
		}
	}
	if moved != 0 {
		t.Errorf("an article of others more moves the numbers, and %d topics are told again", moved)
	}
}

func TestBesideTheArticlesNothingMovesTheAppendix(t *testing.T) {
	// Easy words, pledges, briefings and questions may change without the appendix; a
	// word of an article may not.
	base := compile(t, auditCase(t)).Hash
	hash := func(old, new string) string {
		if !strings.Contains(bundled(), old) {
			t.Fatalf("the edition has no %q", old)
		}
		e, err := catalog.Read("e.yaml", []byte(strings.Replace(bundled(), old, new, 1)))
		if err != nil {
			t.Fatal(err)
		}
		a, err := catalog.Compile(e, auditCase(t))
		if err != nil {
			t.Fatal(err)
		}
		return a.Hash
	}
	for _, c := range [][2]string{
		{"パスワードは誰にも教えません。", "パスワードを教えません。"},
		{"家族、知人及び", "家族及び"},
		{"retries: {L1: 5", "retries: {L1: 9"},
		{"reviewer_levels: [L3, L4]", "reviewer_levels: [L4]"},
		{"自分のパスワードを他人に見られたかもしれません。", "パスワードを見られました。"},
	} {
		if hash(c[0], c[1]) != base {
			t.Errorf("%s moved the appendix", c[1])
		}
	}
	if hash("秘密を他に漏らしてはならない", "秘密を漏らしてはならない") == base {
		t.Error("another wording has the same hash")
	}
}

func TestAnswersAreNotInTheJSON(t *testing.T) {
	// Whoever is asked must not read the answer first.
	topics := catalog.Topics(edition(), compile(t, auditCase(t)), "worker")
	data, err := json.Marshal(topics)
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range topics[0].Quiz {
		if q.Answer == "" || strings.Contains(string(data), q.Explanation.JA) {
			t.Errorf("%s", q.ID)
		}
	}
	if strings.Contains(string(data), `"answer"`) {
		t.Error("answers are in the JSON")
	}
}

func TestQuizzesAreMarked(t *testing.T) {
	// All right, one wrong, one left out, an answer to another question, none at all.
	var topic models.BriefingTopic
	for _, x := range catalog.Topics(edition(), contractOf(t, "casework"), "worker") {
		if x.ID == "B04" {
			topic = x
		}
	}
	if len(topic.Quiz) != 2 || topic.PassMark != 80 {
		t.Fatalf("%d questions, %d%%", len(topic.Quiz), topic.PassMark)
	}
	one, two := topic.Quiz[0], topic.Quiz[1]
	wrong := ""
	for _, c := range one.Choices {
		if c.ID != one.Answer {
			wrong = c.ID
		}
	}
	for name, c := range map[string]struct {
		answers        map[string]string
		right, percent int
		passed         bool
	}{
		"all":     {map[string]string{one.ID: one.Answer, two.ID: two.Answer}, 2, 100, true},
		"one":     {map[string]string{one.ID: wrong, two.ID: two.Answer}, 1, 50, false},
		"left":    {map[string]string{two.ID: two.Answer}, 1, 50, false},
		"strange": {map[string]string{"B99-Q1": "a"}, 0, 0, false},
		"none":    {nil, 0, 0, false},
	} {
		m := catalog.MarkQuiz(topic, c.answers)
		if m.Asked != 2 || m.Right != c.right || m.Percent != c.percent || m.Passed != c.passed || len(m.Wrong) != 2-c.right {
			t.Errorf("%s: %+v", name, m)
		}
		for _, w := range m.Wrong {
			if w.Explanation.JA == "" || w.Right.JA == "" || w.Asked.JA == "" || w.Obligation == "" {
				t.Errorf("%s: %+v", name, w)
			}
		}
	}
	if m := catalog.MarkQuiz(topic, map[string]string{one.ID: wrong}); m.Wrong[0].Given != one.Choice(wrong) || m.Wrong[1].Given != (models.Text{}) {
		t.Errorf("%+v", m.Wrong)
	}
	if m := catalog.MarkQuiz(models.BriefingTopic{PassMark: 100}, nil); !m.Passed {
		t.Error("a topic without a question is passed")
	}
	topic.Quiz[0].Answer = "" // as one read back from JSON has it
	if m := catalog.MarkQuiz(topic, map[string]string{one.ID: ""}); m.Right != 0 {
		t.Error("no answer passes for the right one")
	}
}
