package handlers

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"chigiri/models"
	"chigiri/views"
)

// TestListTellsAllAtOnce proves that one answer tells everything that is wrong with a list:
// what cannot be read, a My Number in whatever column, somebody who is on the roster
// already; and that it never repeats the number, to people or programs.
func TestListTellsAllAtOnce(t *testing.T) {
	h, w, path, v := staffed(t)
	const number = "123456789018"
	v.post(path+"/paste", url.Values{"list": {listOf("上田　一|ウエダ||保守担当||保守センター|R8.12.1|R9.3.31")}}).is(201)
	rows := []string{
		"木村　二|キムラ||監視担当||保守センター|あした|R9.3.31",
		"佐藤　三|サトウ||監視担当 " + number + "||保守センター|R8.12.1|R9.3.31",
		"田中　四|タナカ||監視担当|１２３４-５６７８-９０１８|保守センター|R8.12.1|R9.3.31",
		"中村　五 " + number + "|ナカムラ|" + number + "@firm.example|監視担当||保守センター|" + number + "|R9.3.31|" + number,
		"上田　一|ウエダ||保守担当||保守センター|R8.12.1|R9.3.31",
		"山本　六|ヤマモト||監視担当||保守センター|R8.12.1|R9.3.31",
	}
	list := url.Values{"list": {listOf(rows...)}}
	a := v.post(path+"/paste", list).is(422)
	a.says("#line-1 li", "始まる日").says("#line-2 li", "従事する業務：1行6文字目に、個人番号").says("#line-3 li", "個人番号（マイナンバー）").
		says("#line-4 li", "氏名：").says("#line-4 li", "電子メール：").says("#line-4 li", "始まる日：").says("#line-5 li", "上田 一")
	if n := len(a.all(".wrongs tbody tr")); n != 5 {
		t.Errorf("%d lines are to be mended", n)
	}
	silent := func(a *answer) {
		t.Helper()
		body := a.Body.String()
		if _, found := models.FindMyNumber(body); strings.Contains(body, number) || strings.Contains(body, "９０１８") || found && a.Header().Get("Content-Type") != "text/html; charset=UTF-8" {
			t.Errorf("the number is repeated: %s", a.short())
		}
	}
	silent(a)
	if again := a.Body.String(); !strings.Contains(again, "監視担当 ＊＊＊＊＊＊＊＊＊＊＊＊\t\t保守センター") || !strings.Contains(again, listOf(rows[5])) {
		t.Errorf("the list to be mended is %q", a.value("list"))
	}
	silent(v.json(http.MethodPost, path+"/paste", views.PasteForm{List: list.Get("list")}).is(422))

	said := v.json(http.MethodPost, path, views.RosterForm{Lines: []views.WorkerForm{
		{Name: "木村　二", Duty: "監視担当", StartsOn: "あした", EndsOn: "R9.3.31"}, {Name: "佐藤　三", Duty: "監視 " + number, StartsOn: number, EndsOn: "R9.3.31"},
		{Name: "上田　一", NameKana: "ウエダ", Duty: "保守担当", Site: "保守センター", StartsOn: "R8.12.1", EndsOn: "R9.3.31"},
	}}).is(422)
	silent(said)
	for _, field := range []string{"lines.0.starts_on", "lines.1.duty", "lines.1.starts_on", "lines.2.name"} {
		if !strings.Contains(said.Body.String(), field) {
			t.Errorf("nothing is said of %s: %s", field, said.Body)
		}
	}
	if n := len(h.roster(w.party).Workers); n != 2 {
		t.Errorf("%d are on the roster", n)
	}
}
