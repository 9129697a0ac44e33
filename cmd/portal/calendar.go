package main

import (
	"fmt"
	"io"
	"os"

	"chigiri/assets"
	"chigiri/models"
)

// loadCalendar reads the bundled holidays and, over them, a file of the body's own:
// days that became holidays, or stopped being some, after this program was built.
func loadCalendar(path string) (models.Calendar, error) {
	lists := []io.Reader{assets.Holidays()}
	if path != "" {
		f, err := os.Open(path)
		if err != nil {
			return models.Calendar{}, fmt.Errorf("PORTAL_HOLIDAYS: %w", err)
		}
		defer f.Close()
		lists = append(lists, f)
	}
	c, err := models.ParseHolidays(lists...)
	if err != nil {
		return c, fmt.Errorf("PORTAL_HOLIDAYS: %w", err)
	}
	return c, nil
}
