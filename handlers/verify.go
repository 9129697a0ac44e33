package handlers

import (
	"errors"
	"io"
	"net/http"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"chigiri/models"
	"chigiri/models/seal"
	"chigiri/views"
	"chigiri/views/i18n"
)

// maxSealed is the largest sealed document and the lines around it in a form, and
// checksAtOnce how many are looked at by one process at the same time.
const (
	maxSealed    = seal.Largest + 64<<10
	checksAtOnce = 4
)

func (h *Handlers) verifyPage(c echo.Context, code string, v *models.Verified) (views.Page, func(views.Base, views.Problems) templ.Component) {
	page := views.Page{Title: i18n.T(actor(c).Lang, "verify.title"), Narrow: true, Twin: v}
	if v == nil {
		page.Twin = map[string]string{"code": code}
	}
	return page, func(b views.Base, p views.Problems) templ.Component { return views.Verify(b, code, v, p) }
}

// showVerify is the form, and what is found when it names a code.
func (h *Handlers) showVerify(c echo.Context) error {
	if c.QueryParams().Has("code") {
		return h.verified(c, c.QueryParam("code"))
	}
	page, body := h.verifyPage(c, "", nil)
	return h.page(c, page, func(b views.Base) templ.Component { return body(b, nil) })
}

func (h *Handlers) verifyCode(c echo.Context) error { return h.verified(c, c.Param("code")) }

func (h *Handlers) verified(c echo.Context, code string) error {
	v, err := h.store.VerifySealed(c.Request().Context(), models.Actor{Address: c.RealIP()}, code)
	return h.checked(c, code, v, err)
}

// verifyFile looks at a file somebody holds. It is read past the forms' own reader,
// which would put large ones on the disk.
func (h *Handlers) verifyFile(c echo.Context) error {
	busy := &models.Error{Kind: models.KindTooMany, Key: "error.verify.wait", Args: []any{10}}
	leave := h.intake.enter(c.RealIP(), c.Request().ContentLength)
	if leave == nil {
		return busy
	}
	defer leave()
	var v models.Verified
	pdf, err := sealedPart(c)
	if err == nil && len(pdf) == 0 {
		err = models.Invalidf("file", "error.file.none")
	}
	if err == nil {
		select { // none of the places is held by who is still sending
		case h.checks <- struct{}{}:
			defer func() { <-h.checks }()
		case <-c.Request().Context().Done():
			return busy
		}
		v, err = h.store.VerifyFile(c.Request().Context(), models.Actor{Address: c.RealIP()}, pdf)
	}
	return h.checked(c, "", v, err)
}

// sealedPart is the file of a multipart form, no more than a sealed document can have.
func sealedPart(c echo.Context) ([]byte, error) {
	parts, err := c.Request().MultipartReader()
	if err != nil {
		return nil, nil //nolint:nilerr // no form with a file: no file
	}
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return nil, nil
		}
		if err != nil {
			return nil, badBody(err)
		}
		if part.FormName() == "file" {
			pdf, err := io.ReadAll(io.LimitReader(part, seal.Largest+1))
			if err != nil {
				return nil, badBody(err)
			}
			return pdf, nil
		}
	}
}

func (h *Handlers) checked(c echo.Context, code string, v models.Verified, err error) error {
	if err = waitOnPage(c, err); err != nil {
		page, body := h.verifyPage(c, code, nil)
		return h.refused(c, err, page, body)
	}
	page, body := h.verifyPage(c, code, &v)
	page.Status = http.StatusOK
	return h.page(c, page, func(b views.Base) templ.Component { return body(b, nil) })
}
