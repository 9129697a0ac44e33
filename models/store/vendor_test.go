package store_test

import (
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"chigiri/models"
	"chigiri/models/store"
	"chigiri/models/store/storetest"
)

func current(err error) any {
	var e *models.Error
	if errors.As(err, &e) {
		return e.Current
	}
	return nil
}

func vendorInput(n int) models.VendorInput {
	return models.VendorInput{
		CorporateNumber: storetest.CorporateNumber(n), Name: fmt.Sprintf("株式会社第%d", n), NameKana: "ダイ", NameEN: "Dai Inc.",
		Address: "大阪市", RepTitle: "代表取締役", Representative: "髙﨑 葛󠄀子", Phone: "06-0000-0000", Email: "info@example.jp",
	}
}

func TestCreateVendor(t *testing.T) {
	// Proves that a vendor is kept as entered, its number verified and its own.
	storetest.Run(t, func(t *testing.T, s *store.Store, _ *storetest.Clock) {
		p := storetest.Seed(t, s)
		in := vendorInput(10)
		v, err := s.CreateVendor(bg, p.Drafter, in)
		must(t, err)
		if v.VendorInput != in || v.Version != 1 || len(v.Names) != 1 || v.Names[0].Name != in.Name {
			t.Errorf("vendor = %+v", v)
		}
		wantEvent(t, s, models.EventVendorCreated, "vendor", v.ID, p.Drafter)
		for name, c := range map[string]struct {
			change     func(*models.VendorInput)
			field, key string
		}{
			"ErrNoNumber": {func(in *models.VendorInput) { in.CorporateNumber = "" }, "corporate_number", "error.required"},
			"ErrTaken":    {func(*models.VendorInput) {}, "corporate_number", "error.vendor.number_taken"},
			"ErrNoName":   {func(in *models.VendorInput) { in.Name = "　" }, "name", "error.required"},
			"ErrEmail":    {func(in *models.VendorInput) { in.Email = "x" }, "email", "error.email"},
			"ErrMyNumber": {func(in *models.VendorInput) { in.Phone = "1234-5678-9018" }, "phone", "error.mynumber"},
			"ErrUTF8":     {func(in *models.VendorInput) { in.Address = "\xff" }, "address", "error.utf8"},
		} {
			t.Run(name, func(t *testing.T) {
				in := in
				c.change(&in)
				_, err := s.CreateVendor(bg, p.Drafter, in)
				wantProblem(t, err, c.field, c.key)
			})
		}
		t.Run("ErrTakenSaysByWhom", func(t *testing.T) {
			_, err := s.CreateVendor(bg, p.Drafter, in)
			if inv := models.Invalid(err); inv == nil || inv.Problems[0].Args[0] != in.Name {
				t.Errorf("error = %v does not name the holder", err)
			}
		})
		t.Run("ErrCheckDigit", func(t *testing.T) {
			in := in
			in.CorporateNumber = "0" + in.CorporateNumber[1:]
			if in.CorporateNumber == storetest.CorporateNumber(10) {
				t.Fatal("the number is right")
			}
			_, err := s.CreateVendor(bg, p.Drafter, in)
			if inv := models.Invalid(err); inv == nil || inv.Problems[0].Field != "corporate_number" {
				t.Errorf("error = %v", err)
			}
		})
	})
}

func TestCreateVendorAtOnce(t *testing.T) {
	// Proves that of many who enter one vendor at once one succeeds, and the others
	// are told who has the number.
	storetest.Run(t, func(t *testing.T, s *store.Store, _ *storetest.Clock) {
		p := storetest.Seed(t, s)
		const n = 6
		errs := make([]error, n)
		var wg sync.WaitGroup
		for i := range n {
			wg.Go(func() { _, errs[i] = s.CreateVendor(bg, p.Drafter, vendorInput(10)) })
		}
		wg.Wait()
		done := 0
		for _, err := range errs {
			if err == nil {
				done++
				continue
			}
			wantProblem(t, err, "corporate_number", "error.vendor.number_taken")
		}
		if done != 1 {
			t.Errorf("%d of %d succeeded", done, n)
		}
	})
}

func TestUpdateVendor(t *testing.T) {
	// Proves that a change of name keeps the old one, that the second of two editors
	// sees the first one's version, and that no change leaves no trace.
	storetest.Run(t, func(t *testing.T, s *store.Store, clock *storetest.Clock) {
		p := storetest.Seed(t, s)
		old, err := s.CreateVendor(bg, p.Drafter, vendorInput(10))
		must(t, err)
		in := old.VendorInput
		clock.Advance(24 * time.Hour)
		in.Name, in.Phone = "株式会社新名", "06-1111-1111"
		v, err := s.UpdateVendor(bg, p.Manager, old.ID, old.Version, in)
		must(t, err)
		if v.Name != "株式会社新名" || v.Version != 2 || len(v.Names) != 2 || v.Names[0].Name != old.Name || v.Names[0].To != date(2026, time.April, 1) {
			t.Errorf("vendor = %+v", v)
		}
		e := wantEvent(t, s, models.EventVendorUpdated, "vendor", v.ID, p.Manager)
		wantFields(t, e.Before, "name="+old.Name, "phone=06-0000-0000")
		wantFields(t, e.After, "name=株式会社新名", "phone=06-1111-1111")

		t.Run("SameDay", func(t *testing.T) {
			again := in
			again.Name = "株式会社改名"
			v, err = s.UpdateVendor(bg, p.Drafter, v.ID, v.Version, again)
			must(t, err)
			v, err = s.UpdateVendor(bg, p.Drafter, v.ID, v.Version, in)
			must(t, err)
			if n := len(v.Names); n != 3 || v.Names[n-1].Name != in.Name || !v.Names[n-1].To.IsZero() {
				t.Errorf("names = %+v", v.Names)
			}
		})
		t.Run("ErrConflict", func(t *testing.T) {
			_, err := s.UpdateVendor(bg, p.Drafter, old.ID, old.Version, in)
			wantConflict(t, err, func(now models.Vendor) bool { return now.Version == v.Version && now.Name == in.Name })
		})
		t.Run("NothingChanged", func(t *testing.T) {
			before := lastEvent(t, s, "vendor", v.ID)
			same, err := s.UpdateVendor(bg, p.Drafter, v.ID, v.Version, in)
			must(t, err)
			if same.Version != v.Version || lastEvent(t, s, "vendor", v.ID).ID != before.ID {
				t.Error("an unchanged form made a version or an event")
			}
		})
		t.Run("ErrNumberOfAnother", func(t *testing.T) {
			taken := in
			taken.CorporateNumber = p.Sub.CorporateNumber
			_, err := s.UpdateVendor(bg, p.Drafter, v.ID, v.Version, taken)
			wantProblem(t, err, "corporate_number", "error.vendor.number_taken")
		})
	})
}

func TestVendors(t *testing.T) {
	// Proves that a vendor is found by any way of writing it, that pages join without
	// loss or repetition, and that a made-up cursor is refused.
	storetest.Run(t, func(t *testing.T, s *store.Store, _ *storetest.Clock) {
		p := storetest.Seed(t, s)
		for text, want := range map[string]int{
			"": 3, "なにわ": 1, "ﾅﾆﾜ": 1, "ナニワ　システム": 1, p.Vendor.CorporateNumber: 1, "(株)なにわ": 1, "存在しない": 0, "%": 0, "_": 0, `\`: 0,
		} {
			list, err := s.Vendors(bg, p.Reviewer, store.VendorQuery{Text: text})
			must(t, err)
			if list.Total != want || len(list.Rows) != want {
				t.Errorf("search %q found %d, want %d", text, list.Total, want)
			}
		}
		seen := map[string]bool{}
		after := ""
		for pages := 0; ; pages++ {
			list, err := s.Vendors(bg, p.Reviewer, store.VendorQuery{After: after, Limit: 1})
			must(t, err)
			for _, v := range list.Rows {
				if seen[v.ID] {
					t.Errorf("%s is on two pages", v.Name)
				}
				seen[v.ID] = true
			}
			if after = list.Next; after == "" {
				break
			}
			if pages > 3 {
				t.Fatal("the pages do not end")
			}
		}
		if len(seen) != 3 {
			t.Errorf("%d vendors on all pages", len(seen))
		}
		for _, bad := range []string{"x", "W10", "WzEsMl0", "!!", "WyJhIl0"} {
			_, err := s.Vendors(bg, p.Reviewer, store.VendorQuery{After: bad})
			wantProblem(t, err, "after", "error.cursor")
		}
	})
}

func TestVendorSeesItself(t *testing.T) {
	// Proves that a vendor finds itself in the register and nobody else.
	storetest.Run(t, func(t *testing.T, s *store.Store, _ *storetest.Clock) {
		p := storetest.Seed(t, s)
		list, err := s.Vendors(bg, p.Lead, store.VendorQuery{})
		must(t, err)
		if list.Total != 1 || list.Rows[0].ID != p.Vendor.ID {
			t.Errorf("a vendor sees %d vendors", list.Total)
		}
		_, err = s.Vendor(bg, p.Lead, p.Vendor.ID)
		wantKind(t, err, "")
		_, err = s.Vendor(bg, p.Lead, p.Sub.ID)
		wantKind(t, err, models.KindNotFound)
		for _, id := range []string{"", "\x00", "\xff", "' OR 1=1 --"} {
			_, err = s.Vendor(bg, p.Drafter, id)
			wantKind(t, err, models.KindNotFound)
		}
	})
}
