package handlers

import (
	"slices"

	"github.com/labstack/echo/v4"

	"chigiri/models"
	"chigiri/models/catalog"
	"chigiri/models/store"
	"chigiri/views"
	"chigiri/views/i18n"
)

// listed is how many vendors and systems a form lists before one has to search.
const listed = 200

// editionFor is the edition a contract is pinned to; for a new one the edition in
// force today.
func (h *Handlers) editionFor(c echo.Context, now *models.ContractView) (*catalog.Edition, error) {
	ctx := c.Request().Context()
	if now != nil {
		return h.store.Edition(ctx, actor(c), now.Contract.EditionID)
	}
	_, e, err := h.store.CurrentEdition(ctx, actor(c))
	return e, err
}

// contractOptions are the lists of a contract's form, and the level that its
// present ticks would give; now is the contract as it is saved, nil for a new one.
func (h *Handlers) contractOptions(c echo.Context, form views.ContractForm, now *models.ContractView) (views.ContractOptions, error) {
	o := views.ContractOptions{Needed: catalog.Needs()}
	e, err := h.editionFor(c, now)
	if err != nil {
		return o, err
	}
	if o.Divisions, err = h.divisionOptions(c, form.DivisionID); err != nil {
		return o, err
	}
	if err = h.vendorOptions(c, form, &o); err != nil {
		return o, err
	}
	systems, err := h.contractSystems(c, form, &o)
	if err != nil {
		return o, err
	}
	lang := actor(c).Lang
	o.Classes, o.Flags = classOptions(lang, e, form.Classes), flagOptions(lang, e, form.Flags)
	facts := factsOf(form, systems)
	if now != nil {
		facts.Raise, facts.Lower = now.Contract.Raise, now.Contract.Lower
		o.Open = now.Needs
	}
	o.Level, _ = catalog.Derive(e, facts) // what cannot be derived is told when it is saved
	return o, nil
}

// divisionOptions are the divisions an actor may register contracts for: drafters
// and managers their own.
func (h *Handlers) divisionOptions(c echo.Context, chosen string) ([]views.Option, error) {
	all, err := h.store.Divisions(c.Request().Context(), actor(c))
	if err != nil {
		return nil, err
	}
	var options []views.Option
	own := actor(c).DivisionID
	for _, d := range all {
		if own != "" && d.ID != own && d.ID != chosen || !d.EndedOn.IsZero() && d.ID != chosen {
			continue
		}
		options = append(options, views.Option{Value: d.ID, Text: models.Text{JA: d.Name, EN: d.NameEN}.In(actor(c).Lang)})
	}
	return options, nil
}

func (h *Handlers) vendorOptions(c echo.Context, form views.ContractForm, o *views.ContractOptions) error {
	ctx, who := c.Request().Context(), actor(c)
	list, err := h.store.Vendors(ctx, who, store.VendorQuery{Text: form.VendorText, Limit: listed})
	if err != nil {
		return err
	}
	found := form.VendorID == ""
	for _, v := range list.Rows {
		o.Vendors = append(o.Vendors, views.Option{Value: v.ID, Text: v.Name})
		found = found || v.ID == form.VendorID
	}
	o.MoreVendors = list.Total - len(list.Rows)
	if found {
		return nil
	}
	if v, err := h.store.Vendor(ctx, who, form.VendorID); err == nil {
		o.Vendors = append([]views.Option{{Value: v.ID, Text: v.Name}}, o.Vendors...)
	}
	return nil
}

// contractSystems lists the systems of the form's division, those a search found and
// those already chosen.
func (h *Handlers) contractSystems(c echo.Context, form views.ContractForm, o *views.ContractOptions) ([]models.InfoSystem, error) {
	ctx, who := c.Request().Context(), actor(c)
	everything, err := h.store.Systems(ctx, who, store.SystemQuery{Text: form.SystemText, Limit: listed})
	if err != nil {
		return nil, err
	}
	rows := everything.Rows
	if everything.Total > len(rows) && form.DivisionID != "" {
		own, err := h.store.Systems(ctx, who, store.SystemQuery{Division: form.DivisionID, Limit: listed})
		if err != nil {
			return nil, err
		}
		rows = own.Rows
		if form.SystemText != "" {
			rows = append(rows, everything.Rows...)
		}
	}
	rows, err = h.withChosen(c, rows, form.Systems)
	if err != nil {
		return nil, err
	}
	o.Systems = systemOptions(who.Lang, form, rows)
	o.MoreSystems = max(everything.Total-len(rows), 0)
	return rows, nil
}

// systemOptions are systems to tick: the division's own first, for most contracts
// are about those, each with its division and, where it has one, its level.
func systemOptions(lang string, form views.ContractForm, rows []models.InfoSystem) []views.Option {
	var own, others []views.Option
	for _, s := range rows {
		option := views.Option{Value: s.ID, Text: s.Name, Hint: s.Division, Chosen: slices.Contains(form.Systems, s.ID)}
		if s.Level != models.NoLevel {
			option.Hint = i18n.T(lang, "contract.systems.is", s.Level.String(), s.Division)
		}
		switch form.DivisionID {
		case "":
			others = append(others, option)
		case s.DivisionID:
			option.Group = i18n.T(lang, "contract.systems.own")
			own = append(own, option)
		default:
			option.Group = i18n.T(lang, "contract.systems.others")
			others = append(others, option)
		}
	}
	return append(own, others...)
}

// withChosen adds the chosen systems that a list does not hold, once each. One that
// is not there is told when the form is saved.
func (h *Handlers) withChosen(c echo.Context, rows []models.InfoSystem, chosen []string) ([]models.InfoSystem, error) {
	var once []models.InfoSystem
	has := func(id string) bool {
		return slices.ContainsFunc(once, func(s models.InfoSystem) bool { return s.ID == id })
	}
	for _, s := range rows {
		if !has(s.ID) {
			once = append(once, s)
		}
	}
	for _, id := range chosen {
		if id == "" || has(id) {
			continue
		}
		s, err := h.store.InfoSystem(c.Request().Context(), actor(c), id)
		switch {
		case err == nil:
			once = append(once, s)
		case models.KindOf(err) != models.KindNotFound:
			return nil, err
		}
	}
	return once, nil
}

// classOptions are the data classes by level, the highest first, each with
// examples and the level it forces.
func classOptions(lang string, e *catalog.Edition, chosen []string) []views.Option {
	var options []views.Option
	levels := models.Levels()
	slices.Reverse(levels)
	for _, l := range levels {
		info, _ := e.Levels.Get(l.String())
		for _, x := range e.Classes {
			if x.Level != l {
				continue
			}
			hint := i18n.T(lang, "contract.classes.forces", l.String())
			if example := x.Example.In(lang); example != "" {
				hint = i18n.T(lang, "contract.classes.example", example) + " " + hint
			}
			options = append(options, views.Option{
				Value: x.ID, Text: x.Name.In(lang), Hint: hint,
				Group: l.String() + "　" + info.In(lang), Chosen: slices.Contains(chosen, x.ID),
			})
		}
	}
	return options
}

func flagOptions(lang string, e *catalog.Edition, chosen []string) []views.Option {
	var options []views.Option
	for _, f := range e.ContractFlags() {
		o := views.Option{Value: f.ID, Text: f.In(lang), Chosen: slices.Contains(chosen, f.ID)}
		if key := "contract.flag." + f.ID; i18n.Has(key) {
			o.Hint = i18n.T(lang, key)
		}
		options = append(options, o)
	}
	return options
}

// levelFacts are what the level follows from, as the form has it now.
func (h *Handlers) levelFacts(c echo.Context, form views.ContractForm) (models.Facts, error) {
	systems, err := h.withChosen(c, nil, form.Systems)
	return factsOf(form, systems), err
}

func factsOf(form views.ContractForm, systems []models.InfoSystem) models.Facts {
	f := models.Facts{Classes: form.Classes, Flags: form.Flags, Overseas: form.Overseas}
	f.Start, _ = models.ParseDate(form.StartsOn) // without a day any source counts
	for _, s := range systems {
		if slices.Contains(form.Systems, s.ID) {
			f.Systems = append(f.Systems, models.SystemFacts{ID: s.ID, Name: s.Name, Zone: s.Zone, Classes: s.Classes})
		}
	}
	return f
}
