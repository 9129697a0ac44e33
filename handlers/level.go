package handlers

import (
	"context"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"chigiri/models"
	"chigiri/views"
)

// LevelTwin is a contract's level as a program gets it.
type LevelTwin struct {
	models.LevelResult
	Decisions []models.LevelDecision `json:"decisions"`
}

func (h *Handlers) showLevel(c echo.Context) error {
	v, err := h.store.Contract(c.Request().Context(), actor(c), c.Param("id"))
	if err != nil {
		return err
	}
	kept := h.keptLevel(c)
	return h.page(c, contractPage(v.Contract.Title, LevelTwin{v.LevelResult, v.Levels}), func(b views.Base) templ.Component {
		return views.LevelPage(b, v, kept, nil)
	})
}

// keptLevel is the form of the level's page that was kept over a sign-in.
func (h *Handlers) keptLevel(c echo.Context) views.LevelDraft {
	if sent := c.QueryParam("form"); sent != "raise" && sent != "lower" {
		return views.LevelDraft{Sent: restoredSent(h, c)}
	}
	form, ok := restored[views.LevelForm](h, c)
	if !ok {
		return views.LevelDraft{}
	}
	return levelDraft(c.QueryParam("form"), form)
}

// levelDraft is one of the two forms about the level, as it was typed.
func levelDraft(sent string, form views.LevelForm) views.LevelDraft {
	draft := views.LevelDraft{Sent: views.Sent{Form: sent}}
	if sent == "raise" {
		draft.Raise = form
	} else {
		draft.Lower = form
	}
	return draft
}

func (h *Handlers) raiseLevel(c echo.Context) error {
	return h.changeLevel(c, "raise", "said.level.raised", func(ctx context.Context, to models.Level, reason string) (any, error) {
		return nil, h.store.RaiseLevel(ctx, actor(c), c.Param("id"), to, reason)
	})
}

func (h *Handlers) askLowering(c echo.Context) error {
	return h.changeLevel(c, "lower", "said.level.lowering_asked", func(ctx context.Context, to models.Level, reason string) (any, error) {
		return h.store.AskLowering(ctx, actor(c), c.Param("id"), to, reason)
	})
}

// changeLevel reads one of the two forms of the level's page and does what it asks.
func (h *Handlers) changeLevel(c echo.Context, sent, said string, do func(context.Context, models.Level, string) (any, error)) error {
	form, err := read[views.LevelForm](c)
	var result any
	if err == nil {
		var to models.Level
		if to, err = form.To(); err == nil {
			result, err = do(c.Request().Context(), to, form.Reason)
		}
	}
	if err == nil {
		return h.done(c, "/contracts/"+c.Param("id")+"/level", said, result)
	}
	return h.levelRefused(c, err, levelDraft(sent, form))
}

func (h *Handlers) endRaise(c echo.Context) error {
	form, err := read[views.ReasonForm](c)
	if err == nil {
		err = h.store.EndRaise(c.Request().Context(), actor(c), c.Param("id"), form.Reason)
	}
	return h.levelDone(c, err, "said.level.raise_ended", views.Sent{Form: "end-raise", Text: form.Reason})
}

func (h *Handlers) decideLowering(c echo.Context) error {
	form, err := read[views.DecisionForm](c)
	if err == nil {
		var agree bool
		if agree, err = form.Agreed(); err == nil {
			err = h.store.DecideLowering(c.Request().Context(), actor(c), c.Param("id"), c.Param("decision"), agree, form.Note)
		}
	}
	return h.levelDone(c, err, "said.level.decided", views.Sent{Form: c.Param("decision"), Text: form.Note})
}

func (h *Handlers) levelDone(c echo.Context, err error, said string, sent views.Sent) error {
	if err != nil {
		return h.levelRefused(c, err, views.LevelDraft{Sent: sent})
	}
	return h.done(c, "/contracts/"+c.Param("id")+"/level", said, nil)
}

func (h *Handlers) levelRefused(c echo.Context, err error, draft views.LevelDraft) error {
	return h.contractRefused(c, err, func(b views.Base, v models.ContractView, p views.Problems) templ.Component {
		return views.LevelPage(b, v, draft, p.Held("level", "reason", "note"))
	})
}
