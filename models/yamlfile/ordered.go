package yamlfile

import (
	"reflect"

	"chigiri/models"
)

// Pair is one key with its value.
type Pair[T any] struct {
	Key   string `json:"key"`
	Value T      `json:"value"`
}

// Map is a mapping that keeps the order of the file.
type Map[T any] []Pair[T]

// UnmarshalNode fills the map from a mapping.
func (m *Map[T]) UnmarshalNode(d *Decoder, path string, n *Node) {
	if n.Kind != Mapping {
		d.Complain(path, complain("yaml.want_mapping"))
		return
	}
	*m = make(Map[T], len(n.Keys))
	for i, k := range n.Keys {
		(*m)[i].Key = k.Name
		d.Value(Member(path, k.Name), k.Value, reflect.ValueOf(&(*m)[i].Value).Elem())
	}
}

// Get gives the value under a key and whether it is there.
func (m Map[T]) Get(key string) (T, bool) {
	for _, p := range m {
		if p.Key == key {
			return p.Value, true
		}
	}
	var zero T
	return zero, false
}

// NewIssue is a complaint of another package about something in a file; Place
// puts the position in.
func NewIssue(key string, what, mend models.Text) Issue {
	return Issue{Key: key, What: what, Mend: mend}
}
