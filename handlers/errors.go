package handlers

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"chigiri/models"
	"chigiri/views"
	"chigiri/views/i18n"
)

var statuses = map[models.Kind]int{
	models.KindInvalid:  http.StatusUnprocessableEntity,
	models.KindNotFound: http.StatusNotFound,
	models.KindDenied:   http.StatusForbidden,
	models.KindConflict: http.StatusConflict,
	models.KindTooMany:  http.StatusTooManyRequests,
	models.KindStale:    http.StatusUnauthorized,
}

// statusGivenUp is what is written to a reader who has left: nobody sees it but, perhaps,
// the log of a server in between, which calls it the same.
const statusGivenUp = 499

// Trouble is an RFC 9457 problem, with the offending fields.
type Trouble struct {
	Type    string         `json:"type"`
	Title   string         `json:"title"`
	Status  int            `json:"status"`
	Detail  string         `json:"detail,omitempty"`
	ID      string         `json:"id,omitempty"` // names the fault in our log
	Errors  []FieldTrouble `json:"errors,omitempty"`
	Current any            `json:"current,omitempty"` // on 409: how the thing stands now
}

// FieldTrouble is what is wrong with one field.
type FieldTrouble struct {
	Field   string `json:"field"`
	Code    string `json:"code"`
	Message string `json:"message"`
}

// failed turns any error into an answer; it is the only place that does. What is
// not a models.Error is a fault of ours: the person gets a number, the log the rest. A
// reader who left is no fault.
func (h *Handlers) failed(err error, c echo.Context) {
	if c.Response().Committed {
		return
	}
	if givenUp(c, err) {
		h.logFailure(c, err, "")
		c.Response().WriteHeader(statusGivenUp)
		return
	}
	if _, known := c.Get(actorKey).(models.Actor); !known { // no route was matched: its door named nobody
		c.SetRequest(c.Request().WithContext(context.WithoutCancel(c.Request().Context()))) // whose time ended with the guard
		who, _ := h.identify(c)
		who.Lang = language(c, who)
		setActor(c, who)
	}
	e := asError(err)
	t := trouble(actor(c).Lang, e)
	if t.Status >= 500 {
		t.ID = faultID()
		h.logFailure(c, err, t.ID)
	}
	if e.Kind == models.KindTooMany && len(e.Args) > 0 {
		if seconds, ok := e.Args[0].(int); ok {
			c.Response().Header().Set("Retry-After", i18n.Number(seconds))
		}
	}
	if sendErr := h.sendTrouble(c, t); sendErr != nil {
		h.logFailure(c, sendErr, t.ID)
	}
}

func (h *Handlers) sendTrouble(c echo.Context, t Trouble) error {
	if c.Request().Method == http.MethodHead {
		return c.NoContent(t.Status)
	}
	if wantsJSON(c) {
		c.Response().Header().Set(echo.HeaderContentType, "application/problem+json")
		return c.JSON(t.Status, t)
	}
	var lines []string
	for _, f := range t.Errors {
		lines = append(lines, f.Message)
	}
	b := h.base(c, views.Page{Title: t.Title})
	return h.render(c, t.Status, views.Trouble(b, t.Title, t.Detail, lines, t.ID, backFrom(c.Request().URL.Path, t.Status)))
}

// backFrom is the page of the thing that something could not be done with; what is not
// found has none.
func backFrom(path string, status int) string {
	parts := strings.Split(path, "/")
	if status != http.StatusForbidden && status != http.StatusConflict || len(parts) < 4 || !models.IsID(parts[2]) {
		return ""
	}
	return strings.Join(parts[:3], "/")
}

func asError(err error) *models.Error {
	var e *models.Error
	var web *echo.HTTPError
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &e):
		return e
	case errors.As(err, &large):
		return &models.Error{Kind: "too_large", Key: "error.too_large", Args: []any{int(large.Limit >> 20)}}
	case errors.Is(err, context.DeadlineExceeded):
		return &models.Error{Kind: "timeout", Key: "error.timeout"}
	case errors.As(err, &web) && web.Code == http.StatusMethodNotAllowed:
		return &models.Error{Kind: "method", Key: "error.method"}
	case errors.As(err, &web) && web.Code < 500:
		return &models.Error{Kind: models.KindNotFound, Key: "error.not_found.page"}
	}
	return &models.Error{Kind: "fault", Key: "error.fault", Cause: err}
}

func trouble(lang string, e *models.Error) Trouble {
	status, ok := statuses[e.Kind]
	switch {
	case ok:
	case e.Kind == "too_large":
		status = http.StatusRequestEntityTooLarge
	case e.Kind == "timeout":
		status = http.StatusServiceUnavailable
	case e.Kind == "method":
		status = http.StatusMethodNotAllowed
	default:
		status = http.StatusInternalServerError
	}
	t := Trouble{Type: "about:blank", Status: status, Title: i18n.T(lang, "error.title."+string(e.Kind)), Current: e.Current}
	if own := "error.title." + strings.TrimPrefix(e.Key, "error."); e.Key != "" && i18n.Has(own) { // says more than its kind
		t.Title = i18n.T(lang, own)
	}
	if e.Key != "" {
		t.Detail = i18n.T(lang, e.Key, e.Args...)
	}
	for _, p := range e.Problems {
		t.Errors = append(t.Errors, FieldTrouble{Field: p.Field, Code: p.Key, Message: i18n.Problem(lang, p)})
	}
	return t
}

func faultID() string {
	var b [6]byte
	_, _ = rand.Read(b[:]) // never fails (crypto/rand)
	return hex.EncodeToString(b[:])
}
