package handlers

import (
	"context"
	"time"

	"chigiri/models"
	"chigiri/models/store/storetest"
)

// work is a contract that people work on and that asks them to sign.
type work struct {
	contract string
	party    models.Party
	worker   models.Worker
	company  string // the company's pledge
	own      string // the worker's
}

// addWork concludes a contract on a data class of one's own division, with one worker on
// the prime's roster. The levels are the class's: health is of level 3, mynumber of 4.
func (h *house) addWork(who models.Actor, number, class string, lead models.Actor, worker models.WorkerInput) work {
	h.t.Helper()
	ctx := context.Background()
	c, err := h.store.CreateContract(ctx, who, models.ContractInput{
		Number: number, Title: "児童相談ＩＴナビシステム保守運用業務", Kind: models.KindUpkeep, StartsOn: models.NewDate(2026, 12, 1), EndsOn: models.NewDate(2027, 3, 31),
		DivisionID: who.DivisionID, VendorID: lead.VendorID, Classes: []string{class}, Procurement: models.OpenBid, Persons: 42000,
		SystemManager: "課長", PolicyVersion: "情報セキュリティ規程 令和8年版", Scheme: models.SchemeArticle,
	})
	h.must(err)
	_, err = h.store.Consult(ctx, who, c.ID, "意見を求めます。")
	h.must(err)
	h.must(h.store.AnswerConsultation(ctx, h.people.Reviewer, c.ID, true, "異存ありません。"))
	v, err := h.store.Contract(ctx, who, c.ID)
	h.must(err)
	h.issueNow(who, v.Contract)
	v, err = h.store.Contract(ctx, who, c.ID)
	h.must(err)
	h.must(h.store.Conclude(ctx, who, c.ID, v.Contract.Version, models.NewDate(2026, 11, 1)))
	h.clock.Advance(time.Hour)
	tree, err := h.store.Parties(ctx, lead, c.ID)
	h.must(err)
	w := work{contract: c.ID, party: *tree.Prime()}
	w.worker = h.joins(lead, w.party, worker)
	w.company, w.own = h.asked(lead, w.contract, models.PledgeCompany), h.asked(lead, w.contract, models.PledgeWorker)
	return w
}

// joins puts somebody on a party's roster.
func (h *house) joins(lead models.Actor, p models.Party, in models.WorkerInput) models.Worker {
	h.t.Helper()
	if in.Duty == "" {
		in.Duty, in.Site = "保守担当", "保守センター"
	}
	in.StartsOn, in.EndsOn = models.NewDate(2026, 12, 1), models.NewDate(2027, 3, 31)
	made, err := h.store.AddWorkers(context.Background(), lead, p.ID, []models.WorkerInput{in})
	h.must(err)
	return made[0]
}

// asked is a pledge of a kind that is asked for under a contract; nowhere when none is.
func (h *house) asked(lead models.Actor, contract string, kind models.PledgeKind) string {
	h.t.Helper()
	ctx := context.Background()
	list, err := h.store.OwnPledges(ctx, lead)
	h.must(err)
	stands, err := h.store.PartyStands(ctx, lead, contract)
	h.must(err)
	for _, p := range list {
		if p.ContractID == contract && p.Kind == kind && p.State == models.PledgeAsked {
			return p.ID
		}
	}
	for _, s := range stands {
		for _, w := range s.Workers {
			if w.Pledge.ID != "" && kind == models.PledgeWorker {
				return w.Pledge.ID
			}
		}
	}
	return nowhere
}

// named is a line of a roster for somebody with an account.
func named(a models.Actor) models.WorkerInput {
	return models.WorkerInput{UserID: a.UserID, Name: a.Name}
}

// addWalkWork gives everybody of the walk a pledge and a line of a roster of theirs.
func (h *house) addWalkWork() {
	h.t.Helper()
	p := h.people
	own := h.addWork(p.Drafter, "R8-11", "mynumber", p.Lead, named(p.Worker))
	other := h.addWork(p.OtherDrafter, "R8-12", "mynumber", p.OtherLead, models.WorkerInput{Name: "他社 十郎"})
	in := storetest.Application(p.Sub, models.NewDate(2026, 12, 1), models.NewDate(2027, 3, 31), "mynumber")
	in.MyNumber = true
	sub := storetest.Subcontract(h.t, h.store, p, own.contract, own.party.ID, p.Lead, in)
	h.joins(p.SubLead, sub, named(p.SubWorker))
	h.pledges = map[string]string{
		"vendor_worker": own.own, "sub_lead": h.asked(p.SubLead, own.contract, models.PledgeCompany), "sub_worker": h.asked(p.SubLead, own.contract, models.PledgeWorker),
		"other_drafter": other.company, "other_vendor_lead": other.company, "": own.company,
	}
	h.workers = map[string]string{
		h.party.ID: h.joins(p.SubLead, h.party, named(p.SubWorker)).ID, h.otherParty.ID: h.joins(p.OtherLead, h.otherParty, models.WorkerInput{Name: "他社 十郎"}).ID,
	}
}
