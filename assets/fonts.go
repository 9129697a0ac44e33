package assets

import _ "embed" // fonts are linked into the binary

// The fonts documents are set in, as TrueType files. Where they come from and
// their licences are told in fonts/README.md. Readers must not write into them.
var (
	//go:embed fonts/BIZUDMincho-Regular.ttf
	Mincho []byte // text
	//go:embed fonts/BIZUDGothic-Regular.ttf
	Gothic []byte // titles and table heads
	//go:embed fonts/ChigiriLatinMincho.ttf
	LatinMincho []byte // text of English copies
	//go:embed fonts/ChigiriLatinGothic.ttf
	LatinGothic []byte // titles of English copies
	//go:embed fonts/ChigiriFallback.ttf
	Fallback []byte // rare kanji and variation sequences
)
