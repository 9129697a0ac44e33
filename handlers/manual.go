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
		f, err = upload(c, "file")
	}
	if err == nil {
		m, err = form.Input()
		err = withFile(err, f)
	}
	if err == nil {
		m, err = h.store.AddManual(c.Request().Context(), actor(c), c.Param("id"), m, f)
	}
	err = againFile(err, f)
	if err != nil {
		return h.systemPageRefused(c, err, func(f *views.SystemPageForms) { f.Manual = form })
	}
	return h.created(c, "/systems/"+c.Param("id"), "said.manual.added", m)
}

// withFile adds to what is wrong with a form that no file was chosen.
func withFile(err error, f models.File) error {
	if f.Name != "" || models.Invalid(err) == nil {
		return err
	}
	var p models.Problems
	p.Merge("", err)
	p.Add("file", "error.file.none")
	return p.Err()
}

// againFile says that the file has to be chosen again when something else was wrong: a
// browser does not keep it.
func againFile(err error, f models.File) error { return againFileAt(err, "file", f) }

// againFileAt is againFile for a field of another name.
func againFileAt(err error, field string, f models.File) error {
	wrong := models.Invalid(err)
	if wrong == nil || f.Name == "" || len(views.Problems(wrong.Problems).At(field)) > 0 {
		return err
	}
	var p models.Problems
	p.Merge("", err)
	p.Add(field, "error.file.again", f.Name)
	return p.Err()
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
