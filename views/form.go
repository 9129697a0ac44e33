package views

import (
	"bytes"
	"cmp"
	"context"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"chigiri/models"
)

// fieldLabels are the controls of a page by name, as they were drawn: their labels, in
// the order of the page. The summary of errors stands above the controls and speaks of
// them, so it is drawn last and put in its place.
type fieldLabels struct {
	order    []string
	text     map[string]string
	problems Problems
}

type labelsKey struct{}

// summaryMark is where the summary of errors goes; what people type is escaped and cannot
// say it.
const summaryMark = "<!--errors-->"

// noteLabel tells the page which control stands next.
func noteLabel(ctx context.Context, name, label string) {
	l, ok := ctx.Value(labelsKey{}).(*fieldLabels)
	if !ok {
		return
	}
	if _, twice := l.text[name]; !twice {
		l.order = append(l.order, name)
		l.text[name] = label
	}
}

// summaryPlace keeps the place of the summary of errors.
func summaryPlace(p Problems) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		if l, ok := ctx.Value(labelsKey{}).(*fieldLabels); ok {
			l.problems = p
		}
		_, err := io.WriteString(w, summaryMark)
		return err
	})
}

// withLabels draws a page and then, where there is one, its summary of errors.
func withLabels(b Base, body templ.Component) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		l := &fieldLabels{text: map[string]string{}}
		var page, summary bytes.Buffer
		if err := body.Render(context.WithValue(ctx, labelsKey{}, l), &page); err != nil {
			return err
		}
		if err := errorSummary(b, l.problems, l).Render(ctx, &summary); err != nil {
			return err
		}
		_, err := w.Write(bytes.Replace(page.Bytes(), []byte(summaryMark), summary.Bytes(), 1))
		return err
	})
}

// of is the label of a field, with its row where it has one; empty when the page has
// no such control.
func (l *fieldLabels) of(b Base, field string) string {
	label := l.text[field]
	if parts := strings.Split(field, "."); label != "" && len(parts) == 3 {
		if row, err := strconv.Atoi(parts[1]); err == nil {
			return b.T("errors.row", row+1, label)
		}
	}
	return label
}

// inOrder are problems in the order of the page; those of no control come first.
func (l *fieldLabels) inOrder(p Problems) Problems {
	sorted := slices.Clone(p)
	slices.SortStableFunc(sorted, func(x, y models.Problem) int {
		return cmp.Compare(slices.Index(l.order, x.Field), slices.Index(l.order, y.Field))
	})
	return sorted
}
