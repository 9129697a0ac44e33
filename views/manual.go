package views

import (
	"fmt"

	"chigiri/models"
)

// ManualForm attaches a manual; the file itself comes beside it as multipart.
type ManualForm struct {
	Title   string `form:"title" json:"title"`
	Version string `form:"version" json:"version"`
	Dated   string `form:"dated" json:"dated"`
}

// Input reads the form; a day that cannot be read is a problem of its field.
func (f ManualForm) Input() (models.Manual, error) {
	var p models.Problems
	m := models.Manual{Title: f.Title, Version: f.Version, Dated: readDay(&p, "dated", f.Dated)}
	if len(p) > 0 { // else the store tells all that is wrong
		checkNeeded(&p, "title", f.Title, models.MaxName)
		checkNeeded(&p, "version", f.Version, models.MaxCode)
	}
	return m, p.Err()
}

// fileSize prints a size as people say it.
func fileSize(n int64) string {
	switch {
	case n >= 1<<20:
		return fmt.Sprintf("%.1f MB", float64(n)/(1<<20))
	case n >= 1<<10:
		return fmt.Sprintf("%d KB", (n+512)>>10)
	}
	return fmt.Sprintf("%d B", n)
}

// manualBegun says whether the form of a manual holds something or was refused.
func (f SystemPageForms) manualBegun() bool {
	return f.Manual != ManualForm{} || len(f.Problems.At("file")) > 0 || len(f.Problems.At("title")) > 0
}
