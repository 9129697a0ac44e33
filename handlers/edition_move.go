package handlers

import (
	"github.com/labstack/echo/v4"

	"chigiri/models"
	"chigiri/models/catalog"
	"chigiri/views"
	"chigiri/views/document"
)

// newerEdition says what moving a contract to the later edition in force would
// change in its appendix. Without an appendix there is nothing to count yet.
func (h *Handlers) newerEdition(c echo.Context, v models.ContractView) (*views.EditionChange, error) {
	ctx, who := c.Request().Context(), actor(c)
	all, err := h.store.Editions(ctx, who)
	if err != nil {
		return nil, err
	}
	var change *views.EditionChange
	for _, e := range all {
		if e.SHA256 == v.Newer.SHA256 {
			change = &views.EditionChange{ID: e.ID, Ref: e.EditionRef}
		}
	}
	if change == nil {
		return nil, nil
	}
	present, err := h.store.Appendix(ctx, who, v.Contract.ID)
	if models.KindOf(err) == models.KindInvalid {
		return change, nil
	}
	if err != nil {
		return nil, err
	}
	later, err := h.store.Edition(ctx, who, change.ID)
	if err != nil {
		return nil, err
	}
	return countMove(change, present, later, who.Lang), nil
}

// countMove compiles the same facts under the later edition. Facts the later
// edition does not take are told when the contract is moved.
func countMove(change *views.EditionChange, present models.Appendix, later *catalog.Edition, lang string) *views.EditionChange {
	next, err := catalog.Compile(later, present.Facts)
	if err != nil {
		return change
	}
	for _, x := range catalog.Compare(present, next) {
		article := x.After
		switch x.Change {
		case "added":
			change.Added++
		case "removed":
			change.Removed++
			article = x.Before
		default:
			change.Changed++
		}
		change.Titles = append(change.Titles, document.ArticleNumber(lang, article.Number)+"　"+article.Title.In(lang))
	}
	return change
}
