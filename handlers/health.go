package handlers

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"chigiri/assets"
	"chigiri/models"
	"chigiri/views/i18n"
)

// healthz says that the process runs.
func (h *Handlers) healthz(c echo.Context) error {
	return c.JSON(http.StatusOK, map[string]string{"status": "ok"})
}

// readyz says that requests can be answered: the database is there and its schema
// is the program's.
func (h *Handlers) readyz(c echo.Context) error {
	ctx := c.Request().Context()
	if err := h.store.Ping(ctx); err != nil {
		return c.JSON(http.StatusServiceUnavailable, map[string]string{"status": "no database"})
	}
	if err := h.store.CheckSchema(ctx); err != nil {
		return c.JSON(http.StatusServiceUnavailable, map[string]string{"status": "stale schema"})
	}
	return c.JSON(http.StatusOK, map[string]string{"status": "ready"})
}

// asset serves what browsers load. The address holds the checksum, so that it
// may be kept for a year.
func (h *Handlers) asset(c echo.Context) error {
	name := c.Param("name")
	if h.urls[name] != c.Request().URL.Path {
		return models.NotFound("page")
	}
	c.Response().Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	http.ServeFileFS(c.Response(), c.Request(), assets.Web(), name)
	return nil
}

// DateAnswer is how a typed date was understood.
type DateAnswer struct {
	Date  models.Date `json:"date"`
	Shown string      `json:"shown"`
}

// readDate says how a date that is being typed will be understood, or what is
// wrong with it.
func (h *Handlers) readDate(c echo.Context) error {
	d, err := models.ParseDate(c.QueryParam("value"))
	if inv := models.Invalid(err); inv != nil {
		return c.JSON(http.StatusUnprocessableEntity, DateAnswer{Shown: i18n.Problem(actor(c).Lang, inv.Problems[0])})
	}
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, DateAnswer{Date: d, Shown: i18n.Date(actor(c).Lang, d)})
}
