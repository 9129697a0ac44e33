package handlers

import (
	"context"
	"net/http"
	"strings"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"chigiri/models"
	"chigiri/models/store"
	"chigiri/views"
	"chigiri/views/document"
	"chigiri/views/i18n"
)

// inviteLead invites a responsible person of a party's firm, and shows the link this once.
func (h *Handlers) inviteLead(c echo.Context) error {
	form, err := read[views.LeadForm](c)
	var made store.LeadLink
	err = h.partyDeed(c, func(ctx context.Context, who models.Actor, id string) error {
		if err != nil {
			return err
		}
		made, err = h.store.InviteLead(ctx, who, id, form.Input())
		return err
	})
	if err != nil {
		return h.partyRefused(c, err, views.PartyDraft{Sent: views.Sent{Form: "leads"}, Lead: form})
	}
	return h.showLead(c, made, http.StatusCreated)
}

// inviteLeadAgain makes a new link for a lead who has no password yet.
func (h *Handlers) inviteLeadAgain(c echo.Context) error {
	var made store.LeadLink
	err := h.partyDeed(c, func(ctx context.Context, who models.Actor, id string) (err error) {
		made, err = h.store.InviteLeadAgain(ctx, who, id, c.Param("lead"))
		return err
	})
	if err != nil {
		return h.partyRefused(c, err, views.PartyDraft{})
	}
	return h.showLead(c, made, http.StatusOK)
}

func (h *Handlers) showLead(c echo.Context, made store.LeadLink, status int) error {
	v, err := h.partyAt(c)
	if err != nil {
		return err
	}
	i := views.LeadInvitation{Lead: made.Lead, Login: made.Login, Link: h.welcomeURL(made.Link), Mailed: made.Mailed, Days: store.InvitationDays}
	page := contractPage(i18n.T(actor(c).Lang, "leads.invited"), i)
	page.Status, page.Narrow = status, true
	return h.page(c, page, func(b views.Base) templ.Component { return views.LeadInvitationPage(b, v, i) })
}

// leadSheet prints the link of a lead that was just made. It comes from the page that
// shows it, for it is kept nowhere; only a lead's of this very firm is printed.
func (h *Handlers) leadSheet(c echo.Context) error {
	v, err := h.partyAt(c)
	if err != nil {
		return err
	}
	if !v.Can["invite"] {
		return models.Denied("error.denied.lead")
	}
	form, err := read[views.SheetForm](c)
	if err != nil {
		return err
	}
	if form.Link == "" {
		return models.Invalidf("link", "error.required")
	}
	link := form.Link[strings.LastIndex(form.Link, "/")+1:]
	u, err := h.store.InvitedUser(c.Request().Context(), link)
	if err != nil {
		return err
	}
	if u.VendorID != v.Party.VendorID || u.Role != models.VendorLead {
		return models.NotFound("lead")
	}
	needs, err := h.store.Signing(c.Request().Context(), actor(c), v.Party.ID, models.PledgeCompany)
	if err != nil {
		return err
	}
	sheet := h.sheetOf(link, document.Sheet{
		Lead: true, Name: u.Name, Login: u.Login, Expires: u.Invitation.Until, Contract: v.Title, Party: v.Party.Vendor, Phone: needs.Code, Paper: needs.Paper,
	})
	f, err := paper("責任者のご案内_"+v.Number+".pdf", document.InvitationSheets([]document.Sheet{sheet}, i18n.T(i18n.JA, "app.name"), "ja"), h.opt.Fonts)
	if err != nil {
		return err
	}
	return h.sendFile(c, f, false)
}
