package catalog

import (
	"cmp"
	"slices"

	"chigiri/models/yamlfile"
)

func (e *Edition) check(file *yamlfile.File) faults { return nil }

// placed puts line and column into faults and sorts them as the file goes.
func placed(file *yamlfile.File, fs faults) yamlfile.Issues {
	out := make(yamlfile.Issues, len(fs))
	for i, f := range fs {
		out[i] = file.Place(f.Path, f)
	}
	slices.SortStableFunc(out, func(a, b Issue) int { return cmp.Or(a.Line-b.Line, a.Col-b.Col) })
	return out
}
