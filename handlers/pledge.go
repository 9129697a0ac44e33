package handlers

import (
	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"chigiri/models"
	"chigiri/views"
	"chigiri/views/document"
	"chigiri/views/i18n"
)

// pledgePage is a page about pledges; most readers stand there with a phone.
func pledgePage(title string, twin any) views.Page {
	return views.Page{Title: title, Nav: "pledges", Narrow: true, Twin: twin}
}

// listPledges lists one's own to a vendor's people, and to staff what waits for a word
// of the house.
func (h *Handlers) listPledges(c echo.Context) error {
	read, title := h.store.PledgesWaiting, "pledge.waiting"
	if actor(c).External() {
		read, title = h.store.OwnPledges, "pledge.list"
	}
	list, err := read(c.Request().Context(), actor(c))
	if err != nil {
		return err
	}
	page := pledgePage(i18n.T(actor(c).Lang, title), list)
	return h.page(c, page, func(b views.Base) templ.Component { return views.PledgeListPage(b, list) })
}

// pledge reads a pledge with what its page needs beside it.
func (h *Handlers) pledge(c echo.Context) (v models.PledgeView, f views.PledgeForms, err error) {
	ctx := c.Request().Context()
	if v, err = h.store.Pledge(ctx, actor(c), c.Param("id")); err != nil || wantsJSON(c) {
		return v, f, err
	}
	if v.Can["sign"] {
		a, err := h.store.Account(ctx, actor(c))
		if err != nil {
			return v, f, err
		}
		f.HasCode = a.HasCode
	}
	if v.Can["delegate"] {
		people, err := h.store.Colleagues(ctx, actor(c))
		if err != nil {
			return v, f, err
		}
		f.People = views.ColleagueOptions(people)
	}
	return v, f, nil
}

// keptPledge are the forms of a pledge's page: any may have been kept over a sign-in.
type keptPledge struct {
	views.SignForm
	SignedOn string `form:"signed_on"`
	Shelf    string `form:"shelf"`
	Post     string `form:"post"`
	Reason   string `form:"reason"`
	Question string `form:"question"`
	Answer   string `form:"answer"`
	UserID   string `form:"user_id"`
}

func (k keptPledge) into(f *views.PledgeForms, form string) {
	f.Sent = form
	switch form {
	case "paper":
		f.Paper = views.PaperForm{Name: k.Name, Post: k.Post, SignedOn: k.SignedOn, Shelf: k.Shelf}
	case "sign":
		f.Sign = k.SignForm
	default:
		f.Text = k.Reason + k.Question + k.Answer + k.UserID + k.Shelf
	}
}

func (h *Handlers) showPledge(c echo.Context) error {
	v, f, err := h.pledge(c)
	if err != nil {
		return err
	}
	if kept, ok := restored[keptPledge](h, c); ok {
		kept.into(&f, c.QueryParam("form"))
		f.Changed = f.Sign.Hash != "" && f.Sign.Hash != v.Text.Hash
		f.Sign.Read = f.Sign.Read && !f.Changed
	}
	return h.page(c, pledgePage(v.Text.Title.In(actor(c).Lang), v), func(b views.Base) templ.Component {
		return views.PledgePage(b, v, f)
	})
}

// pledgeRefused shows a pledge's page again as it stands now, with what was typed into
// one of its forms. A password and a code are typed anew.
func (h *Handlers) pledgeRefused(c echo.Context, err error, sent func(*views.PledgeForms, models.PledgeView)) error {
	if wantsJSON(c) {
		return err
	}
	v, f, readErr := h.pledge(c)
	if readErr != nil {
		return readErr
	}
	f.Sign.Name = ""
	sent(&f, v)
	page := pledgePage(v.Text.Title.In(actor(c).Lang), v)
	return h.refused(c, waitOnPage(c, err), page, func(b views.Base, p views.Problems) templ.Component {
		f.Problems = p
		return views.PledgePage(b, v, f)
	})
}

func (h *Handlers) signPledge(c echo.Context) error {
	form, err := read[views.SignForm](c)
	var field string
	var seal []byte
	if err == nil {
		field, seal, err = signPicture(c, form)
	}
	var p models.Pledge
	if err == nil {
		p, err = h.sign(c, form, field, seal)
	}
	if err != nil {
		return h.pledgeRefused(c, err, func(f *views.PledgeForms, v models.PledgeView) {
			f.Sent, f.Sign, f.Changed = "sign", form, form.Hash != v.Text.Hash && v.Can["sign"]
			f.Sign.Read, f.Sign.Picture = form.Read && !f.Changed, keptPicture(seal)
		})
	}
	return h.done(c, afterDeed(c, "/pledges/"+p.ID), "said.pledge.signed", p)
}

// sign checks what a form can show by itself, and signs.
func (h *Handlers) sign(c echo.Context, form views.SignForm, field string, seal []byte) (models.Pledge, error) {
	ctx := c.Request().Context()
	v, err := h.store.Pledge(ctx, actor(c), c.Param("id"))
	if err != nil {
		return models.Pledge{}, err
	}
	in, err := form.Input(v.Rule)
	if v.Can["sign"] { // else the store says why not
		var p models.Problems
		p.Merge("", err)
		p.Merge(field, document.CheckPicture(field, seal))
		if err := p.Err(); err != nil {
			return models.Pledge{}, err
		}
	}
	in.Seal, in.UserAgent = seal, c.Request().UserAgent()
	return h.store.SignPledge(ctx, actor(c), c.Param("id"), in, RenderPledge(h.opt.Fonts, h.opt.URL))
}
