package handlers

import (
	"errors"

	"github.com/labstack/echo/v4"

	"chigiri/models"
	"chigiri/models/store"
	"chigiri/views"
)

// currentOf gives how a thing stands now when err says that somebody saved it
// meanwhile, else nil.
func currentOf[T any](err error) *T {
	var e *models.Error
	if !errors.As(err, &e) || e.Kind != models.KindConflict {
		return nil
	}
	if now, ok := e.Current.(T); ok {
		return &now
	}
	return nil
}

// collision says who saved a thing meanwhile and when, as far as this actor may
// read the log.
func (h *Handlers) collision(c echo.Context, subject, id, take string) *views.Collision {
	clash := &views.Collision{Take: take}
	q := store.EventQuery{Subject: subject, SubjectID: id, Limit: 1}
	if events, _, err := h.store.Events(c.Request().Context(), actor(c), q); err == nil && len(events) > 0 {
		clash.Who, clash.At = events[0].ActorName, events[0].At
	}
	return clash
}
