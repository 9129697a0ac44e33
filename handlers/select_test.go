package handlers

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// find gives the elements that match a selector: steps separated by spaces, each a
// tag, #id, .class and [attribute] or [attribute=value] written together.
func find(doc *html.Node, selector string) []*html.Node {
	at := []*html.Node{doc}
	for _, step := range strings.Fields(selector) {
		want, next := parseStep(step), []*html.Node(nil)
		for _, n := range at {
			for d := range n.Descendants() {
				if d.Type == html.ElementNode && want.matches(d) && !slices.Contains(next, d) {
					next = append(next, d)
				}
			}
		}
		at = next
	}
	return at
}

type step struct {
	tag   string
	attrs [][2]string // name, value; "*" is any
	class []string
}

func parseStep(s string) (want step) {
	cut := func() string {
		i := strings.IndexAny(s[1:], "#.[")
		if s[0] == '[' {
			i = strings.IndexByte(s, ']') // values may hold dots
		}
		if i < 0 {
			i = len(s) - 1
		}
		piece := s[:i+1]
		s = s[i+1:]
		return piece
	}
	for s != "" {
		switch piece := cut(); piece[0] {
		case '#':
			want.attrs = append(want.attrs, [2]string{"id", piece[1:]})
		case '.':
			want.class = append(want.class, piece[1:])
		case '[':
			name, value, given := strings.Cut(strings.Trim(piece, "[]"), "=")
			if !given {
				value = "*"
			}
			want.attrs = append(want.attrs, [2]string{name, value})
		default:
			want.tag = piece
		}
	}
	return want
}

func (w step) matches(n *html.Node) bool {
	if w.tag != "" && n.Data != w.tag {
		return false
	}
	for _, a := range w.attrs {
		value, ok := lookup(n, a[0])
		if !ok || a[1] != "*" && a[1] != value {
			return false
		}
	}
	for _, c := range w.class {
		if !slices.Contains(strings.Fields(attr(n, "class")), c) {
			return false
		}
	}
	return true
}

func lookup(n *html.Node, name string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val, true
		}
	}
	return "", false
}

func attr(n *html.Node, name string) string {
	v, _ := lookup(n, name)
	return v
}

// text is what an element says, with single spaces.
func text(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data + " ")
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}
