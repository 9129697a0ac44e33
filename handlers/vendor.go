package handlers

import (
	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"chigiri/models"
	"chigiri/models/store"
	"chigiri/views"
	"chigiri/views/i18n"
)

func vendorPage(c echo.Context, title string, twin any) views.Page {
	return views.Page{Title: i18n.T(actor(c).Lang, title), Nav: "vendors", Twin: twin}
}

func (h *Handlers) listVendors(c echo.Context) error {
	q := store.VendorQuery{Text: c.QueryParam("text"), After: c.QueryParam("after")}
	list, err := h.store.Vendors(c.Request().Context(), actor(c), q)
	if err != nil {
		return err
	}
	l := views.ListPage{Text: q.Text, Next: list.Next, Total: list.Total}
	return h.page(c, vendorPage(c, "nav.vendors", list), func(b views.Base) templ.Component {
		return views.VendorListPage(b, list.Rows, l)
	})
}

func (h *Handlers) showVendor(c echo.Context) error {
	v, err := h.store.Vendor(c.Request().Context(), actor(c), c.Param("id"))
	if err != nil {
		return err
	}
	page := views.Page{Title: v.Name, Nav: "vendors", Twin: v}
	return h.page(c, page, func(b views.Base) templ.Component { return views.VendorPage(b, v) })
}

func (h *Handlers) newVendor(c echo.Context) error {
	form, _ := restored[views.VendorForm](h, c)
	page := vendorPage(c, "vendor.new", form)
	page.Narrow = true
	return h.page(c, page, func(b views.Base) templ.Component { return views.VendorNew(b, form, nil) })
}

func (h *Handlers) createVendor(c echo.Context) error {
	form, err := read[views.VendorForm](c)
	var v models.Vendor
	if err == nil {
		v, err = h.store.CreateVendor(c.Request().Context(), actor(c), form.Input())
	}
	if err != nil {
		page := vendorPage(c, "vendor.new", form)
		page.Narrow = true
		return h.refused(c, err, page, func(b views.Base, p views.Problems) templ.Component { return views.VendorNew(b, form, p) })
	}
	return h.created(c, "/vendors/"+v.ID, "said.vendor.created", v)
}

func (h *Handlers) editVendor(c echo.Context) error {
	v, err := h.store.Vendor(c.Request().Context(), actor(c), c.Param("id"))
	if err != nil {
		return err
	}
	form, kept := restored[views.VendorForm](h, c)
	if !kept {
		form = views.VendorFormOf(v)
	}
	page := vendorPage(c, "vendor.edit", form)
	page.Narrow = true
	return h.page(c, page, func(b views.Base) templ.Component { return views.VendorEdit(b, v.ID, form, nil, nil) })
}

func (h *Handlers) updateVendor(c echo.Context) error {
	form, err := read[views.VendorForm](c)
	var v models.Vendor
	if err == nil {
		v, err = h.store.UpdateVendor(c.Request().Context(), actor(c), c.Param("id"), form.Version, form.Input())
	}
	if err != nil {
		return h.vendorRefused(c, form, err)
	}
	return h.done(c, "/vendors/"+v.ID, "said.vendor.updated", v)
}

// vendorRefused shows the form again; when somebody else was faster, with both
// versions, and the version that saving would now replace.
func (h *Handlers) vendorRefused(c echo.Context, form views.VendorForm, err error) error {
	id := c.Param("id")
	now := currentOf[models.Vendor](err)
	var clash *views.Collision
	if now != nil && !wantsJSON(c) {
		clash = h.collision(c, "vendor", id, "/vendors/"+id+"/edit")
		form.Version = now.Version
	}
	page := vendorPage(c, "vendor.edit", form)
	page.Narrow = true
	return h.refused(c, err, page, func(b views.Base, p views.Problems) templ.Component {
		if clash != nil {
			clash.Differ = views.VendorDifferences(b, views.VendorFormOf(*now), form)
		}
		return views.VendorEdit(b, id, form, p, clash)
	})
}
