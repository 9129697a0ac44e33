package assets

import (
	"bytes"
	_ "embed" // the list is part of the binary
	"io"
)

//go:embed calendar/holidays.csv
var holidays []byte

// Holidays is the list of national holidays, 1970 to 2050, in the shape
// models.ParseHolidays reads. Where it comes from: calendar/SOURCE.md.
func Holidays() io.Reader { return bytes.NewReader(holidays) }
