package store_test

import (
	"crypto/rand"
	"fmt"
	"slices"
	"strings"
	"testing"

	"chigiri/models"
	"chigiri/models/store"
)

// everyKind writes, as the owner of the tables, an event for each way in which role,
// actor, kind and contract may meet, and in their midst one by which a person of the
// vendor was given another place.
func (o *office) everyKind(contracts ...string) {
	o.t.Helper()
	var rows []string
	add := func(role, actor, kind, subject, id, contract, before, after string) {
		now := o.clock.Now().UTC()
		if contract = "'" + contract + "'"; contract == "''" {
			contract = "NULL"
		}
		rows = append(rows, fmt.Sprintf("('%s', '%s', '%s', '', '%s', '%s', '%s', '%s', %s, '%s', '%s')", models.NewID(now, rand.Reader),
			now.Format("2006-01-02 15:04:05.999999-07:00"), actor, role, kind, subject, id, contract, before, after))
	}
	for _, contract := range append(contracts, "") {
		for _, role := range []string{"vendor_lead", "vendor_worker", "drafter"} {
			for _, actor := range []string{o.lead.UserID, o.worker.UserID, o.rival.UserID, o.drafter.UserID} {
				add(role, actor, "appendix.issued", "appendix", "a", contract, "{}", `{"hash":"x"}`)
				add(role, actor, "contract.moved", "contract", contract, contract, `{"state":"issued"}`, `{"signed_on":"2026-04-01","state":"concluded"}`)
				add(role, actor, "contract.moved", "contract", contract, contract, `{"state":"draft"}`, `{"state":"ready"}`)
				add(role, actor, "contract.party_added", "party", "p", contract, "{}", "{}")
				add(role, actor, "vendor.updated", "vendor", o.vendor, contract, "{}", "{}")
				add(role, actor, "vendor.updated", "vendor", o.otherVendor, contract, "{}", "{}")
				add(role, actor, "user.updated", "user", o.lead.UserID, contract, "{}", "{}")
				add(role, actor, "user.updated", "user", o.rival.UserID, contract, "{}", "{}")
			}
		}
		add("admin", o.admin.UserID, "user.updated", "user", o.worker.UserID, "", "{}", `{"vendor_id":"`+o.vendor+`"}`)
	}
	must(o.t, o.RawExec(`INSERT INTO events (id, at, actor_id, actor_name, role, kind, subject, subject_id, contract_id, before, after) VALUES `+strings.Join(rows, ", ")))
}

func TestVendorsLinesAreThoseOfTheRule(t *testing.T) {
	// Proves that the lines a vendor's lead reads, which are looked for kind by kind, are
	// exactly those of the rule as one condition, under every filter and over pages.
	inOffice(t, func(t *testing.T, o *office) {
		mine, theirs := o.lived()
		o.everyKind(mine, theirs)
		for _, who := range []models.Actor{o.lead, o.rival} {
			most := 0
			for name, q := range map[string]store.EventQuery{
				"all": {}, "a contract": {ContractID: mine}, "another contract": {ContractID: theirs}, "by itself": {Actor: who.UserID},
				"by staff": {Actor: o.drafter.UserID}, "issues": {Kind: models.EventAppendixIssued}, "contracts": {Subject: "contract"},
				"its vendor": {Subject: "vendor", SubjectID: who.VendorID}, "today": {From: o.today(), To: o.today()}, "tomorrow": {From: o.today().AddDays(1)},
			} {
				want, err := o.VendorLinesByOr(bg, who, q)
				must(t, err)
				var got []string
				for _, l := range o.read(who, q) {
					got = append(got, l.ID)
				}
				if !slices.Equal(got, want) {
					t.Errorf("%s, %s: %d lines, the rule says %d", who.UserID, name, len(got), len(want))
				}
				most = max(most, len(want))
			}
			if all := countEvents(t, o.Store); most < 20 || most > all/2 {
				t.Errorf("%s reads %d of %d lines: the rule is not tried", who.UserID, most, all)
			}
		}
	})
}
