package yamlfile

import (
	"fmt"
	"unicode/utf8"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// Parse reads a file into nodes. The error is Issues, which is also a
// models.Error of KindInvalid.
func Parse(name string, data []byte) (f *File, err error) {
	// The parser of the library has panicked on broken input before; a file from
	// outside must never stop the house.
	defer func() {
		if r := recover(); r != nil {
			i := complain("yaml.syntax", fmt.Sprint(r))
			i.File, i.Line, i.Col = name, 1, 1
			f, err = nil, Issues{i}
		}
	}()
	if bad := checkBytes(data); bad != nil {
		bad.File = name
		return nil, Issues{*bad}
	}
	tokens, bad := scan(string(data))
	if bad != nil {
		bad.File = name
		return nil, Issues{*bad}
	}
	// Duplicate keys are found below: the library's own search is quadratic.
	tree, perr := parser.Parse(tokens, 0, parser.AllowDuplicateMapKey())
	if perr != nil {
		i := syntax(perr)
		i.File = name
		return nil, Issues{i}
	}
	b := builder{name: name}
	root := b.root(tree)
	if len(b.issues) > 0 {
		return nil, b.issues
	}
	return &File{Name: name, Root: root}, nil
}

// checkBytes refuses what is too large, is not UTF-8 or holds control characters.
func checkBytes(data []byte) *Issue {
	if len(data) > MaxBytes {
		i := complain("yaml.too_large", len(data), MaxBytes)
		return &i
	}
	line, col := 1, 1
	for p := 0; p < len(data); {
		r, size := utf8.DecodeRune(data[p:])
		switch {
		case r == utf8.RuneError && size == 1:
			return at(complain("yaml.utf8"), line, col)
		case isControl(r), r == 0xFEFF && p > 0:
			return at(complain("yaml.control", fmt.Sprintf("%04X", r)), line, col)
		case r == '\n':
			line, col = line+1, 0
		}
		p, col = p+size, col+1
	}
	return nil
}

func isControl(r rune) bool {
	switch {
	case r == '\n' || r == '\r' || r == '\t':
		return false
	case r < 0x20 || r >= 0x7F && r < 0xA0:
		return true
	case r >= 0x2028 && r <= 0x202E || r >= 0x2066 && r <= 0x2069: // line and direction controls
		return true
	}
	return false
}

func at(i Issue, line, col int) *Issue {
	i.Line, i.Col = line, col
	return &i
}

// builder turns the library's tree into nodes.
type builder struct {
	name   string
	issues Issues
}

func (b *builder) add(line, col int, i Issue) {
	if len(b.issues) < MaxIssues {
		i.File, i.Line, i.Col = b.name, line, col
		b.issues = append(b.issues, i)
	}
}

func (b *builder) root(tree *ast.File) *Node {
	var bodies []ast.Node
	for _, d := range tree.Docs {
		if d.Body != nil {
			bodies = append(bodies, d.Body)
		}
	}
	switch {
	case len(bodies) == 0:
		b.add(1, 1, complain("yaml.empty"))
		return nil
	case len(bodies) > 1:
		line, col := where(bodies[1])
		b.add(line, col, complain("yaml.documents"))
		return nil
	}
	return b.node(bodies[0], 0)
}

func where(n ast.Node) (line, col int) {
	if n == nil || n.GetToken() == nil || n.GetToken().Position == nil {
		return 1, 1
	}
	p := n.GetToken().Position
	return p.Line, p.Column
}

func (b *builder) node(n ast.Node, depth int) *Node {
	line, col := where(n)
	out := &Node{Line: line, Col: col}
	if depth > MaxDepth {
		b.add(line, col, complain("yaml.deep", MaxDepth))
		return out
	}
	switch n := n.(type) {
	case nil, *ast.NullNode:
	case *ast.MappingNode:
		b.mapping(out, n.Values, depth)
	case *ast.MappingValueNode:
		b.mapping(out, []*ast.MappingValueNode{n}, depth)
	case *ast.SequenceNode:
		out.Kind = Sequence
		for _, v := range n.Values {
			out.Items = append(out.Items, b.node(v, depth+1))
		}
	case *ast.StringNode:
		out.Kind, out.Text, out.Quoted = Scalar, n.Value, quoted(n.Token)
	case *ast.LiteralNode:
		out.Kind, out.Text, out.Quoted = Scalar, n.Value.Value, true
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode, *ast.InfinityNode, *ast.NanNode:
		out.Kind, out.Text = Scalar, n.GetToken().Value
	case *ast.CommentGroupNode:
	default:
		b.add(line, col, complain("yaml.refused", n.Type().YAMLName(), n.Type().YAMLName()))
	}
	return out
}

func (b *builder) mapping(out *Node, values []*ast.MappingValueNode, depth int) {
	out.Kind = Mapping
	if len(values) > 0 {
		out.Line, out.Col = where(values[0].Key)
	}
	first := map[string]int{}
	for _, v := range values {
		line, col := where(v.Key)
		if _, ok := v.Key.(ast.ScalarNode); !ok {
			b.add(line, col, complain("yaml.refused", "値を項目名とする書き方（?）", "a compound key (?)"))
			continue
		}
		name := v.Key.GetToken().Value
		if l, ok := first[name]; ok {
			b.add(line, col, complain("yaml.duplicate", name, l))
			continue
		}
		first[name] = line
		out.Keys = append(out.Keys, Key{Name: name, Line: line, Col: col, Value: b.node(v.Value, depth+1)})
	}
}
