package yamlfile

import "strconv"

// Kind is what a Node is.
type Kind int

// The kinds of nodes.
const (
	Null Kind = iota
	Scalar
	Sequence
	Mapping
)

// Node is a value in a file, with its place.
type Node struct {
	Kind   Kind
	Text   string // of a scalar, as written, without quotation marks
	Quoted bool   // the scalar stood in quotation marks or in a block
	Line   int
	Col    int
	Keys   []Key   // of a mapping, in the order of the file
	Items  []*Node // of a sequence
}

// Key is one key of a mapping, with its place and value.
type Key struct {
	Name  string
	Line  int
	Col   int
	Value *Node
}

// Get gives the value under a key, or nil.
func (n *Node) Get(name string) *Node {
	if n == nil {
		return nil
	}
	for _, k := range n.Keys {
		if k.Name == name {
			return k.Value
		}
	}
	return nil
}

// File is a file that has been read into nodes.
type File struct {
	Name   string
	Root   *Node
	places map[string]place
}

type place struct{ line, col int }

// Member is the path of a key below path.
func Member(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}

// Item is the path of an item below path, counted from 0.
func Item(path string, i int) string { return path + "[" + strconv.Itoa(i) + "]" }

// Position gives the line and column of a path such as
// obligations[3].params.lead_days, or of the nearest thing above it that is there.
func (f *File) Position(path string) (line, col int) {
	if f.places == nil {
		f.places = map[string]place{}
		f.index("", f.Root, place{1, 1})
	}
	for {
		if p, ok := f.places[path]; ok {
			return p.line, p.col
		}
		path = parent(path)
	}
}

func (f *File) index(path string, n *Node, at place) {
	f.places[path] = at
	if n == nil {
		return
	}
	for _, k := range n.Keys {
		f.index(Member(path, k.Name), k.Value, place{k.Line, k.Col})
	}
	for i, item := range n.Items {
		f.index(Item(path, i), item, place{item.Line, item.Col})
	}
}

func parent(path string) string {
	for i := len(path) - 1; i > 0; i-- {
		if path[i] == '.' || path[i] == '[' {
			return path[:i]
		}
	}
	return ""
}

// Place puts file, line and column into a complaint about a path.
func (f *File) Place(path string, i Issue) Issue {
	i.File, i.Path = f.Name, path
	i.Line, i.Col = f.Position(path)
	return i
}
