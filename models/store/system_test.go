package store_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"chigiri/models"
	"chigiri/models/store"
	"chigiri/models/store/storetest"
)

func TestCreateSystem(t *testing.T) {
	// Proves that a system is kept whole, and each mistake is told at its field.
	storetest.Run(t, func(t *testing.T, s *store.Store, _ *storetest.Clock) {
		p := storetest.Seed(t, s)
		in := systemInput("NAVI", p.Child.ID)
		in.StartedOn, in.Description = date(2021, time.October, 1), "一行目\n二行目"
		in.Sites = []string{"本庁 サーバ室", " ", "中央子ども家庭センター"}
		sys, err := s.CreateSystem(bg, p.Drafter, in)
		must(t, err)
		if sys.Division != p.Child.Name || sys.StartedOn != in.StartedOn || len(sys.Sites) != 2 || sys.Sites[1] != "中央子ども家庭センター" || sys.Description != in.Description {
			t.Errorf("system = %+v", sys)
		}
		wantEvent(t, s, models.EventSystemCreated, "system", sys.ID, p.Drafter)
		for name, c := range map[string]struct {
			change     func(*models.SystemInput)
			field, key string
		}{
			"ErrCodeTaken":   {func(*models.SystemInput) {}, "code", "error.system.code_taken"},
			"ErrNoCode":      {func(in *models.SystemInput) { in.Code = "" }, "code", "error.required"},
			"ErrNoName":      {func(in *models.SystemInput) { in.Name = "" }, "name", "error.required"},
			"ErrZone":        {func(in *models.SystemInput) { in.Zone = "moon" }, "zone", "error.system.zone"},
			"ErrSite":        {func(in *models.SystemInput) { in.Sites = []string{"a\tb"} }, "sites", "error.control"},
			"ErrManySites":   {func(in *models.SystemInput) { in.Sites = make([]string, 101) }, "sites", "error.too_many"},
			"ErrItemClass":   {func(in *models.SystemInput) { in.Items = []models.DataItem{{Name: "氏名"}} }, "items", "error.required"},
			"ErrItemNumber":  {func(in *models.SystemInput) { in.Items = []models.DataItem{{Name: "123456789018", ClassID: "x"}} }, "items", "error.mynumber"},
			"ErrManyItems":   {func(in *models.SystemInput) { in.Items = make([]models.DataItem, 501) }, "items", "error.too_many"},
			"ErrDescription": {func(in *models.SystemInput) { in.Description = strings.Repeat("長", 4001) }, "description", "error.too_long"},
		} {
			t.Run(name, func(t *testing.T) {
				in := in
				c.change(&in)
				_, err := s.CreateSystem(bg, p.Drafter, in)
				wantProblem(t, err, c.field, c.key)
			})
		}
		t.Run("ErrDivisionUnknown", func(t *testing.T) {
			in := in
			in.Code, in.DivisionID = "X", "none"
			_, err := s.CreateSystem(bg, p.Reviewer, in)
			wantProblem(t, err, "division_id", "error.division.unknown")
		})
	})
}

func TestUpdateSystem(t *testing.T) {
	// Proves that a change is logged field by field, a stale form is told the present
	// state, and a division cannot hand a system over by itself.
	storetest.Run(t, func(t *testing.T, s *store.Store, _ *storetest.Clock) {
		w := newWorld(t, s)
		in := w.sys.SystemInput
		in.Sites, in.Zone = []string{"本庁"}, models.ZoneLGWAN
		sys, err := s.UpdateSystem(bg, w.p.Manager, w.sys.ID, w.sys.Version, in)
		must(t, err)
		e := wantEvent(t, s, models.EventSystemUpdated, "system", sys.ID, w.p.Manager)
		wantFields(t, e.Before, "sites=<nil>", "zone=mynumber")
		wantFields(t, e.After, "sites=[本庁]", "zone=lgwan")
		_, err = s.UpdateSystem(bg, w.p.Drafter, w.sys.ID, w.sys.Version, in)
		wantConflict(t, err, func(now models.InfoSystem) bool { return now.Version == sys.Version && now.Zone == models.ZoneLGWAN })
		same, err := s.UpdateSystem(bg, w.p.Drafter, sys.ID, sys.Version, in)
		must(t, err)
		if same.Version != sys.Version {
			t.Error("an unchanged form made a version")
		}
		in.DivisionID = w.p.Roads.ID
		_, err = s.UpdateSystem(bg, w.p.Drafter, sys.ID, sys.Version, in)
		wantProblem(t, err, "division_id", "error.system.hand_over")
		moved, err := s.UpdateSystem(bg, w.p.Reviewer, sys.ID, sys.Version, in)
		must(t, err)
		if moved.Division != w.p.Roads.Name {
			t.Errorf("owner = %s", moved.Division)
		}
		_, err = s.UpdateSystem(bg, w.p.Drafter, sys.ID, moved.Version, in)
		wantKind(t, err, models.KindDenied)
	})
}

func TestSystems(t *testing.T) {
	// Proves that systems are found by any way of writing, by owner and by zone, and
	// that a list costs the same number of statements for one row as for many.
	storetest.Run(t, func(t *testing.T, s *store.Store, _ *storetest.Clock) {
		w := newWorld(t, s)
		count := func(q store.SystemQuery) (int, int) {
			ctx, cost := store.Measure(bg)
			list, err := s.Systems(ctx, w.p.Auditor, q)
			must(t, err)
			if len(list.Rows) > list.Total {
				t.Errorf("%d rows of %d", len(list.Rows), list.Total)
			}
			return list.Total, cost.Queries()
		}
		for _, c := range []struct {
			q    store.SystemQuery
			want int
		}{
			{store.SystemQuery{}, 2},
			{store.SystemQuery{Text: "ｼﾞﾄﾞｳｿｳﾀﾞﾝ"}, 2},
			{store.SystemQuery{Text: "児童相談 ＮＡＶＩ"}, 1},
			{store.SystemQuery{Division: w.p.Roads.ID}, 1},
			{store.SystemQuery{Zone: models.ZoneInternet}, 0},
		} {
			if got, _ := count(c.q); got != c.want {
				t.Errorf("%+v found %d, want %d", c.q, got, c.want)
			}
		}
		_, one := count(store.SystemQuery{Limit: 1})
		for i := range 20 {
			in := systemInput("Q"+string(rune('A'+i)), w.p.Child.ID)
			in.Sites = []string{"a", "b"}
			_, err := s.CreateSystem(bg, w.p.Drafter, in)
			must(t, err)
		}
		if _, many := count(store.SystemQuery{}); many != one || one == 0 {
			t.Errorf("1 row takes %d statements, 22 take %d", one, many)
		}
	})
}

func TestLinks(t *testing.T) {
	// Proves that a link shows at both ends with their owners, that My Number needs a
	// legal basis, and that only the sending side takes it away.
	storetest.Run(t, func(t *testing.T, s *store.Store, _ *storetest.Clock) {
		w := newWorld(t, s)
		good := models.LinkInput{To: w.other.ID, Data: "世帯情報", MyNumber: true, LegalBasis: "番号法 第19条第8号"}
		link, err := s.AddLink(bg, w.p.Drafter, w.sys.ID, good)
		must(t, err)
		wantEvent(t, s, models.EventLinkAdded, "system", w.sys.ID, w.p.Drafter)
		for _, id := range []string{w.sys.ID, w.other.ID} {
			sys, err := s.InfoSystem(bg, w.p.Auditor, id)
			must(t, err)
			if len(sys.Links) != 1 || sys.Links[0] != link || link.LinkInput != good || link.From != w.sys.ID ||
				link.FromName != w.sys.Name || link.FromOwner != w.p.Child.Name || link.ToOwner != w.p.Roads.Name {
				t.Errorf("links of %s = %+v", sys.Name, sys.Links)
			}
		}
		for name, c := range map[string]struct {
			change     func(*models.LinkInput)
			field, key string
		}{
			"ErrNoBasis":    {func(in *models.LinkInput) { in.LegalBasis = " " }, "legal_basis", "error.link.basis"},
			"ErrNoData":     {func(in *models.LinkInput) { in.Data = "" }, "data", "error.required"},
			"ErrNoTarget":   {func(in *models.LinkInput) { in.To = "" }, "to", "error.required"},
			"ErrUnknown":    {func(in *models.LinkInput) { in.To = "none" }, "to", "error.system.unknown"},
			"ErrItself":     {func(in *models.LinkInput) { in.To = w.sys.ID }, "to", "error.link.itself"},
			"ErrThereTwice": {func(*models.LinkInput) {}, "data", "error.link.taken"},
		} {
			t.Run(name, func(t *testing.T) {
				in := good
				c.change(&in)
				_, err := s.AddLink(bg, w.p.Drafter, w.sys.ID, in)
				wantProblem(t, err, c.field, c.key)
			})
		}
		wantKind(t, s.RemoveLink(bg, w.p.OtherDrafter, w.other.ID, link.ID, "x"), models.KindDenied)
		wantProblem(t, s.RemoveLink(bg, w.p.Drafter, w.sys.ID, link.ID, ""), "reason", "error.required")
		wantKind(t, s.RemoveLink(bg, w.p.Drafter, w.sys.ID, "none", "x"), models.KindNotFound)
		must(t, s.RemoveLink(bg, w.p.Drafter, w.sys.ID, link.ID, "連携を終えた"))
		e := wantEvent(t, s, models.EventLinkRemoved, "system", w.sys.ID, w.p.Drafter)
		if e.Reason != "連携を終えた" || e.Before["legal_basis"] != good.LegalBasis {
			t.Errorf("event = %+v", e)
		}
	})
}

func TestManual(t *testing.T) {
	// Proves that a manual comes back byte for byte, under the owner's name of its
	// date, newest first.
	storetest.Run(t, func(t *testing.T, s *store.Store, _ *storetest.Clock) {
		w := newWorld(t, s)
		d, err := s.Division(bg, w.p.Admin, w.p.Child.ID)
		must(t, err)
		_, err = s.RenameDivision(bg, w.p.Admin, d.ID, d.Version, models.DivisionInput{Name: "子ども支援課", From: date(2026, time.January, 1)})
		must(t, err)
		f := models.File{Name: `C:\書類\図 (1).PNG`, ContentType: "text/html", Bytes: append([]byte("\x89PNG\r\n\x1a\n"), bytes.Repeat([]byte{0, 255}, 1<<16)...)}
		m, err := s.AddManual(bg, w.p.Drafter, w.sys.ID, models.Manual{Title: "構成図", Version: "2", Dated: date(2026, time.February, 1)}, f)
		must(t, err)
		if m.FileName != "図 (1).PNG" || m.Division != "子ども支援課" || m.Size != int64(len(f.Bytes)) || w.manual.Division != w.p.Child.Name {
			t.Errorf("manual = %+v", m)
		}
		got, err := s.ManualFile(bg, w.p.Auditor, w.sys.ID, m.ID)
		must(t, err)
		if !bytes.Equal(got.Bytes, f.Bytes) || got.ContentType != "image/png" || got.SHA256 != m.SHA256 || got.Name != m.FileName {
			t.Errorf("file = %s %s, %d bytes", got.Name, got.ContentType, len(got.Bytes))
		}
		sys, err := s.InfoSystem(bg, w.p.Drafter, w.sys.ID)
		must(t, err)
		if len(sys.Manuals) != 2 || sys.Manuals[0] != m || sys.Manuals[1] != w.manual {
			t.Errorf("manuals = %+v", sys.Manuals)
		}
		wantEvent(t, s, models.EventManualAdded, "system", w.sys.ID, w.p.Drafter)
		_, err = s.ManualFile(bg, w.p.Drafter, w.other.ID, m.ID)
		wantKind(t, err, models.KindNotFound)
		_, err = s.AddManual(bg, w.p.Drafter, w.sys.ID, models.Manual{Dated: date(2030, time.January, 1)}, models.File{})
		for field, key := range map[string]string{"title": "error.required", "version": "error.required", "dated": "error.date.future", "file": "error.file.none"} {
			wantProblem(t, err, field, key)
		}
	})
}
