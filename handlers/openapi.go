package handlers

import (
	"net/http"
	"reflect"
	"strings"

	"github.com/labstack/echo/v4"
)

// openAPI describes every route, made from the route table itself, so that it
// cannot say what the house does not do (OpenAPI 3.1).
func (h *Handlers) openAPI(c echo.Context) error {
	return c.JSON(http.StatusOK, describe(h.routes))
}

type object = map[string]any

func describe(routes []Route) object {
	paths := object{}
	for _, r := range routes {
		path := openPath(r.Path)
		item, ok := paths[path].(object)
		if !ok {
			item = object{}
			paths[path] = item
		}
		item[strings.ToLower(r.Method)] = operation(r)
	}
	return object{
		"openapi": "3.1.0",
		"info": object{
			"title": "Chigiri", "version": "1",
			"description": "Every page has a JSON twin at the same address: ask with Accept: application/json. Errors are application/problem+json (RFC 9457).",
		},
		"paths": paths,
		"components": object{
			"securitySchemes": object{"bearer": object{"type": "http", "scheme": "bearer"}},
			"schemas":         object{"Problem": schema(reflect.TypeFor[Trouble](), "json")},
		},
	}
}

// openPath writes :id as {id}.
func openPath(path string) string {
	parts := strings.Split(path, "/")
	for i, p := range parts {
		name, ok := strings.CutPrefix(p, ":")
		if ok {
			parts[i] = "{" + name + "}"
		}
	}
	return strings.Join(parts, "/")
}

func operation(r Route) object {
	op := object{"summary": r.Summary, "responses": responses(r)}
	if !r.Public {
		op["security"] = []object{{"bearer": []string{}}}
	}
	if r.Who != nil {
		op["x-roles"] = r.Who
	}
	if params := pathParameters(r.Path); len(params) > 0 {
		op["parameters"] = params
	}
	if r.Form != nil {
		s := schema(reflect.TypeOf(r.Form), "form")
		op["requestBody"] = object{"content": object{
			"application/json":                  object{"schema": s},
			"application/x-www-form-urlencoded": object{"schema": s},
		}}
	}
	return op
}

func responses(r Route) object {
	content := object{"application/json": object{}, "text/html": object{}}
	if r.File != "" {
		content = object{r.File: object{}}
	}
	trouble := object{"application/problem+json": object{"schema": object{"$ref": "#/components/schemas/Problem"}}}
	return object{
		"2XX": object{"description": "Done", "content": content},
		"4XX": object{"description": "Refused, with the reason", "content": trouble},
		"5XX": object{"description": "A fault of ours, with its number in our log", "content": trouble},
	}
}

func pathParameters(path string) []object {
	var params []object
	for _, p := range strings.Split(path, "/") {
		if name, ok := strings.CutPrefix(p, ":"); ok {
			params = append(params, object{"name": name, "in": "path", "required": true, "schema": object{"type": "string"}})
		}
	}
	return params
}

// schema describes a struct by the names in its tags.
func schema(t reflect.Type, tag string) object {
	switch t.Kind() {
	case reflect.Pointer:
		return schema(t.Elem(), tag)
	case reflect.Slice:
		return object{"type": "array", "items": schema(t.Elem(), tag)}
	case reflect.Bool:
		return object{"type": "boolean"}
	case reflect.Int:
		return object{"type": "integer"}
	case reflect.Struct:
		properties := object{}
		addProperties(properties, t, tag)
		return object{"type": "object", "properties": properties}
	case reflect.Interface:
		return object{}
	}
	return object{"type": "string"}
}

func addProperties(into object, t reflect.Type, tag string) {
	for i := range t.NumField() {
		f := t.Field(i)
		if f.Anonymous {
			addProperties(into, f.Type, tag)
			continue
		}
		name, _, _ := strings.Cut(f.Tag.Get(tag), ",")
		if name != "" && name != "-" {
			into[name] = schema(f.Type, tag)
		}
	}
}
