package handlers

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"chigiri/models"
	"chigiri/models/store"
	"chigiri/models/store/storetest"
)

// pastReads are the addresses of what a firm goes on reading of a place that is over.
var pastReads = []string{
	"/contracts/:id/parties/:party", "/contracts/:id/parties/:party/structure", "/contracts/:id/parties/:party/roster", "/contracts/:id/parties/:party/roster.xlsx",
	"/contracts/:id/parties/:party/pledges.pdf", "/contracts/:id/parties/:party/pledges.zip",
	"/contracts/:id/appendix", "/contracts/:id/appendix.pdf", "/contracts/:id/appendix.docx",
	"/pledges/:id", "/pledges/:id/pledge.pdf", "/pledges/:id/scan", "/pledges/:id/blank.pdf",
	"/briefings/:id", "/briefings/:id/record.pdf", "/briefings/:id/handout.pdf", "/briefings/:id/handout.docx", "/briefings/:id/slides.pdf", "/briefings/:id/check-in/:code",
}

// pastPlace ends the subcontractor's place of the walk: the firm had signed on paper, had
// filed its structure and its people, and had been to a meeting. It gives the ids that
// stand in its addresses.
func (h *house) pastPlace() map[string]string {
	h.t.Helper()
	ctx, p := context.Background(), h.people
	v, err := h.store.Pledge(ctx, p.SubLead, h.pledges["sub_lead"])
	h.must(err)
	scan := models.File{Name: "誓約書.pdf", Bytes: storetest.PDF("scan")}
	_, err = h.store.KeepPaperPledge(ctx, p.SubLead, v.Pledge.ID, store.PaperInput{Name: "代表 一郎", Post: "支店長", SignedOn: models.Today(h.clock.Now()), Scan: scan},
		func(models.PledgeText, models.PledgeSignature) (models.File, error) {
			return models.File{Name: "sheet.pdf", ContentType: pdf, Bytes: storetest.PDF("sheet")}, nil
		})
	h.must(err)
	h.must(h.store.FileStructure(ctx, p.SubLead, v.Party.ID, models.StructureInput{
		LeadName: "責任 五郎", LeadPhone: "06-0000-0000", AfterHours: "090-0000-0000", SecurityLead: "安全 太郎", PrivacyLead: "個情 花子", Contacts: "１ 責任者",
		Sites: []models.StructureSite{{Address: "大阪市中央区", Lock: "ＩＣカード"}},
	}))
	meeting, _, err := h.store.PlanBriefing(ctx, p.Drafter, v.Pledge.ContractID, models.BriefingInput{
		Method: models.BriefRoom, HeldOn: models.Today(h.clock.Now()), Place: "府庁", Topics: []string{"B01"}, Parties: []string{v.Party.ID}, ClosedDay: true,
	})
	h.must(err)
	seen, err := h.store.Briefing(ctx, p.Drafter, meeting.ID)
	h.must(err)
	held := models.HeldInput{Minutes: 60}
	for _, a := range seen.Attendees {
		held.Came = append(held.Came, a.ID)
	}
	_, err = h.store.HoldBriefing(ctx, p.Drafter, meeting.ID, held, func(models.BriefingView, models.Appendix, models.PledgeSignature) (models.File, error) {
		return models.File{Name: "record.pdf", ContentType: pdf, Bytes: storetest.PDF("record")}, nil
	})
	h.must(err)
	h.clock.Advance(time.Hour)
	h.must(h.store.EndParty(ctx, p.Lead, v.Party.ID, "再委託を終えた"))
	ids := h.objects("sub_lead", p.SubLead, true)
	ids["contracts"], ids[":party"], ids["pledges"], ids["briefings"] = v.Pledge.ContractID, v.Party.ID, v.Pledge.ID, meeting.ID
	ids["topics"], ids[":file"] = v.Party.ID, nowhere
	return ids
}

func TestEveryRouteAsALeadWhosePlaceIsOver(t *testing.T) {
	// Proves of every route under a contract that the lead of a firm whose place is over reads
	// the firm's own papers and nothing else, and changes nothing.
	h := printing(t)
	h.addWalkWork()
	ids := h.pastPlace()
	lead := h.as(h.people.SubLead)
	last := func() string {
		list, _, err := h.store.Events(context.Background(), models.System(), store.EventQuery{Limit: 1})
		h.must(err)
		return list[0].ID
	}
	before := last()
	for _, r := range Routes {
		if !slices.ContainsFunc([]string{"/contracts/:id", "/pledges/:id", "/briefings/:id", "/topics/:"}, func(s string) bool { return strings.HasPrefix(r.Path, s) }) {
			continue
		}
		for _, accept := range []string{"text/html", "application/json"} {
			body, kind := strings.NewReader(url.Values{"reason": {"試し"}}.Encode()), "application/x-www-form-urlencoded"
			if r.Method == http.MethodGet {
				kind = ""
			}
			a := lead.do(r.Method, h.address(r, ids), body, kind, accept)
			switch reads := r.Method == http.MethodGet && slices.Contains(pastReads, r.Path); {
			case reads && a.Code != http.StatusOK:
				t.Errorf("%s (%s): status %d\n%s", a.asked, accept, a.Code, a.short())
			case !reads && r.Method == http.MethodGet && !slices.Contains([]int{http.StatusNotFound, http.StatusForbidden, http.StatusConflict}, a.Code):
				t.Errorf("%s (%s): status %d\n%s", a.asked, accept, a.Code, a.short())
			case !reads && a.Code < http.StatusBadRequest:
				t.Errorf("%s (%s): status %d\n%s", a.asked, accept, a.Code, a.short())
			}
		}
	}
	if last() != before {
		t.Error("an event came of it")
	}
}

func TestAPastPlaceIsFoundFromTheFirstPage(t *testing.T) {
	// Proves the way of somebody whose work has ended: from the first page and from the list of
	// pledges to the signed papers, with no link that leads nowhere.
	h := printing(t)
	h.addWalkWork()
	ids := h.pastPlace()
	lead := h.as(h.people.SubLead)
	place := "/contracts/" + ids["contracts"] + "/parties/" + ids[":party"]
	lead.get("/").is(200).says("details.past", "従事を終えた契約")
	lead.get("/pledges").is(200).says(".todo", "児童相談ＩＴナビシステム保守運用業務")
	for _, page := range []string{place, place + "/roster", place + "/structure", "/pledges/" + ids["pledges"], "/briefings/" + ids["briefings"], "/contracts/" + ids["contracts"] + "/appendix"} {
		a := lead.get(page).is(200)
		for _, n := range a.all("main a") {
			if to := attr(n, "href"); strings.HasPrefix(to, "/") && !strings.Contains(to, "pledges.zip") {
				lead.get(to).is(200)
			}
		}
	}
	lead.get(place).says(".next", "従事は").says("h2", "受け取った書類")
	lead.get(place+"/roster").says(".next", "従事は")
}
