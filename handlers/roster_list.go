package handlers

import (
	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"chigiri/models"
	"chigiri/views"
	"chigiri/views/i18n"
)

// rosterQuery reads the address of a roster: the page people see, and for programs that
// ask for no part the whole, with who has left.
func rosterQuery(c echo.Context) (q models.RosterQuery, whole bool, err error) {
	var p models.Problems
	q = models.RosterQuery{
		Text: c.QueryParam("text"), Show: models.RosterShow(c.QueryParam("show")), After: c.QueryParam("after"), Limit: queryNumber(&p, c, "limit"),
	}
	p.Merge("", q.Check())
	whole = wantsJSON(c) && q == models.RosterQuery{}
	if q.Limit == 0 && !wantsJSON(c) {
		q.Limit = views.RosterPageSize
	}
	return q, whole, p.Err()
}

func (h *Handlers) showRoster(c echo.Context) error {
	q, whole, err := rosterQuery(c)
	if err != nil {
		return err
	}
	r, err := h.roster(c)
	if err != nil {
		return err
	}
	page := r
	if !whole {
		page = r.Part(q)
	}
	var sent views.Sent
	if c.QueryParam("form") == "return" {
		kept, _ := restored[views.RosterDecisionForm](h, c)
		sent = views.Sent{Form: "return", Text: kept.Reason}
	}
	return h.page(c, contractPage(i18n.T(actor(c).Lang, "roster.title"), page), func(b views.Base) templ.Component {
		return views.RosterPage(b, r, page, q, sent, nil)
	})
}
