package handlers

import (
	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"chigiri/models"
	"chigiri/views"
)

func (h *Handlers) copyContractForm(c echo.Context) error {
	v, err := h.store.Contract(c.Request().Context(), actor(c), c.Param("id"))
	if err != nil {
		return err
	}
	form, kept := restored[views.CopyForm](h, c)
	if !kept {
		form = nextPeriod(v.Contract)
	}
	return h.page(c, contractForm(c, "contract.copy", form), func(b views.Base) templ.Component {
		return views.ContractCopy(b, v, form, nil)
	})
}

// nextPeriod is the same span a year on: most work is let by the fiscal year.
func nextPeriod(c models.Contract) views.CopyForm {
	return views.CopyForm{StartsOn: models.Wareki(c.StartsOn.AddYears(1)), EndsOn: models.Wareki(c.EndsOn.AddYears(1))}
}

func (h *Handlers) copyContract(c echo.Context) error {
	form, err := read[views.CopyForm](c)
	var made models.Contract
	if err == nil {
		var start, end models.Date
		if start, end, err = form.Period(); err == nil {
			made, err = h.store.CopyContract(c.Request().Context(), actor(c), c.Param("id"), form.Number, start, end)
		}
	}
	if err != nil {
		return h.contractRefused(c, err, func(b views.Base, v models.ContractView, p views.Problems) templ.Component {
			return views.ContractCopy(b, v, form, p)
		})
	}
	return h.created(c, "/contracts/"+made.ID, "said.contract.copied", made)
}

func (h *Handlers) removeContract(c echo.Context) error {
	form, err := read[views.ReasonForm](c)
	if err == nil {
		err = h.store.RemoveContract(c.Request().Context(), actor(c), c.Param("id"), form.Reason)
	}
	if err != nil {
		return h.deedRefused(c, err, views.Sent{Form: "remove", Text: form.Reason})
	}
	return h.done(c, "/contracts", "said.contract.removed", nil)
}

// heldBy are the controls of a form on the contract's own page; none when the state
// of the contract has taken the form away meanwhile.
func heldBy(v models.ContractView, form string) []string {
	switch {
	case form == "edition" && v.Can["move_edition"], form == "withdraw" && v.Can["withdraw"], form == "remove" && v.Can["remove"],
		form == "accept" && v.Can["accept"], form == "hold" && v.Can["hold"], form == "lift" && v.Can["lift_hold"]:
		return []string{"reason"}
	case form == "complete" && v.Can["complete"]:
		return []string{"completed_on"}
	}
	return nil
}

// contractExtras are the names a contract's page prints besides, and what a later
// edition would change.
func (h *Handlers) contractExtras(c echo.Context, v models.ContractView) (views.ContractExtras, error) {
	var x views.ContractExtras
	if wantsJSON(c) {
		return x, nil
	}
	e, err := h.store.Edition(c.Request().Context(), actor(c), v.Contract.EditionID)
	if err != nil {
		return x, err
	}
	lang, handled := actor(c).Lang, map[string]bool{}
	for _, id := range v.Contract.Classes {
		handled[id] = true
	}
	for _, s := range v.Systems {
		for _, id := range s.Classes {
			handled[id] = true
		}
	}
	for _, k := range e.Classes {
		if handled[k.ID] {
			x.Classes = append(x.Classes, k.Name.In(lang))
		}
	}
	for _, f := range e.ContractFlags() {
		for _, id := range v.Contract.Flags {
			if f.ID == id {
				x.Flags = append(x.Flags, f.In(lang))
			}
		}
	}
	if v.Newer != nil && actor(c).Internal() {
		x.Newer, err = h.newerEdition(c, v)
	}
	return x, err
}
