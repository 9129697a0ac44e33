package handlers

import (
	"strconv"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"chigiri/models"
	"chigiri/views"
	"chigiri/views/document"
)

// wantedVersion is the version an address asks for: a number, 0 for the draft, or
// none (-1).
func wantedVersion(c echo.Context, name string) (int, error) {
	s := c.QueryParam(name)
	if s == "" {
		return -1, nil
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 {
		return 0, models.Invalidf(name, "error.number.format", s)
	}
	return n, nil
}

// appendixOf finds the state of an appendix the address asks for. Without a word
// staff get the draft until there is an issue, then the issue; vendors get what was
// issued to them and nothing else.
func (h *Handlers) appendixOf(c echo.Context, issued int) (models.Appendix, int, error) {
	number, err := wantedVersion(c, "version")
	if err != nil {
		return models.Appendix{}, 0, err
	}
	if number < 0 || number == 0 && actor(c).External() {
		number = issued
	}
	ctx, who, id := c.Request().Context(), actor(c), c.Param("id")
	var a models.Appendix
	switch {
	case number > 0:
		a, err = h.store.AppendixVersion(ctx, who, id, number)
	default:
		a, err = h.store.Appendix(ctx, who, id)
	}
	return a, number, err
}

func (h *Handlers) showAppendix(c echo.Context) error {
	v, err := h.store.Contract(c.Request().Context(), actor(c), c.Param("id"))
	if models.KindOf(err) == models.KindNotFound {
		return h.pastAppendix(c)
	}
	if err != nil {
		return err
	}
	a, number, err := h.appendixOf(c, v.Contract.IssuedNumber)
	page := contractPage(v.Contract.Title, a)
	if err != nil {
		none := v.Contract.IssuedNumber == 0 && number == 0 &&
			(models.KindOf(err) == models.KindInvalid || models.KindOf(err) == models.KindNotFound)
		if !none || wantsJSON(c) {
			return err
		}
		return h.page(c, page, func(b views.Base) templ.Component { return views.AppendixNone(b, v) })
	}
	shown := views.AppendixShown{Appendix: a, Number: number, Text: documentLanguage(c)}
	shown.Doc = document.Appendix(a, shown.Text)
	return h.page(c, page, func(b views.Base) templ.Component { return views.AppendixPage(b, v, shown) })
}

// pastAppendix shows the appendix that bound a firm last which no longer works under the
// contract; to others there is none.
func (h *Handlers) pastAppendix(c echo.Context) error {
	a, _, err := h.appendixOf(c, 0)
	if err != nil {
		return err
	}
	shown := views.AppendixShown{Appendix: a, Number: a.Version, Text: documentLanguage(c)}
	shown.Doc = document.Appendix(a, shown.Text)
	page := contractPage(a.Facts.Title, a)
	return h.page(c, page, func(b views.Base) templ.Component { return views.PastAppendix(b, c.Param("id"), shown) })
}

// documentLanguage is Japanese unless the reading copy is asked for.
func documentLanguage(c echo.Context) string {
	if c.QueryParam("text") == "en" || c.QueryParam("text") == "" && actor(c).Lang == "en" {
		return "en"
	}
	return "ja"
}

func (h *Handlers) appendixPDF(c echo.Context) error {
	return h.appendixFile(c, "pdf", func(a models.Appendix) (models.File, error) {
		return appendixPDF(a, "ja", h.opt.Fonts)
	})
}

func (h *Handlers) appendixDOCX(c echo.Context) error {
	return h.appendixFile(c, "docx", func(a models.Appendix) (models.File, error) { return appendixWord(a, "ja") })
}

// appendixFile answers with the very bytes that were issued, or for a draft with
// what it would print now.
func (h *Handlers) appendixFile(c echo.Context, format string, render func(models.Appendix) (models.File, error)) error {
	ctx, who, id := c.Request().Context(), actor(c), c.Param("id")
	number, err := wantedVersion(c, "version")
	if err != nil {
		return err
	}
	if number != 0 {
		f, err := h.store.AppendixFile(ctx, who, id, max(number, 0), format)
		if err == nil {
			return h.sendFile(c, f, format == "pdf")
		}
		if number > 0 || models.KindOf(err) != models.KindNotFound {
			return err
		}
	}
	a, err := h.store.Appendix(ctx, who, id)
	if err != nil {
		return err
	}
	f, err := render(a)
	if err != nil {
		return err
	}
	return h.sendFile(c, f, format == "pdf")
}

// Changes is a comparison as a program gets it.
type Changes struct {
	From int `json:"from"`
	To   int `json:"to"` // 0 is the present draft
	models.Comparison
}

func (h *Handlers) showChanges(c echo.Context) error {
	ctx, who, id := c.Request().Context(), actor(c), c.Param("id")
	v, err := h.store.Contract(ctx, who, id)
	if err != nil {
		return err
	}
	from, err := wantedVersion(c, "from")
	if err != nil {
		return err
	}
	to, err := wantedVersion(c, "to")
	if err != nil {
		return err
	}
	if from < 0 {
		from = v.Contract.IssuedNumber
	}
	to = max(to, 0)
	if from == 0 {
		return models.NotFound("appendix")
	}
	changes, err := h.store.AppendixChanges(ctx, who, id, from, to)
	if err != nil {
		return err
	}
	return h.page(c, contractPage(v.Contract.Title, Changes{from, to, changes}), func(b views.Base) templ.Component {
		return views.AppendixChangesPage(b, v, changes, from, to)
	})
}
