package handlers

import (
	"errors"
	"io"
	"net/http"

	"github.com/labstack/echo/v4"

	"chigiri/models"
	"chigiri/views"
)

func (h *Handlers) addManual(c echo.Context) error {
	form, err := read[views.ManualForm](c)
	var m models.Manual
	var f models.File
	if err == nil {
		m, err = form.Input()
	}
	if err == nil {
		f, err = upload(c, "file")
	}
	if err == nil {
		m, err = h.store.AddManual(c.Request().Context(), actor(c), c.Param("id"), m, f)
	}
	if err != nil {
		return h.systemPageRefused(c, err, func(f *views.SystemPageForms) { f.Manual = form })
	}
	return h.created(c, "/systems/"+c.Param("id"), "said.manual.added", m)
}

func (h *Handlers) manualFile(c echo.Context) error {
	f, err := h.store.ManualFile(c.Request().Context(), actor(c), c.Param("id"), c.Param("manual"))
	if err != nil {
		return err
	}
	return h.sendFile(c, f, false)
}

// upload reads the file a form brings. Without one it is empty, which the store
// refuses in words.
func upload(c echo.Context, field string) (models.File, error) {
	header, err := c.FormFile(field)
	if errors.Is(err, http.ErrMissingFile) || errors.Is(err, http.ErrNotMultipart) {
		return models.File{}, nil
	}
	if err != nil {
		return models.File{}, badBody(err)
	}
	file, err := header.Open()
	if err != nil {
		return models.File{}, err
	}
	defer file.Close()
	bytes, err := io.ReadAll(io.LimitReader(file, models.MaxFile+1))
	return models.File{Name: header.Filename, Bytes: bytes}, err
}
