package storetest

import (
	"context"
	"testing"

	"chigiri/models"
	"chigiri/models/store"
)

// Application is a whole application for a subcontractor, to begin on a day.
func Application(firm models.Vendor, from, to models.Date, classes ...string) models.SubcontractInput {
	return models.SubcontractInput{
		CorporateNumber: firm.CorporateNumber, Name: firm.Name, NameKana: firm.NameKana, Address: firm.Address,
		RepTitle: firm.RepTitle, Representative: firm.Representative, ContactName: "連絡 担当", ContactPhone: "06-0000-0000",
		Work: "夜間の監視及び一次対応", Reason: "専門の要員を要するため", Amount: 1_200_000, Share: 20, StartsOn: from, EndsOn: to,
		Site: "受託者の保守センター", Classes: classes, Checks: []string{"facilities", "technique"},
		Selection: "実績及び体制を確認した。", Security: "入退室を管理する。", Supervision: "毎月、状況を確認する。",
	}
}

// Subcontract gives a firm its place below a party by the way everybody takes: its
// lead asks, the owner division and, where it is asked, the IT division agree.
func Subcontract(t testing.TB, s *store.Store, p People, contractID, aboveID string, lead models.Actor, in models.SubcontractInput) models.Party {
	t.Helper()
	ctx := context.Background()
	e := seeder{t: t, s: s}
	made, err := s.ApplySubcontract(ctx, lead, contractID, aboveID, in)
	e.check(err)
	if made.State == models.PartyApplied {
		e.check(s.PassSubcontract(ctx, p.Lead, made.ID, true, ""))
	}
	e.check(s.DecideSubcontract(ctx, p.Drafter, made.ID, models.Agreed, in.MyNumber, "支障なし"))
	v, err := s.Party(ctx, p.Drafter, made.ID)
	e.check(err)
	if v.Party.State == models.PartyEndorsed {
		e.check(s.DecideSubcontract(ctx, p.Reviewer, made.ID, models.Agreed, in.MyNumber, "支障なし"))
		v, err = s.Party(ctx, p.Drafter, made.ID)
		e.check(err)
	}
	return v.Party
}
