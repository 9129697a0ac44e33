package handlers

import (
	"encoding/base64"
	"net/url"
	"strings"

	"github.com/labstack/echo/v4"

	"chigiri/models"
	"chigiri/views"
	"chigiri/views/document"
)

// signPicture is the picture a signer sends and the field it stands in: a file, or else
// one that was drawn on the page or came back with it. Both are checked alike.
func signPicture(c echo.Context, form views.SignForm) (field string, data []byte, err error) {
	file, err := upload(c, "seal")
	if err != nil || len(file.Bytes) > 0 || file.Name != "" {
		return "seal", file.Bytes, err
	}
	data, err = base64.StdEncoding.DecodeString(form.Picture)
	if err != nil {
		return "picture", nil, models.Invalidf("picture", "error.pledge.seal_image")
	}
	return "picture", data, nil
}

// keptPicture is a picture as a page keeps it while its form is filled in again, by whom
// ever the page is served then; empty when it is none.
func keptPicture(data []byte) string {
	plain, err := document.PlainPicture("picture", data)
	if err != nil {
		return ""
	}
	return base64.StdEncoding.EncodeToString(plain)
}

// keepPicture puts the picture that came with a pledge's form among the values that are
// kept over a sign-in, files being no values.
func keepPicture(c echo.Context, values url.Values) {
	path := c.Request().URL.Path
	if !strings.HasPrefix(path, "/pledges/") || !strings.HasSuffix(path, "/sign") {
		return
	}
	_, data, err := signPicture(c, views.SignForm{Picture: values.Get("picture")})
	values.Del("picture")
	if text := keptPicture(data); err == nil && text != "" {
		values.Set("picture", text)
	}
}
