package models

import (
	"errors"
	"fmt"
	"strings"
)

// Kind is what sort of failure an Error is; the outside maps it to a status.
type Kind string

// The kinds of failure a caller can act on. Everything else is a fault of ours.
const (
	KindInvalid  Kind = "invalid"   // 422: what was entered cannot be taken
	KindNotFound Kind = "not_found" // 404: missing, or not to be seen by this actor
	KindDenied   Kind = "denied"    // 403: seen, but not this actor's to do
	KindConflict Kind = "conflict"  // 409: changed meanwhile, or taken
	KindTooMany  Kind = "too_many"  // 429: slow down
	KindStale    Kind = "stale"     // 401: the sign-in is over
)

// Problem is one thing wrong with one field. Key names a message in views/i18n;
// Args fill it in. Field is the form's field name, empty when it is about the
// whole.
type Problem struct {
	Field string
	Key   string
	Args  []any
}

// Error is a failure with a text for the person (through its keys) and one for
// the log (Cause). Only what is in Problems and Key ever reaches a person.
type Error struct {
	Kind     Kind
	Key      string // message when there are no field problems
	Args     []any
	Problems []Problem
	Current  any // for a conflict: the thing as it stands now
	Cause    error
}

// Error is the text for the log.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(string(e.Kind))
	if e.Key != "" {
		b.WriteString(" " + e.Key)
	}
	for _, p := range e.Problems {
		fmt.Fprintf(&b, " %s:%s", p.Field, p.Key)
	}
	if e.Cause != nil {
		b.WriteString(": " + e.Cause.Error())
	}
	return b.String()
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Cause }

// Problems collects what is wrong with an input; its zero value is ready.
type Problems []Problem

// Add notes that a field is wrong.
func (p *Problems) Add(field, key string, args ...any) {
	*p = append(*p, Problem{Field: field, Key: key, Args: args})
}

// Require notes a field that was left empty.
func (p *Problems) Require(field, value string) {
	if strings.TrimSpace(value) == "" {
		p.Add(field, "error.required")
	}
}

// Merge takes over the problems of err when it is an invalid input, and puts
// field before them; it reports whether it did.
func (p *Problems) Merge(field string, err error) bool {
	inv := Invalid(err)
	if inv == nil {
		return false
	}
	for _, q := range inv.Problems {
		if q.Field == "" {
			q.Field = field
		}
		*p = append(*p, q)
	}
	return true
}

// Err is nil when nothing is wrong, else an Error of KindInvalid.
func (p Problems) Err() error {
	if len(p) == 0 {
		return nil
	}
	return &Error{Kind: KindInvalid, Problems: p}
}

// Invalidf is an invalid input with one problem.
func Invalidf(field, key string, args ...any) error {
	return &Error{Kind: KindInvalid, Problems: []Problem{{Field: field, Key: key, Args: args}}}
}

// NotFound is the answer for what is missing or may not be seen.
func NotFound(what string) error { return &Error{Kind: KindNotFound, Key: "error.not_found." + what} }

// Denied is the answer for what is seen but not this actor's to do.
func Denied(key string, args ...any) error {
	return &Error{Kind: KindDenied, Key: key, Args: args}
}

// Conflict is the answer to a change made on an old state; current is the thing
// as it stands now, so that the person sees both.
func Conflict(key string, current any) error {
	return &Error{Kind: KindConflict, Key: key, Current: current}
}

// Invalid gives the Error behind err when it is of KindInvalid, else nil.
func Invalid(err error) *Error { return asKind(err, KindInvalid) }

// KindOf gives the kind of err, or "" for a fault of ours.
func KindOf(err error) Kind {
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return ""
}

func asKind(err error, kind Kind) *Error {
	var e *Error
	if errors.As(err, &e) && e.Kind == kind {
		return e
	}
	return nil
}
