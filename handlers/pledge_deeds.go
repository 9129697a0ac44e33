package handlers

import (
	"context"

	"github.com/labstack/echo/v4"

	"chigiri/models"
	"chigiri/models/store"
	"chigiri/views"
	"chigiri/views/document"
)

// pledgeWord is a deed on a pledge that brings one text: it is done, or the page is
// shown again with what was typed.
func (h *Handlers) pledgeWord(c echo.Context, form, text string, err error, said string, do func(ctx context.Context, who models.Actor, id, text string) error) error {
	id := c.Param("id")
	if err == nil {
		err = do(c.Request().Context(), actor(c), id, text)
	}
	if err != nil {
		return h.pledgeRefused(c, err, func(f *views.PledgeForms, _ models.PledgeView) { f.Sent, f.Text = form, text })
	}
	return h.done(c, "/pledges/"+id, said, nil)
}

func (h *Handlers) declinePledge(c echo.Context) error {
	form, err := read[views.ReasonForm](c)
	return h.pledgeWord(c, "decline", form.Reason, err, "said.pledge.declined", h.store.DeclinePledge)
}

func (h *Handlers) askPledgeAgain(c echo.Context) error {
	return h.pledgeWord(c, "again", "", nil, "said.pledge.again", func(ctx context.Context, who models.Actor, id, _ string) error {
		return h.store.AskPledgeAgain(ctx, who, id)
	})
}

func (h *Handlers) askAboutPledge(c echo.Context) error {
	form, err := read[views.QuestionForm](c)
	return h.pledgeWord(c, "question", form.Question, err, "said.pledge.asked", h.store.AskAboutPledge)
}

func (h *Handlers) answerAboutPledge(c echo.Context) error {
	form, err := read[views.AnswerForm](c)
	return h.pledgeWord(c, "answer", form.Answer, err, "said.pledge.answered", h.store.AnswerAboutPledge)
}

func (h *Handlers) delegatePledge(c echo.Context) error {
	form, err := read[views.DelegateForm](c)
	return h.pledgeWord(c, "delegate", form.UserID, err, "said.pledge.delegated", h.store.DelegatePledge)
}

func (h *Handlers) confirmPledge(c echo.Context) error {
	form, err := read[views.ShelfForm](c)
	return h.pledgeWord(c, "confirm", form.Shelf, err, "said.pledge.confirmed", h.store.ConfirmPledge)
}

func (h *Handlers) returnPledge(c echo.Context) error {
	form, err := read[views.ReasonForm](c)
	return h.pledgeWord(c, "return", form.Reason, err, "said.pledge.returned", h.store.ReturnPledge)
}

// paperPledge keeps the scan of a pledge that was signed on paper.
func (h *Handlers) paperPledge(c echo.Context) error {
	form, err := read[views.PaperForm](c)
	var scan models.File
	if err == nil {
		scan, err = upload(c, "scan")
	}
	in := store.PaperInput{Name: form.Name, Post: form.Post, Shelf: form.Shelf, Scan: scan}
	if err == nil {
		in.SignedOn, err = form.Day()
	}
	var p models.Pledge
	if err == nil {
		p, err = h.store.KeepPaperPledge(c.Request().Context(), actor(c), c.Param("id"), in, RenderPledge(h.opt.Fonts, h.opt.URL))
	}
	if err != nil {
		return h.pledgeRefused(c, againFileAt(err, "scan", scan), func(f *views.PledgeForms, _ models.PledgeView) {
			f.Sent, f.Paper = "paper", form
		})
	}
	return h.created(c, "/pledges/"+p.ID, "said.pledge.paper", p)
}

func (h *Handlers) pledgePDF(c echo.Context) error  { return h.pledgeFile(c, "pdf") }
func (h *Handlers) pledgeScan(c echo.Context) error { return h.pledgeFile(c, "scan") }

// pledgeFile answers with the very bytes that were sealed or brought.
func (h *Handlers) pledgeFile(c echo.Context, what string) error {
	f, err := h.store.PledgeFile(c.Request().Context(), actor(c), c.Param("id"), what)
	if err != nil {
		return err
	}
	return h.sendFile(c, f, false)
}

// blankPledge is the wording with empty places, to be signed with ink.
func (h *Handlers) blankPledge(c echo.Context) error {
	v, err := h.store.Pledge(c.Request().Context(), actor(c), c.Param("id"))
	if err != nil {
		return err
	}
	f, err := paper("誓約書（署名用）_"+v.Text.Form+"_"+v.Text.Contract.Number+".pdf", document.BlankPledge(v.Text, "ja"), h.opt.Fonts)
	if err != nil {
		return err
	}
	return h.sendFile(c, f, false)
}
