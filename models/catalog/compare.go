package catalog

import (
	"reflect"
	"slices"

	"chigiri/models"
)

// Compare says article by article what a new appendix changes: added, removed,
// changed (with the parameters whose value or standing changed), or moved to
// another part with its words unchanged. A number that shifted because another
// article came or went is no change of the article. Articles stand in the order
// of the new appendix, the removed ones after them.
func Compare(before, after models.Appendix) []models.ArticleChange {
	old, was := byObligation(before)
	now, is := byObligation(after)
	out := []models.ArticleChange{}
	for _, a := range now {
		b, ok := was[a.article.Obligation]
		switch {
		case !ok:
			out = append(out, models.ArticleChange{Obligation: a.article.Obligation, Change: "added", After: a.article})
		case differs(b.article, a.article):
			out = append(out, models.ArticleChange{Obligation: a.article.Obligation, Change: "changed", Before: b.article, After: a.article,
				Params: changedParams(b.article, a.article)})
		case a.part != b.part:
			out = append(out, models.ArticleChange{Obligation: a.article.Obligation, Change: "moved", Before: b.article, After: a.article})
		}
	}
	for _, b := range old {
		if _, ok := is[b.article.Obligation]; !ok {
			out = append(out, models.ArticleChange{Obligation: b.article.Obligation, Change: "removed", Before: b.article})
		}
	}
	return out
}

type placedArticle struct {
	part    string
	article *models.Article
}

func byObligation(a models.Appendix) (list []placedArticle, by map[string]placedArticle) {
	by = map[string]placedArticle{}
	for _, p := range a.Parts {
		for i := range p.Articles {
			x := placedArticle{p.ID, &p.Articles[i]}
			list, by[x.article.Obligation] = append(list, x), x
		}
	}
	return list, by
}

// differs compares what an article says, not where it stands.
func differs(a, b *models.Article) bool {
	return a.Title != b.Title || a.Text != b.Text || !slices.Equal(a.Bound, b.Bound) ||
		a.PrefectureOwner != b.PrefectureOwner || a.VendorOwner != b.VendorOwner ||
		!slices.Equal(a.Evidence, b.Evidence) || !slices.Equal(a.Sources, b.Sources) ||
		(a.Waiver == nil) != (b.Waiver == nil) || len(changedParams(a, b)) > 0
}

func changedParams(a, b *models.Article) []string {
	var out []string
	find := func(list []models.ArticleParam, id string) (models.ArticleParam, bool) {
		i := slices.IndexFunc(list, func(p models.ArticleParam) bool { return p.ID == id })
		if i < 0 {
			return models.ArticleParam{}, false
		}
		return list[i], true
	}
	for _, p := range b.Params {
		q, ok := find(a.Params, p.ID)
		if !ok || p.Shown != q.Shown || p.Unit != q.Unit || p.Changed != q.Changed || p.Reason != q.Reason || p.Standard != q.Standard {
			out = append(out, p.ID)
		}
	}
	for _, p := range a.Params {
		if _, ok := find(b.Params, p.ID); !ok {
			out = append(out, p.ID)
		}
	}
	return out
}

// equal compares pieces of editions that hold slices and maps.
func equal(a, b any) bool { return reflect.DeepEqual(a, b) }
