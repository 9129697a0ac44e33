package handlers

import (
	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"chigiri/models"
	"chigiri/views"
)

// issueChanges is what the next version changes against the one in force.
func (h *Handlers) issueChanges(c echo.Context, v models.ContractView) models.Comparison {
	if v.Contract.IssuedNumber == 0 || !v.Can["issue"] {
		return models.Comparison{}
	}
	changes, err := h.store.AppendixChanges(c.Request().Context(), actor(c), v.Contract.ID, v.Contract.IssuedNumber, 0)
	if err != nil {
		return models.Comparison{} // the page says what is missing instead
	}
	return changes
}

func (h *Handlers) checkIssue(c echo.Context) error {
	v, err := h.store.Contract(c.Request().Context(), actor(c), c.Param("id"))
	if err != nil {
		return err
	}
	changes := h.issueChanges(c, v)
	return h.page(c, contractPage(v.Contract.Title, v), func(b views.Base) templ.Component {
		return views.IssuePage(b, v, changes, nil)
	})
}

func (h *Handlers) issue(c echo.Context) error {
	form, err := read[views.VersionForm](c)
	var issued models.Appendix
	if err == nil {
		issued, err = h.store.IssueAppendix(c.Request().Context(), actor(c), c.Param("id"), form.Version, RenderAppendix(h.opt.Fonts))
	}
	if err != nil {
		return h.contractRefused(c, err, func(b views.Base, v models.ContractView, p views.Problems) templ.Component {
			return views.IssuePage(b, v, h.issueChanges(c, v), p)
		})
	}
	return h.created(c, "/contracts/"+c.Param("id")+"/appendix", "said.appendix.issued", issued)
}
