package catalog

import "strings"

// Always is the condition that every contract meets.
const Always = "always"

// condition is a parsed applies_when: it holds when all flags of one of its terms
// stand. The term without flags always holds.
type condition [][]string

// parseCondition reads the closed grammar
//
//	expr := "always" | term { " or " term }
//	term := flag { " and " flag }
//
// and gives the words that are no flag or stand where none may.
func parseCondition(s string, known func(string) bool) (c condition, bad []string) {
	if s == Always {
		return condition{{}}, nil
	}
	for _, term := range strings.Split(s, " or ") {
		var flags []string
		for _, flag := range strings.Split(term, " and ") {
			if !known(flag) {
				bad = append(bad, flag)
			}
			flags = append(flags, flag)
		}
		c = append(c, flags)
	}
	return c, bad
}

// holds says whether the condition is met while these flags stand.
func (c condition) holds(stands map[string]bool) bool {
	for _, term := range c {
		if all(term, stands) {
			return true
		}
	}
	return false
}

func all(flags []string, stands map[string]bool) bool {
	for _, f := range flags {
		if !stands[f] {
			return false
		}
	}
	return true
}
