package handlers

import (
	"strconv"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"chigiri/models"
	"chigiri/views"
	"chigiri/views/i18n"
)

// contractQuery reads the address of the list; a filter that does not exist is
// named rather than ignored, so that nobody reads a whole list as a part.
func contractQuery(c echo.Context) (models.ContractQuery, error) {
	var p models.Problems
	q := models.ContractQuery{
		Text: c.QueryParam("text"), State: models.ContractState(c.QueryParam("state")), Division: c.QueryParam("division"),
		Vendor: c.QueryParam("vendor"), System: c.QueryParam("system"), Sort: c.QueryParam("sort"), After: c.QueryParam("after"),
	}
	q.Mine = queryTick(&p, c, "mine")
	q.Changed = queryTick(&p, c, "changed")
	q.Year = queryNumber(&p, c, "year")
	q.Limit = queryNumber(&p, c, "limit")
	if s := c.QueryParam("level"); s != "" {
		level, err := models.ParseLevel(s)
		p.Merge("level", err)
		q.Level = level
	}
	if q.State != "" && !i18n.Has("state."+string(q.State)) {
		p.Add("state", "error.state", string(q.State))
	}
	return q, p.Err()
}

func queryTick(p *models.Problems, c echo.Context, name string) bool {
	switch s := c.QueryParam(name); s {
	case "true", "1":
		return true
	case "", "false", "0":
	default:
		p.Add(name, "error.field.bool", s)
	}
	return false
}

func queryNumber(p *models.Problems, c echo.Context, name string) int {
	s := c.QueryParam(name)
	if s == "" {
		return 0
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 {
		p.Add(name, "error.number.format", s)
		return 0
	}
	return n
}

func (h *Handlers) listContracts(c echo.Context) error {
	q, err := contractQuery(c)
	if err != nil {
		return err
	}
	ctx, who := c.Request().Context(), actor(c)
	list, err := h.store.Contracts(ctx, who, q)
	if err != nil {
		return err
	}
	if wantsJSON(c) {
		return c.JSON(200, list)
	}
	o, err := h.listOptions(c, q)
	if err != nil {
		return err
	}
	return h.page(c, contractPage(i18n.T(who.Lang, "nav.contracts"), list), func(b views.Base) templ.Component {
		return views.ContractListPage(b, q, list, o)
	})
}

// listOptions name what the filters choose from. Drafters see one division and
// vendors no list of them, so neither needs the filter.
func (h *Handlers) listOptions(c echo.Context, q models.ContractQuery) (views.ContractListOptions, error) {
	var o views.ContractListOptions
	ctx, who := c.Request().Context(), actor(c)
	if who.Is(models.Reviewer, models.Auditor) {
		all, err := h.store.Divisions(ctx, who)
		if err != nil {
			return o, err
		}
		for _, d := range all {
			o.Divisions = append(o.Divisions, views.Option{Value: d.ID, Text: models.Text{JA: d.Name, EN: d.NameEN}.In(who.Lang)})
		}
	}
	if q.Vendor != "" {
		if v, err := h.store.Vendor(ctx, who, q.Vendor); err == nil {
			o.Vendor = v.Name
		}
	}
	if q.System != "" {
		if s, err := h.store.InfoSystem(ctx, who, q.System); err == nil {
			o.System = s.Name
		}
	}
	return o, nil
}
