package yamlfile

import (
	"encoding"
	"reflect"
	"strconv"
	"strings"

	"chigiri/models"
)

// Decode reads a file into a struct. Keys are the fields' yaml tags, or json tags
// where there is none; a key no field has is a complaint. The error is Issues.
func Decode(name string, data []byte, into any) error {
	f, err := Parse(name, data)
	if err != nil {
		return err
	}
	return f.Decode(into)
}

// Decode fills a struct from the file and returns all complaints as Issues.
func (f *File) Decode(into any) error {
	d := &Decoder{file: f}
	d.Value("", f.Root, reflect.ValueOf(into).Elem())
	return d.issues.Err()
}

// Decoder fills Go values from nodes and collects complaints.
type Decoder struct {
	file   *File
	issues Issues
}

// Unmarshaler is a type that fills itself from a node.
type Unmarshaler interface {
	UnmarshalNode(d *Decoder, path string, n *Node)
}

// Complain notes that the value at a path is wrong.
func (d *Decoder) Complain(path string, i Issue) {
	if len(d.issues) < MaxIssues {
		d.issues = append(d.issues, d.file.Place(path, i))
	}
}

// Value fills v from the node at a path. Null leaves v as it is.
func (d *Decoder) Value(path string, n *Node, v reflect.Value) {
	if n == nil || n.Kind == Null {
		return
	}
	if v.Kind() == reflect.Pointer {
		if v.IsNil() {
			v.Set(reflect.New(v.Type().Elem()))
		}
		d.Value(path, n, v.Elem())
		return
	}
	if v.CanAddr() {
		switch u := v.Addr().Interface().(type) {
		case Unmarshaler:
			u.UnmarshalNode(d, path, n)
			return
		case encoding.TextUnmarshaler:
			d.text(path, n, u)
			return
		}
	}
	switch v.Kind() {
	case reflect.Struct:
		d.object(path, n, v)
	case reflect.Slice:
		d.list(path, n, v)
	case reflect.Map:
		d.table(path, n, v)
	case reflect.Interface:
		v.Set(reflect.ValueOf(plain(n)))
	default:
		d.scalar(path, n, v)
	}
}

func (d *Decoder) text(path string, n *Node, u encoding.TextUnmarshaler) {
	if n.Kind != Scalar {
		d.Complain(path, complain("yaml.want_text"))
		return
	}
	if err := u.UnmarshalText([]byte(n.Text)); err != nil {
		d.Complain(path, BadValue(n.Text, err))
	}
}

// BadValue is the complaint that a type of the house refused a value: as exact as
// its problem says, and without the value where that must not be repeated.
func BadValue(value string, err error) Issue {
	key := ""
	if inv := models.Invalid(err); inv != nil && len(inv.Problems) > 0 {
		p := inv.Problems[0]
		if _, ok := messages[p.Key]; ok {
			return complain(p.Key, p.Args...)
		}
		key = p.Key
	}
	hint := hintFor(key)
	return complain("yaml.bad_value", value, hint.JA, hint.EN)
}

// hintFor says how to mend a value that a type of models refused.
func hintFor(key string) models.Text {
	switch {
	case strings.HasPrefix(key, "error.date"):
		return models.Text{JA: "実在する日付を 2026-04-01 又は 令和８年４月１日 の形で書いてください", EN: "write a real date such as 2026-04-01"}
	case strings.HasPrefix(key, "error.level"):
		return models.Text{JA: "L1、L2、L3、L4 のいずれかを書いてください", EN: "write L1, L2, L3 or L4"}
	}
	return models.Text{JA: "見本の書き方に合わせてください", EN: "follow the form of the example"}
}

func (d *Decoder) scalar(path string, n *Node, v reflect.Value) {
	if n.Kind != Scalar {
		d.Complain(path, complain("yaml.want_text"))
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(n.Text)
	case reflect.Int, reflect.Int64:
		i, err := strconv.ParseInt(n.Text, 10, 32)
		if err != nil {
			d.Complain(path, complain("yaml.want_number", n.Text))
			return
		}
		v.SetInt(i)
	case reflect.Bool:
		if n.Quoted || n.Text != "true" && n.Text != "false" {
			d.Complain(path, complain("yaml.want_bool", n.Text))
			return
		}
		v.SetBool(n.Text == "true")
	default:
		panic("yamlfile: cannot fill a " + v.Type().String())
	}
}

func (d *Decoder) list(path string, n *Node, v reflect.Value) {
	if n.Kind != Sequence {
		d.Complain(path, complain("yaml.want_sequence"))
		return
	}
	out := reflect.MakeSlice(v.Type(), len(n.Items), len(n.Items))
	for i, item := range n.Items {
		d.Value(Item(path, i), item, out.Index(i))
	}
	v.Set(out)
}

// table fills a map whose keys are strings or read themselves from text.
func (d *Decoder) table(path string, n *Node, v reflect.Value) {
	if n.Kind != Mapping {
		d.Complain(path, complain("yaml.want_mapping"))
		return
	}
	out := reflect.MakeMapWithSize(v.Type(), len(n.Keys))
	for _, k := range n.Keys {
		at := Member(path, k.Name)
		key := reflect.New(v.Type().Key())
		if u, ok := key.Interface().(encoding.TextUnmarshaler); ok {
			if err := u.UnmarshalText([]byte(k.Name)); err != nil || k.Name == "" {
				d.Complain(at, BadValue(k.Name, err))
				continue
			}
		} else {
			key.Elem().SetString(k.Name)
		}
		value := reflect.New(v.Type().Elem()).Elem()
		d.Value(at, k.Value, value)
		out.SetMapIndex(key.Elem(), value)
	}
	v.Set(out)
}

func (d *Decoder) object(path string, n *Node, v reflect.Value) {
	if n.Kind != Mapping {
		d.Complain(path, complain("yaml.want_mapping"))
		return
	}
	fields := map[string][]int{}
	var names []string
	for _, f := range reflect.VisibleFields(v.Type()) {
		if name := fieldName(f); name != "" {
			fields[name] = f.Index
			names = append(names, name)
		}
	}
	for _, k := range n.Keys {
		at := Member(path, k.Name)
		i, ok := fields[k.Name]
		if !ok {
			ja, en := Suggest(k.Name, names)
			d.Complain(at, complain("yaml.unknown_key", k.Name, ja, en))
			continue
		}
		d.Value(at, k.Value, v.FieldByIndex(i))
	}
}

// fieldName is the key of a field, or "" when it is not read from files. The
// fields of an embedded struct count as the outer struct's own.
func fieldName(f reflect.StructField) string {
	if !f.IsExported() {
		return ""
	}
	tag, ok := f.Tag.Lookup("yaml")
	if !ok {
		tag = f.Tag.Get("json")
	}
	name, _, _ := strings.Cut(tag, ",")
	if name == "-" {
		return ""
	}
	return name
}

// plain is the value of a node where a file may hold a number, a text or a list:
// an int, a string, a bool or a []any.
func plain(n *Node) any {
	switch n.Kind {
	case Sequence:
		out := make([]any, len(n.Items))
		for i, x := range n.Items {
			out[i] = plain(x)
		}
		return out
	case Mapping:
		out := make(map[string]any, len(n.Keys))
		for _, k := range n.Keys {
			out[k.Name] = plain(k.Value)
		}
		return out
	case Null:
		return ""
	}
	if !n.Quoted {
		if i, err := strconv.Atoi(n.Text); err == nil {
			return i
		}
		if n.Text == "true" || n.Text == "false" {
			return n.Text == "true"
		}
	}
	return n.Text
}
