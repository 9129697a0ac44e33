package handlers

import (
	"net/http"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// TestOpenAPIDescribesTheRoutes proves that /openapi.json and the registered
// routes name the same addresses and methods, and that every field of every form
// is described.
func TestOpenAPIDescribesTheRoutes(t *testing.T) {
	h := newHouse(t)
	var doc struct {
		OpenAPI string                               `json:"openapi"`
		Paths   map[string]map[string]map[string]any `json:"paths"`
	}
	h.visitor().json(http.MethodGet, "/openapi.json", nil).is(http.StatusOK).into(&doc)
	if doc.OpenAPI != "3.1.0" {
		t.Errorf("version %q", doc.OpenAPI)
	}
	var described, registered []string
	for path, methods := range doc.Paths {
		for method := range methods {
			described = append(described, strings.ToUpper(method)+" "+path)
		}
	}
	for _, r := range h.door.Routes() {
		if r.Method != http.MethodHead { // goes with its GET
			registered = append(registered, r.Method+" "+openPath(r.Path))
		}
	}
	slices.Sort(described)
	slices.Sort(registered)
	if !slices.Equal(described, registered) {
		t.Errorf("described %v\nregistered %v", described, registered)
	}
	for _, r := range Routes {
		if r.Form == nil {
			continue
		}
		op := doc.Paths[openPath(r.Path)][strings.ToLower(r.Method)]
		for _, name := range formFields(reflect.TypeOf(r.Form)) {
			if !describesField(op, name) {
				t.Errorf("%s %s: the field %q is not described", r.Method, r.Path, name)
			}
		}
	}
}

// formFields are the names of a form's fields.
func formFields(form reflect.Type) []string {
	var names []string
	for i := range form.NumField() {
		f := form.Field(i)
		if f.Anonymous {
			names = append(names, formFields(f.Type)...)
		} else if tag := f.Tag.Get("form"); tag != "" {
			names = append(names, tag)
		}
	}
	return names
}

func describesField(op map[string]any, name string) bool {
	var at any = op
	for _, key := range []string{"requestBody", "content", "application/json", "schema", "properties", name} {
		m, isMap := at.(map[string]any)
		if !isMap {
			return false
		}
		at = m[key]
	}
	return at != nil
}
