package yamlfile

import (
	"errors"
	"strings"

	yaml "github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/token"
)

// refused are tokens a file may not hold, with their names in both languages.
var refused = map[token.Type][2]string{
	token.AnchorType:     {"アンカー（&）", "an anchor (&)"},
	token.AliasType:      {"エイリアス（*）", "an alias (*)"},
	token.MergeKeyType:   {"マージキー（<<）", "a merge key (<<)"},
	token.TagType:        {"タグ（!）", "a tag (!)"},
	token.DirectiveType:  {"ディレクティブ（%）", "a directive (%)"},
	token.MappingKeyType: {"値を項目名とする書き方（?）", "a compound key (?)"},
}

// scan splits a file into tokens and refuses, before the recursive parser sees
// them, those that could make it grow or nest without end.
func scan(src string) (token.Tokens, *Issue) {
	tokens := lexer.Tokenize(strings.TrimPrefix(src, "\uFEFF"))
	if len(tokens) > MaxTokens {
		i := complain("yaml.tokens")
		return nil, &i
	}
	var d depth
	headers := 0
	for i, t := range tokens {
		if t.Type == token.InvalidType {
			return nil, at(complain("yaml.syntax", t.Error), t.Position.Line, t.Position.Column)
		}
		if name, ok := refused[t.Type]; ok {
			return nil, at(complain("yaml.refused", name[0], name[1]), t.Position.Line, t.Position.Column)
		}
		if t.Type == token.DocumentHeaderType {
			headers++
			if headers > 1 || i > 0 && holdsContent(tokens[:i]) {
				return nil, at(complain("yaml.documents"), t.Position.Line, t.Position.Column)
			}
		}
		if d.step(t); d.deep() {
			return nil, at(complain("yaml.deep", MaxDepth), t.Position.Line, t.Position.Column)
		}
	}
	return tokens, nil
}

func holdsContent(ts token.Tokens) bool {
	for _, t := range ts {
		if t.Type != token.CommentType {
			return true
		}
	}
	return false
}

// depth follows how deeply blocks (by column) and brackets lie in one another.
type depth struct {
	columns []int
	flow    int
}

func (d *depth) deep() bool { return len(d.columns)+d.flow > 2*MaxDepth }

func (d *depth) step(t *token.Token) {
	switch t.Type {
	case token.MappingStartType, token.SequenceStartType:
		d.flow++
	case token.MappingEndType, token.SequenceEndType:
		d.flow--
	case token.SequenceEntryType, token.MappingValueType:
		if d.flow <= 0 {
			d.block(t)
		}
	}
}

// block notes that a sequence or a mapping stands at a column: the dash itself,
// or the key before the colon.
func (d *depth) block(t *token.Token) {
	col := t.Position.Column
	if t.Type == token.MappingValueType && t.Prev != nil {
		col = t.Prev.Position.Column
	}
	for len(d.columns) > 0 && d.columns[len(d.columns)-1] >= col {
		d.columns = d.columns[:len(d.columns)-1]
	}
	d.columns = append(d.columns, col)
}

func quoted(t *token.Token) bool {
	return t.Type == token.SingleQuoteType || t.Type == token.DoubleQuoteType
}

// syntax turns an error of the library into a complaint with its place.
func syntax(err error) Issue {
	text, line, col := err.Error(), 1, 1
	var y yaml.Error
	if errors.As(err, &y) {
		text = y.GetMessage()
		if t := y.GetToken(); t != nil && t.Position != nil {
			line, col = t.Position.Line, t.Position.Column
		}
	}
	text, _, _ = strings.Cut(text, "\n")
	return *at(complain("yaml.syntax", text), line, col)
}
