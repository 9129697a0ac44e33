package main

import (
	"errors"
	"io/fs"
	"os"
	"strings"

	"chigiri/models"
	"chigiri/models/seal"
	"chigiri/models/yamlfile"
	"chigiri/views/i18n"
)

// tongue is the language of the terminal: English where the environment says so,
// Japanese otherwise.
func tongue() string {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if v := os.Getenv(name); v != "" {
			if strings.HasPrefix(v, "en") {
				return i18n.EN
			}
			return i18n.JA
		}
	}
	return i18n.JA
}

// spoken is an error in the language of the terminal: models' keys in words,
// a file's problems with file, line and column, anything else as it is.
func spoken(err error) string {
	var issues yamlfile.Issues
	if errors.As(err, &issues) {
		var lines []string
		for _, i := range issues {
			lines = append(lines, i.In(tongue()))
		}
		return strings.Join(lines, "\n        ")
	}
	var missing *fs.PathError
	if errors.As(err, &missing) && errors.Is(err, fs.ErrNotExist) {
		return i18n.T(tongue(), "error.input.missing", missing.Path)
	}
	var f *seal.Fault
	if errors.As(err, &f) {
		return i18n.SealFault(tongue(), f)
	}
	var e *models.Error
	if !errors.As(err, &e) {
		return err.Error()
	}
	var lines []string
	if e.Key != "" {
		lines = append(lines, i18n.T(tongue(), e.Key, e.Args...))
	}
	for _, p := range e.Problems {
		line := i18n.Problem(tongue(), p)
		if p.Field != "" {
			line = p.Field + ": " + line
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n        ")
}
