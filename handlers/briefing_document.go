package handlers

import (
	"bytes"

	"github.com/labstack/echo/v4"

	"chigiri/models"
	"chigiri/models/store"
	"chigiri/views/document"
)

// RenderHeld gives the function that typesets the record of a meeting when it is closed.
func RenderHeld(fonts *document.Fonts, base string) store.BriefingPaper {
	record := RenderBriefingRecord(fonts, base)
	return func(v models.BriefingView, a models.Appendix, sign models.PledgeSignature) (models.File, error) {
		return record(v.Briefing, v.Attendees, v.Topics, v.Files, a, sign.VerifyAt)
	}
}

// paperMaker typesets a paper of a meeting in a language.
type paperMaker func(models.BriefingHandout, string, *document.Fonts) (models.File, error)

func briefOf(v models.BriefingHandout) document.Brief {
	return document.Brief{Appendix: v.Appendix, Bound: v.Bound, On: v.Briefing.HeldOn, Topics: v.Topics, Rule: v.Rule}
}

func handoutPDF(v models.BriefingHandout, lang string, fonts *document.Fonts) (models.File, error) {
	return paper(briefName("説明資料", v, "pdf"), document.Handout(briefOf(v), lang), fonts)
}

func slidesPDF(v models.BriefingHandout, lang string, fonts *document.Fonts) (models.File, error) {
	return paper(briefName("説明スライド", v, "pdf"), document.Slides(briefOf(v), lang), fonts)
}

func handoutWord(v models.BriefingHandout, lang string, _ *document.Fonts) (models.File, error) {
	var b bytes.Buffer
	err := document.WriteDOCX(&b, document.Handout(briefOf(v), lang))
	return models.File{Name: briefName("説明資料", v, "docx"), ContentType: docx, Bytes: b.Bytes()}, err
}

// briefName names the file as people file it: what, for whom, of which day.
func briefName(what string, v models.BriefingHandout, ext string) string {
	whom := map[string]string{models.BoundWorker: "従事者用", models.BoundVendor: "受託者用", models.BoundSub: "再委託先用"}[v.Bound]
	return what + "_" + whom + "_" + v.Briefing.HeldOn.String() + "." + ext
}

func (h *Handlers) briefingHandout(c echo.Context) error { return h.briefingPaper(c, handoutPDF) }

func (h *Handlers) briefingHandoutWord(c echo.Context) error { return h.briefingPaper(c, handoutWord) }

func (h *Handlers) briefingSlides(c echo.Context) error { return h.briefingPaper(c, slidesPDF) }

// briefingPaper typesets a paper of a meeting as the kind of hearer the address names is
// bound; without a name, as the contractor is.
func (h *Handlers) briefingPaper(c echo.Context, typeset paperMaker) error {
	bound := c.QueryParam("for")
	if bound == "" {
		bound = models.BoundVendor
	}
	v, err := h.store.BriefingHandout(c.Request().Context(), actor(c), c.Param("id"), bound)
	if err != nil {
		return err
	}
	f, err := typeset(v, documentLanguage(c), h.opt.Fonts)
	if err != nil {
		return err
	}
	return h.sendFile(c, f, f.ContentType == pdf)
}
