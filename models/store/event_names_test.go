package store_test

import (
	"testing"

	"chigiri/models"
)

func TestEventNames(t *testing.T) {
	// Proves that names are given of what staff may see, also of parties that left, and of
	// nothing else: not of another division's contract or of who has a place in it; the
	// administrator is given divisions alone.
	inOffice(t, func(t *testing.T, o *office) {
		id := o.make(o.low()).ID
		v := o.see(id)
		in := o.low()
		in.VendorID = o.otherVendor
		_, err := o.UpdateContract(bg, o.drafter, id, v.Contract.Version, in)
		must(t, err)
		left := v.Parties[0].ID
		ids := []string{o.division, o.vendor, o.navi, id, left, "01900000-0000-7000-8000-000000000000"}
		for _, c := range []struct {
			who  models.Actor
			want map[string]string
		}{
			{o.drafter, map[string]string{o.division: "家庭支援課", o.vendor: "みおつくし情報システム株式会社", o.navi: "児童相談ＩＴナビシステム", id: in.Title, left: "みおつくし情報システム株式会社"}},
			{o.other, map[string]string{o.division: "家庭支援課", o.vendor: "みおつくし情報システム株式会社", o.navi: "児童相談ＩＴナビシステム"}},
			{o.admin, map[string]string{o.division: "家庭支援課"}},
		} {
			names, err := o.EventNames(bg, c.who, ids)
			must(t, err)
			if len(names) != len(c.want) {
				t.Errorf("%s is given %v", c.who.UserID, names)
			}
			for id, want := range c.want {
				if names[id].JA != want {
					t.Errorf("%s: %s is %q, want %q", c.who.UserID, id, names[id].JA, want)
				}
			}
		}
	})
}
