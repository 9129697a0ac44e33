package handlers

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"reflect"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/labstack/echo/v4"

	"chigiri/models"
)

// maxRows bounds the rows of a repeated part of a form that names no bound of its own by
// the tag rows.
const maxRows = 200

// read gives the form a request brings, from a browser or as JSON with the same
// field names. A field the form does not have is refused, so that a program's
// typing mistake is not lost in silence. Checks of what the words mean are the
// store's. Of a form that is too large the texts before its file are read.
func read[T any](c echo.Context) (T, error) {
	var form T
	values, err := fields(c)
	if err != nil && len(values) == 0 {
		return form, err
	}
	var p models.Problems
	bind(reflect.ValueOf(&form).Elem(), "", values, &p)
	for name, texts := range values {
		if name != "restore" && name != "next" && !noFile(c, texts) {
			p.Add(name, "error.field.unknown", name)
		}
	}
	return form, cmp.Or(err, p.Err())
}

// noFile says whether a field is that of a file which nobody chose: browsers send it with
// an empty name and no content.
func noFile(c echo.Context, texts []string) bool {
	return c.Request().MultipartForm != nil && len(texts) == 1 && texts[0] == ""
}

// fields are the names and texts of a request's form. A form kept over a sign-in
// is given back in place of the request's own.
func fields(c echo.Context) (url.Values, error) {
	if kept, ok := c.Get(keptKey).(url.Values); ok {
		return kept, nil
	}
	r := c.Request()
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if kind == "application/json" {
		return jsonFields(r.Body)
	}
	if kind == "multipart/form-data" {
		sent, err := multipartFields(c)
		values, wrong := validTexts(sent)
		return values, cmp.Or(wrong, err)
	}
	if err := r.ParseForm(); err != nil {
		return nil, badBody(err)
	}
	return validTexts(r.PostForm)
}

// validTexts refuses what is no text, and gives a form's values in a map of their own.
func validTexts(sent url.Values) (url.Values, error) {
	values := url.Values{}
	for name, texts := range sent {
		for _, t := range texts {
			if !utf8.ValidString(t) || !utf8.ValidString(name) {
				return nil, models.Invalidf(strings.ToValidUTF8(name, "?"), "error.utf8")
			}
		}
		values[name] = texts
	}
	return values, nil
}

func badBody(err error) error {
	var large *http.MaxBytesError
	if errors.As(err, &large) {
		return err
	}
	return &models.Error{Kind: models.KindInvalid, Key: "error.body", Cause: err}
}

func jsonFields(body io.Reader) (url.Values, error) {
	raw, err := io.ReadAll(body)
	if err != nil {
		return nil, badBody(err)
	}
	if !utf8.Valid(raw) {
		return nil, models.Invalidf("", "error.utf8")
	}
	if len(strings.TrimSpace(string(raw))) == 0 {
		return url.Values{}, nil
	}
	if name, ok := givenTwice(raw); ok {
		return nil, models.Invalidf(name, "error.field.twice", name)
	}
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.UseNumber()
	var value any
	if err := dec.Decode(&value); err != nil {
		return nil, &models.Error{Kind: models.KindInvalid, Key: "error.json", Args: []any{err.Error()}}
	}
	if dec.More() {
		return nil, &models.Error{Kind: models.KindInvalid, Key: "error.json", Args: []any{"more than one value"}}
	}
	tree, ok := value.(map[string]any)
	if !ok {
		return nil, &models.Error{Kind: models.KindInvalid, Key: "error.json", Args: []any{"no object"}}
	}
	values := url.Values{}
	return values, flatten("", tree, values, 0)
}

// givenTwice finds a name that one JSON object has twice: readers differ in which of
// the two they take, so neither is taken. What is no JSON is told elsewhere.
func givenTwice(raw []byte) (string, bool) {
	dec := json.NewDecoder(bytes.NewReader(raw))
	var open []map[string]bool // names seen in each object around; nil for a list
	name := true               // the next text in an object is a name
	for {
		token, err := dec.Token()
		if err != nil {
			return "", false
		}
		switch token {
		case json.Delim('{'):
			open, name = append(open, map[string]bool{}), true
			continue
		case json.Delim('['):
			open = append(open, nil)
			continue
		case json.Delim('}'), json.Delim(']'):
			open, name = open[:len(open)-1], true
			continue
		}
		text, isText := token.(string)
		if len(open) == 0 || open[len(open)-1] == nil {
			continue
		}
		if seen := open[len(open)-1]; name && isText {
			if seen[text] {
				return text, true
			}
			seen[text] = true
		}
		name = !name
	}
}

// flatten writes nested JSON as a browser would send it: items.0.name.
func flatten(path string, v any, into url.Values, depth int) error {
	if depth > 4 {
		return models.Invalidf(path, "error.json", "too deep")
	}
	join := func(k string) string {
		if path == "" {
			return k
		}
		return path + "." + k
	}
	switch v := v.(type) {
	case map[string]any:
		for k, w := range v {
			if err := flatten(join(k), w, into, depth+1); err != nil {
				return err
			}
		}
	case []any:
		return flattenList(path, v, into, depth, join)
	case nil:
	default:
		into.Add(path, fmt.Sprint(v))
	}
	return nil
}

func flattenList(path string, list []any, into url.Values, depth int, join func(string) string) error {
	for i, w := range list {
		if _, rows := w.(map[string]any); rows {
			if err := flatten(join(strconv.Itoa(i)), w, into, depth+1); err != nil {
				return err
			}
			continue
		}
		if err := flatten(path, w, into, depth+1); err != nil {
			return err
		}
	}
	return nil
}

// bind fills a form's fields by their form tags and takes what it used out of
// values. Fields are texts, lists of texts, ticks, or rows of such.
func bind(form reflect.Value, prefix string, values url.Values, p *models.Problems) {
	for i := range form.NumField() {
		field, tag := form.Field(i), form.Type().Field(i).Tag.Get("form")
		if form.Type().Field(i).Anonymous {
			bind(field, prefix, values, p)
			continue
		}
		if tag == "" {
			continue
		}
		name := prefix + tag
		if field.Kind() == reflect.Slice && field.Type().Elem().Kind() == reflect.Struct {
			bindRows(field, name, rowsOf(form.Type().Field(i)), values, p)
			continue
		}
		texts, ok := values[name]
		if !ok {
			continue
		}
		delete(values, name)
		bindField(field, name, texts, p)
	}
}

func bindField(field reflect.Value, name string, texts []string, p *models.Problems) {
	switch field.Kind() {
	case reflect.String:
		if len(texts) > 1 {
			p.Add(name, "error.field.twice", name)
			return
		}
		field.SetString(texts[0])
	case reflect.Bool:
		if len(texts) > 2 { // a tick and the hidden no beside it
			p.Add(name, "error.field.twice", name)
			return
		}
		switch last := texts[len(texts)-1]; last {
		case "true", "on", "1":
			field.SetBool(true)
		case "false", "", "0":
		default:
			p.Add(name, "error.field.bool", last)
		}
	case reflect.Int:
		if len(texts) > 1 {
			p.Add(name, "error.field.twice", name)
			return
		}
		n, err := strconv.Atoi(texts[0])
		if err != nil && texts[0] != "" {
			p.Add(name, "error.number.format", texts[0])
			return
		}
		field.SetInt(int64(n))
	default: // lists of texts
		field.Set(reflect.ValueOf(texts).Convert(field.Type()))
	}
}

// rowsOf is how many rows a field of a form takes.
func rowsOf(field reflect.StructField) int {
	if n, err := strconv.Atoi(field.Tag.Get("rows")); err == nil {
		return n
	}
	return maxRows
}

func bindRows(field reflect.Value, name string, most int, values url.Values, p *models.Problems) {
	highest := -1
	for key := range values {
		rest, ok := strings.CutPrefix(key, name+".")
		if !ok {
			continue
		}
		index, _, _ := strings.Cut(rest, ".")
		n, err := strconv.Atoi(index)
		if err != nil || n < 0 || n >= most {
			p.Add(key, "error.field.rows", most)
			delete(values, key)
			continue
		}
		highest = max(highest, n)
	}
	for i := 0; i <= highest; i++ {
		row := reflect.New(field.Type().Elem()).Elem()
		bind(row, name+"."+strconv.Itoa(i)+".", values, p)
		if !row.IsZero() {
			field.Set(reflect.Append(field, row))
		}
	}
}
