package store_test

import (
	"strings"
	"testing"
	"time"

	"chigiri/assets"
	"chigiri/models"
	"chigiri/models/store"
	"chigiri/models/store/storetest"
)

func TestSystemLevel(t *testing.T) {
	// Proves that a system's level follows from its classes and its items' under the
	// edition in force, that an unknown class is refused, and that the contracts on a
	// system follow it.
	storetest.Run(t, func(t *testing.T, s *store.Store, clock *storetest.Clock) {
		o := newOffice(t, s, clock)
		c := o.make(o.low())
		site, err := s.InfoSystem(bg, o.drafter, o.site)
		must(t, err)
		if site.Level != models.L1 || c.Level != models.L1 || len(site.Contracts) != 1 || site.Contracts[0].ID != c.ID {
			t.Fatalf("system %s with %d contracts, contract %s", site.Level, len(site.Contracts), c.Level)
		}
		in := site.SystemInput
		in.Items = []models.DataItem{{Name: "個人番号", ClassID: "mynumber", Reason: "給付", Retention: "支援終了後５年"}}
		site, err = s.UpdateSystem(bg, o.drafter, site.ID, site.Version, in)
		must(t, err)
		if site.Level != models.L4 || len(site.Classes) != 2 || site.Items[0].Retention != "支援終了後５年" {
			t.Errorf("system = %s %v", site.Level, site.Classes)
		}
		e := wantEvent(t, s, models.EventSystemUpdated, "system", site.ID, o.drafter)
		if e.Before["level"] != "L1" || e.After["level"] != "L4" {
			t.Errorf("event = %v → %v", e.Before, e.After)
		}
		view, err := s.Contract(bg, o.drafter, c.ID)
		must(t, err)
		if view.Contract.Level != models.L4 || view.Contract.FactsHash == c.FactsHash {
			t.Errorf("the contract stays at %s", view.Contract.Level)
		}
		in.Classes = []string{"no_such_class"}
		_, err = s.UpdateSystem(bg, o.drafter, site.ID, site.Version, in)
		wantProblem(t, err, "classes", "error.class.unknown")
		other, err := s.InfoSystem(bg, o.other, o.site)
		must(t, err)
		if len(other.Contracts) != 0 {
			t.Error("another division sees the contract on the system's page")
		}
	})
}

func TestNamesReachContracts(t *testing.T) {
	// Proves that a vendor's new name is the one an unsigned contract's appendix would
	// print, and the one the contract is found by.
	storetest.Run(t, func(t *testing.T, s *store.Store, clock *storetest.Clock) {
		o := newOffice(t, s, clock)
		c := o.make(o.low())
		v, err := s.Vendor(bg, o.drafter, o.vendor)
		must(t, err)
		if v.Contracts != 1 {
			t.Errorf("the vendor has %d contracts", v.Contracts)
		}
		clock.Advance(24 * time.Hour)
		in := v.VendorInput
		in.Name = "みおつくしホールディングス株式会社"
		_, err = s.UpdateVendor(bg, o.drafter, v.ID, v.Version, in)
		must(t, err)
		draft, err := s.Appendix(bg, o.drafter, c.ID)
		must(t, err)
		if draft.Facts.Vendor.Name != in.Name {
			t.Errorf("the appendix would print %s", draft.Facts.Vendor.Name)
		}
		found, err := s.Contracts(bg, o.drafter, models.ContractQuery{Text: "ホールディングス"})
		must(t, err)
		if found.Total != 1 || found.Rows[0].ID != c.ID {
			t.Errorf("the new name finds %d contracts", found.Total)
		}
	})
}

func TestSystemLevelFollowsTheEdition(t *testing.T) {
	// Proves that systems take the level of the edition in force, on the day it comes
	// into force and not before.
	storetest.Run(t, func(t *testing.T, s *store.Store, clock *storetest.Clock) {
		o := newOffice(t, s, clock)
		clock.Set(time.Date(2026, time.October, 1, 9, 0, 0, 0, models.Japan))
		source := string(assets.Editions()[0].Data)
		for old, new := range map[string]string{
			"version: '2026-10'":           "version: '2027-04'",
			"effective_from: '2026-10-01'": "effective_from: '2027-04-01'",
		} {
			source = strings.Replace(source, old, new, 1)
		}
		head, class, _ := strings.Cut(source, "  - id: public\n")
		source = head + "  - id: public\n" + strings.Replace(class, "level: L1", "level: L2", 1)
		_, err := s.PublishEdition(bg, models.System(), "next.yaml", []byte(source))
		must(t, err)
		level := func() models.Level {
			t.Helper()
			_, err := s.Refresh(bg, models.System())
			must(t, err)
			sys, err := s.InfoSystem(bg, o.reviewer, o.site)
			must(t, err)
			return sys.Level
		}
		if l := level(); l != models.L1 {
			t.Errorf("before the day: %s", l)
		}
		clock.Set(time.Date(2027, time.April, 1, 0, 0, 0, 0, models.Japan))
		if l := level(); l != models.L2 {
			t.Errorf("on the day: %s", l)
		}
	})
}
