package handlers

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"chigiri/models"
	"chigiri/models/store"
	"chigiri/models/store/storetest"
)

// vendorForm is a vendor as a browser sends it.
func vendorForm(n int, name string) url.Values {
	return url.Values{
		"corporate_number": {storetest.CorporateNumber(n)}, "name": {name}, "name_kana": {"レイジ"}, "name_en": {"Reiji"}, "address": {"大阪市"},
		"rep_title": {"代表取締役"}, "representative": {"𠮷野 髙"}, "phone": {"06-0000-0000"}, "email": {"a@example.jp"}, "version": {"0"},
	}
}

// TestVendor proves the life of a vendor at the door, on both engines.
func TestVendor(t *testing.T) {
	storetest.Run(t, func(t *testing.T, s *store.Store, clock *storetest.Clock) {
		h := furnish(t, s, clock)
		v := h.as(h.people.Drafter)
		a := v.post("/vendors", vendorForm(50, "例示システム株式会社")).is(http.StatusSeeOther)
		path := a.Header().Get("Location")
		v.get(path).is(http.StatusOK).says("h1", "例示システム株式会社").says("dd", "𠮷野 髙").says(".said", "登録しました")
		renamed := vendorForm(50, "例示改め株式会社")
		renamed.Set("version", "1")
		v.post(path, renamed).is(http.StatusSeeOther).leads(path)
		v.get(path).says("h1", "例示改め株式会社").says("li", "例示システム株式会社")
		var twin models.Vendor
		v.json(http.MethodGet, path, nil).is(http.StatusOK).into(&twin)
		if twin.Name != "例示改め株式会社" || len(twin.Names) != 2 {
			t.Errorf("the twin says %+v", twin)
		}
	})
}

// TestVendorRefusals proves that what is wrong is said at its field and that
// nothing typed is lost.
func TestVendorRefusals(t *testing.T) {
	h := newHouse(t)
	v := h.as(h.people.Drafter)
	good := storetest.CorporateNumber(60)
	wrong := string('0'+(good[0]-'0')%9+1) + good[1:]
	for name, c := range map[string]struct{ field, value, words string }{
		"a wrong check digit is told with the right one": {"corporate_number", wrong, "検査用数字"},
		"too few digits are counted":                     {"corporate_number", "123", "13"},
		"a number that is taken names its holder":        {"corporate_number", h.people.Vendor.CorporateNumber, "なにわシステム"},
		"an empty name is asked for":                     {"name", "", "入力してください"},
		"a control character is refused":                 {"name", "株式会社\x07例示", ""},
		"a My Number is refused":                         {"address", "大阪市 123456789018", ""},
		"broken text is refused":                         {"name", "\xff\xfe", "UTF-8"},
	} {
		t.Run(name, func(t *testing.T) {
			form := vendorForm(60, "例示株式会社")
			form.Set(c.field, c.value)
			a := v.post("/vendors", form).is(http.StatusUnprocessableEntity)
			if !strings.Contains(c.value, "\xff") {
				a.says("#f-"+c.field+"-error", c.words)
				if attr(a.one("#f-"+c.field), "aria-invalid") != "true" {
					t.Error("the field is not marked")
				}
				if got := a.value("representative"); got != "𠮷野 髙" {
					t.Errorf("another field now holds %q", got)
				}
			}
			a.says(".errors", c.words)
			var trouble Trouble
			body := map[string]string{}
			for k := range form {
				body[k] = form.Get(k)
			}
			j := v.json(http.MethodPost, "/vendors", body)
			if strings.Contains(c.value, "\xff") {
				return // encoding/json mends it before it is sent
			}
			j.is(http.StatusUnprocessableEntity).into(&trouble)
			if len(trouble.Errors) != 1 || trouble.Errors[0].Field != c.field || trouble.Errors[0].Message == "" {
				t.Errorf("the program is told %+v", trouble)
			}
		})
	}
	v.json(http.MethodPost, "/vendors", map[string]string{"nmae": "x"}).is(http.StatusUnprocessableEntity)
}

// TestMarkupInNamesIsText proves that markup in a name is shown and not obeyed.
func TestMarkupInNamesIsText(t *testing.T) {
	h := newHouse(t)
	v := h.as(h.people.Drafter)
	name := `<script>alert(1)</script>"><b>=1+1`
	a := v.post("/vendors", vendorForm(70, name)).is(http.StatusSeeOther)
	page := v.get(a.Header().Get("Location")).is(http.StatusOK).says("h1", "<script>alert(1)</script>")
	if len(page.all("main script")) > 0 || len(page.all("h1 b")) > 0 {
		t.Error("the name became markup")
	}
}

// TestVendorCollision proves that the second of two people sees both versions, and
// saves over the first only on purpose.
func TestVendorCollision(t *testing.T) {
	h := newHouse(t)
	first, second := h.as(h.people.Drafter), h.as(h.people.Manager)
	path := first.post("/vendors", vendorForm(80, "例示株式会社")).Header().Get("Location")
	theirs := vendorForm(80, "例示株式会社")
	theirs.Set("address", "堺市")
	theirs.Set("version", "1")
	first.post(path, theirs).is(http.StatusSeeOther)
	mine := vendorForm(80, "例示株式会社")
	mine.Set("phone", "06-9999-9999")
	mine.Set("version", "1")
	a := second.post(path, mine).is(http.StatusConflict)
	a.says(".errors", "起案 花子").says("td", "堺市").says("td", "大阪市").says("td", "06-9999-9999").says("button", "上書き")
	if got := len(a.all(".errors tbody tr")); got != 2 {
		t.Errorf("%d fields differ, want 2", got)
	}
	if a.value("version") != "2" || a.value("phone") != "06-9999-9999" {
		t.Errorf("the form holds version %s and phone %s", a.value("version"), a.value("phone"))
	}
	mine.Set("version", "2")
	second.post(path, mine).is(http.StatusSeeOther)
	second.json(http.MethodPost, path, map[string]any{"name": "x", "version": 1}).is(http.StatusConflict)
}

// TestVendorSearch proves that kanji, kana and half-width forms find the same
// vendor, and that pages lead through the whole register.
func TestVendorSearch(t *testing.T) {
	h := newHouse(t)
	v := h.as(h.people.Reviewer)
	for _, words := range []string{"なにわシステム", "ナニワ", "ﾅﾆﾜｼｽﾃﾑ", "なにわ", h.people.Vendor.CorporateNumber} {
		a := v.get("/vendors?text=" + url.QueryEscape(words)).is(http.StatusOK)
		if rows := a.all("tbody tr"); len(rows) != 1 {
			t.Errorf("%q finds %d vendors, want 1", words, len(rows))
		}
	}
	v.get("/vendors?text=nothing-like-it").is(http.StatusOK).says(".empty", "当てはまるもの")
	v.get("/vendors?after=made-up").is(http.StatusUnprocessableEntity)
}
