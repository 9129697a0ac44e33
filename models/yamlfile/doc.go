// Package yamlfile reads YAML files that people keep: the catalog and the facts
// of a contract. It owns goccy/go-yaml and is the only package that may import it.
//
// It is stricter than YAML: one document, plain mappings, sequences and scalars,
// every key known and written once. Anchors, aliases, merge keys, tags and
// directives are refused, so a small file never grows into a large one; size,
// number of tokens and depth are bounded before the parser runs, so time and
// stack are bounded too. Every complaint names file, line and column, says what
// is wrong and how to mend it, in Japanese and in English.
package yamlfile

// Limits of what is read.
const (
	MaxBytes  = 4 << 20 // size of a file, in bytes
	MaxTokens = 60_000  // tokens the scanner may give; the parser is quadratic in siblings
	MaxDepth  = 24      // mappings and sequences inside one another
	MaxIssues = 50      // complaints about the shape of one file
)
