package store_test

import (
	"strings"
	"testing"
	"time"

	"chigiri/models"
	"chigiri/models/store"
	"chigiri/models/store/storetest"
)

var date = storetest.Day

func TestCreateDivision(t *testing.T) {
	// Proves that a division is kept under its first name, and bad input is refused
	// at its field.
	storetest.Run(t, func(t *testing.T, s *store.Store, _ *storetest.Clock) {
		p := storetest.Seed(t, s)
		in := models.DivisionInput{Code: "NEW", Name: "新設課", NameEN: "New Division", From: date(2026, time.April, 1)}
		d, err := s.CreateDivision(bg, p.Admin, in)
		must(t, err)
		if d.Name != "新設課" || d.NameEN != "New Division" || len(d.Names) != 1 || d.Version != 1 {
			t.Errorf("division = %+v", d)
		}
		e := wantEvent(t, s, models.EventDivisionCreated, "division", d.ID, p.Admin)
		wantFields(t, e.After, "code=NEW", "name=新設課", "name_en=New Division", "from=2026-04-01")
		for name, c := range map[string]struct {
			change     func(*models.DivisionInput)
			field, key string
		}{
			"ErrCodeTaken": {func(*models.DivisionInput) {}, "code", "error.division.code_taken"},
			"ErrNoCode":    {func(in *models.DivisionInput) { in.Code = " " }, "code", "error.required"},
			"ErrNoName":    {func(in *models.DivisionInput) { in.Name = "" }, "name", "error.required"},
			"ErrControl":   {func(in *models.DivisionInput) { in.Name = "a\x00b" }, "name", "error.control"},
			"ErrMyNumber":  {func(in *models.DivisionInput) { in.NameEN = "123456789018" }, "name_en", "error.mynumber"},
			"ErrTooLong":   {func(in *models.DivisionInput) { in.Name = strings.Repeat("長", 201) }, "name", "error.too_long"},
			"ErrNoFrom":    {func(in *models.DivisionInput) { in.From = models.Date{} }, "from", "error.required"},
		} {
			t.Run(name, func(t *testing.T) {
				in := in
				c.change(&in)
				_, err := s.CreateDivision(bg, p.Admin, in)
				wantProblem(t, err, c.field, c.key)
			})
		}
	})
}

func TestRenameDivision(t *testing.T) {
	// Proves that every name keeps its days: ＩＴ推進課 became ＩＴ・業務改革課, and a
	// document of 2021 still prints the old one.
	storetest.Run(t, func(t *testing.T, s *store.Store, _ *storetest.Clock) {
		p := storetest.Seed(t, s)
		d, err := s.CreateDivision(bg, p.Admin, models.DivisionInput{Code: "ITS", Name: "ＩＴ推進課", From: date(2016, time.April, 1)})
		must(t, err)
		d, err = s.RenameDivision(bg, p.Admin, d.ID, d.Version, models.DivisionInput{Name: "ＩＴ・業務改革課", From: date(2022, time.April, 1)})
		must(t, err)
		for day, want := range map[models.Date]string{
			date(2015, time.January, 1): "ＩＴ推進課", date(2022, time.March, 31): "ＩＴ推進課",
			date(2022, time.April, 1): "ＩＴ・業務改革課", date(2030, time.April, 1): "ＩＴ・業務改革課",
		} {
			if got := d.NameOn(day); got != want {
				t.Errorf("name on %s = %s, want %s", day, got, want)
			}
		}
		if d.Name != "ＩＴ・業務改革課" || d.Code != "ITS" || d.Names[0].To != date(2022, time.March, 31) || !d.Names[1].To.IsZero() {
			t.Errorf("division = %+v", d)
		}
		e := wantEvent(t, s, models.EventDivisionRenamed, "division", d.ID, p.Admin)
		wantFields(t, e.Before, "name=ＩＴ推進課", "from=2016-04-01")
		wantFields(t, e.After, "name=ＩＴ・業務改革課", "from=2022-04-01")

		t.Run("FromTomorrow", func(t *testing.T) {
			later, err := s.RenameDivision(bg, p.Admin, d.ID, d.Version, models.DivisionInput{Name: "デジタル局", From: date(2026, time.April, 2)})
			must(t, err)
			if later.Name != "ＩＴ・業務改革課" || later.NameOn(date(2026, time.April, 2)) != "デジタル局" {
				t.Errorf("division = %+v", later)
			}
			d = later
		})
		t.Run("CorrectsSameDay", func(t *testing.T) {
			fixed, err := s.RenameDivision(bg, p.Admin, d.ID, d.Version, models.DivisionInput{Name: "デジタル推進局", From: date(2026, time.April, 2)})
			must(t, err)
			if len(fixed.Names) != 3 || fixed.Names[2].Name != "デジタル推進局" {
				t.Errorf("names = %+v", fixed.Names)
			}
			d = fixed
		})
		t.Run("AnotherDay", func(t *testing.T) {
			later, err := s.RenameDivision(bg, p.Admin, d.ID, d.Version, models.DivisionInput{Name: "デジタル推進局", From: date(2026, time.October, 1)})
			must(t, err)
			if len(later.Names) != 3 || later.Names[2].From != date(2026, time.October, 1) || later.Names[1].To != date(2026, time.September, 30) {
				t.Errorf("names = %+v", later.Names)
			}
			d = later
		})
		t.Run("ErrBeforePresentName", func(t *testing.T) {
			_, err := s.RenameDivision(bg, p.Admin, d.ID, d.Version, models.DivisionInput{Name: "x", From: date(2020, time.April, 1)})
			wantProblem(t, err, "from", "error.division.from_before")
		})
		t.Run("ErrStale", func(t *testing.T) {
			_, err := s.RenameDivision(bg, p.Admin, d.ID, d.Version-1, models.DivisionInput{Name: "x", From: date(2027, time.April, 1)})
			wantConflict(t, err, func(now models.Division) bool {
				return now.Version == d.Version && now.Names[2].Name == "デジタル推進局"
			})
		})
	})
}

func TestPlannedNameIsTakenBack(t *testing.T) {
	// Proves that a name that has not begun can be taken away, and that one that has
	// begun stays.
	storetest.Run(t, func(t *testing.T, s *store.Store, clock *storetest.Clock) {
		p := storetest.Seed(t, s)
		d, err := s.RenameDivision(bg, p.Admin, p.Roads.ID, p.Roads.Version, models.DivisionInput{Name: "道路局", From: date(2026, time.October, 1)})
		must(t, err)
		_, err = s.WithdrawDivisionName(bg, p.Drafter, d.ID, d.Version)
		wantKind(t, err, models.KindDenied)
		d, err = s.WithdrawDivisionName(bg, p.Admin, d.ID, d.Version)
		must(t, err)
		if len(d.Names) != 1 || !d.Names[0].To.IsZero() || d.Version != p.Roads.Version+2 {
			t.Errorf("division = %+v", d)
		}
		e := wantEvent(t, s, models.EventDivisionUnnamed, "division", d.ID, p.Admin)
		wantFields(t, e.Before, "name=道路局", "name_en=", "from=2026-10-01")
		_, err = s.WithdrawDivisionName(bg, p.Admin, d.ID, d.Version)
		wantKind(t, err, models.KindConflict)
		d, err = s.CreateDivision(bg, p.Admin, models.DivisionInput{Code: "NEXT", Name: "新設課", From: date(2026, time.October, 1)})
		must(t, err)
		d, err = s.RenameDivision(bg, p.Admin, d.ID, d.Version, models.DivisionInput{Name: "新設室", From: date(2026, time.July, 1)})
		must(t, err)
		if len(d.Names) != 1 || d.Names[0].From != date(2026, time.July, 1) || d.Name != "新設室" {
			t.Errorf("division = %+v", d)
		}
	})
}

// wantConflict fails unless err is a conflict that shows the thing as it is now.
func wantConflict[T any](t testing.TB, err error, is func(now T) bool) {
	t.Helper()
	wantKind(t, err, models.KindConflict)
	now, ok := current(err).(T)
	if !ok || !is(now) {
		t.Errorf("conflict shows %+v", current(err))
	}
}

func TestMergeDivision(t *testing.T) {
	// Proves that a merged division ends, keeps its name for its days, and hands its
	// people over.
	storetest.Run(t, func(t *testing.T, s *store.Store, _ *storetest.Clock) {
		p := storetest.Seed(t, s)
		on := date(2026, time.March, 31)
		for name, c := range map[string]struct {
			into       string
			on         models.Date
			field, key string
		}{
			"ErrNone":    {"", on, "into", "error.division.into"},
			"ErrUnknown": {"none", on, "into", "error.division.unknown"},
			"ErrItself":  {p.Roads.ID, on, "into", "error.division.into_itself"},
			"ErrFuture":  {p.Child.ID, date(2027, time.April, 1), "on", "error.date.future"},
			"ErrNoDay":   {p.Child.ID, models.Date{}, "on", "error.required"},
			"ErrTooOld":  {p.Child.ID, date(2001, time.April, 1), "on", "error.division.from_before"},
		} {
			t.Run(name, func(t *testing.T) {
				_, err := s.MergeDivision(bg, p.Admin, p.Roads.ID, p.Roads.Version, c.into, c.on)
				wantProblem(t, err, c.field, c.key)
			})
		}
		check, err := s.CheckMerge(bg, p.Admin, p.Roads.ID, p.Roads.Version, p.Child.ID, on)
		must(t, err)
		if check.Into.ID != p.Child.ID || check.People != 1 || check.Systems != 0 || check.Contracts != 0 {
			t.Errorf("check = %+v", check)
		}
		planned, err := s.RenameDivision(bg, p.Admin, p.Roads.ID, p.Roads.Version, models.DivisionInput{Name: "道路局", From: date(2027, time.April, 1)})
		must(t, err)
		p.Roads.Version = planned.Version
		d, err := s.MergeDivision(bg, p.Admin, p.Roads.ID, p.Roads.Version, p.Child.ID, on)
		must(t, err)
		if d.EndedOn != on || d.Successor != p.Child.ID || len(d.Names) != 1 || d.Names[0].To != on || d.NameOn(on) != p.Roads.Name {
			t.Errorf("division = %+v", d)
		}
		u, err := s.User(bg, p.Admin, p.OtherDrafter.UserID)
		must(t, err)
		if u.DivisionID != p.Child.ID {
			t.Errorf("the drafter is still in %s", u.Division)
		}
		e := wantEvent(t, s, models.EventDivisionMerged, "division", d.ID, p.Admin)
		wantFields(t, e.After, "name="+p.Roads.Name, "into="+p.Child.Name, "successor="+p.Child.ID, "ended_on=2026-03-31", "users=1", "systems=0", "contracts=0")
		t.Run("ErrAgain", func(t *testing.T) {
			_, err := s.MergeDivision(bg, p.Admin, d.ID, d.Version, p.Child.ID, on)
			wantKind(t, err, models.KindConflict)
		})
		t.Run("ErrIntoEnded", func(t *testing.T) {
			_, err := s.MergeDivision(bg, p.Admin, p.Child.ID, p.Child.Version, d.ID, on)
			wantProblem(t, err, "into", "error.division.ended")
		})
		t.Run("ErrUserOfEnded", func(t *testing.T) {
			_, _, err := s.CreateUser(bg, p.Admin, models.UserInput{Login: "late", Name: "x", Role: models.Drafter, DivisionID: d.ID})
			wantProblem(t, err, "division_id", "error.division.unknown")
		})
	})
}
