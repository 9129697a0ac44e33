package handlers

import (
	"context"
	"net/http"
	"testing"
)

// TestLeadAcceptsAndPledgesBeforeTopics proves that a lead's first page names what the
// contract's page does: the appendix to accept, then the company's pledge, and the topics
// only then; and that what is not named is listed still.
func TestLeadAcceptsAndPledgesBeforeTopics(t *testing.T) {
	h, w, _, _ := signing(t)
	ctx, lead := context.Background(), h.as(h.people.Lead)
	home, err := h.store.Home(ctx, h.people.Lead)
	h.must(err)
	if len(home.Turn) == 0 || len(home.Topics) == 0 || len(home.Pledges) != 1 || home.Pledges[0].ID != w.company {
		t.Fatalf("the lead has %+v, %+v, %+v", home.Turn, home.Topics, home.Pledges)
	}
	pledge, topics := "/pledges/"+w.company, "/topics/"+home.Topics[0].PartyID
	page := lead.get("/").is(http.StatusOK)
	page.one(".next a[href=/contracts/" + home.Turn[0].ContractID + "]")
	page.one(".todo a[href=" + pledge + "]")
	page.one("main a[href=" + topics + "]")
	for _, item := range home.Turn {
		h.must(h.store.AcceptAppendix(ctx, h.people.Lead, item.ContractID, 1, ""))
	}
	page = lead.get("/").is(http.StatusOK)
	page.one(".next a[href=" + pledge + "]")
	if n := len(page.all(".todo a[href=" + pledge + "]")); n != 0 {
		t.Error("the pledge is named twice")
	}
	h.must(h.store.DeclinePledge(ctx, h.people.Lead, w.company, "社内で確かめるため"))
	lead.get("/").is(http.StatusOK).one(".next a[href=" + topics + "]")
}
