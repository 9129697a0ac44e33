package handlers

import (
	"context"
	"testing"

	"chigiri/models"
)

// TestStructureLacksPrivacyLead proves that a structure confirmed before the contract
// touched personal data says what it lacks now, with the way there: to its lead on the
// first page, the party's and its own, and to the division whom it waits for.
func TestStructureLacksPrivacyLead(t *testing.T) {
	h := newHouse(t)
	h.typesets()
	ctx, who := context.Background(), h.people.Drafter
	in := models.ContractInput{
		Number: "家支第９号", Title: "広報紙デザイン業務", Kind: models.KindOther, StartsOn: models.NewDate(2026, 12, 1), EndsOn: models.NewDate(2027, 3, 31),
		DivisionID: who.DivisionID, VendorID: h.people.Lead.VendorID, Classes: []string{"public"}, Procurement: models.Negotiate,
		SystemManager: "課長", PolicyVersion: "情報セキュリティ規程 令和8年版", Scheme: models.SchemeArticle,
	}
	c, err := h.store.CreateContract(ctx, who, in)
	h.must(err)
	issued := func() models.Contract {
		v, err := h.store.Contract(ctx, who, c.ID)
		h.must(err)
		if v.Can["consult"] && v.NeedsAnswer {
			_, err = h.store.Consult(ctx, who, c.ID, "意見を求めます。")
			h.must(err)
			h.must(h.store.AnswerConsultation(ctx, h.people.Reviewer, c.ID, true, "異存ありません。"))
			v, err = h.store.Contract(ctx, who, c.ID)
			h.must(err)
		}
		h.issueNow(who, v.Contract)
		v, err = h.store.Contract(ctx, who, c.ID)
		h.must(err)
		return v.Contract
	}
	h.must(h.store.Conclude(ctx, who, c.ID, issued().Version, models.NewDate(2026, 11, 1)))
	tree, err := h.store.Parties(ctx, h.people.Lead, c.ID)
	h.must(err)
	party := "/contracts/" + c.ID + "/parties/" + tree.Prime().ID
	lead, staff := h.as(h.people.Lead), h.as(who)
	form := structureOf()
	form.Del("privacy_lead")
	lead.post(party+"/structure", form).is(303)
	h.must(h.store.ConfirmStructure(ctx, who, tree.Prime().ID, 1))
	lead.get(party+"/structure").is(200).says(".next", "確認済み")
	v, err := h.store.Contract(ctx, who, c.ID)
	h.must(err)
	in.Classes = []string{"basic_identity"}
	_, err = h.store.UpdateContract(ctx, who, c.ID, v.Contract.Version, in)
	h.must(err)
	issued()
	page := lead.get(party+"/structure").is(200).says(".next", "個人情報取扱責任者を加えて").says(".next a", "加える")
	page.one(".next a[href=#f-privacy_lead]")
	page.one("details[open] #f-privacy_lead")
	if n := len(page.all("#returned-title")); n != 0 || page.value("lead_name") != "責任 五郎" {
		t.Error("it is shown as sent back, or the form is empty")
	}
	lead.get("/").says(".todo", "個人情報取扱責任者の追加")
	lead.get(party).says(".next", "個人情報取扱責任者を加えて").says(".rail", "個人情報取扱責任者の追加")
	staff.get(party+"/structure").is(200).says(".next", "届け出るのを待っています")
	lead.post(party+"/structure", structureOf()).is(303)
	staff.get(party+"/structure").is(200).says(".next", "体制届を確認してください")
}
