package yamlfile

import (
	"sort"
	"strings"
)

// Suggest says which of the known names was probably meant, or lists them all, in
// Japanese and in English.
func Suggest(got string, known []string) (ja, en string) {
	best, score := "", 1+len([]rune(got))/3
	for _, k := range known {
		if s := distance(got, k, score+1); s <= score {
			best, score = k, s-1
		}
	}
	if best != "" {
		return "「" + best + "」ではありませんか", "did you mean “" + best + "”?"
	}
	list := append([]string(nil), known...)
	sort.Strings(list)
	return "次のいずれかを書いてください：" + strings.Join(list, "、"), "write one of: " + strings.Join(list, ", ")
}

// distance is the number of single changes between two words, or max when it is
// not smaller than that.
func distance(a, b string, max int) int {
	x, y := []rune(a), []rune(b)
	if len(x) > 64 || len(y) > 64 || len(x)-len(y) >= max || len(y)-len(x) >= max {
		return max
	}
	row := make([]int, len(y)+1)
	for j := range row {
		row[j] = j
	}
	for i := range x {
		diag := row[0]
		row[0] = i + 1
		for j := range y {
			cost := diag
			if x[i] != y[j] {
				cost = 1 + min(diag, row[j], row[j+1])
			}
			diag, row[j+1] = row[j+1], cost
		}
	}
	return min(row[len(y)], max)
}
