package document

import (
	"fmt"
	"strings"

	"chigiri/views/qr"
)

// code writes a frame of facts with its QR code, which is drawn in place: the page
// needs no picture from anywhere.
func (h *htmlWriter) code(b Code) {
	if b.Title == "" && len(b.Rows) == 0 && b.QR == "" {
		return
	}
	h.put(`<div class="doc-code"><div>`)
	h.text(`p class="doc-code-title"`, b.Title)
	h.facts(Facts{Rows: b.Rows})
	h.put("</div>")
	if m, err := qr.Matrix(b.QR); b.QR != "" && err == nil {
		h.put(htmlSquares(m))
	}
	h.put("</div>")
}

// htmlSquares is a QR code with its quiet edge as one path; what it leads to stands
// beside it in letters.
func htmlSquares(m [][]bool) string {
	var path strings.Builder
	for y, row := range m {
		for x, dark := range row {
			if dark {
				fmt.Fprintf(&path, "M%d %dh1v1h-1z", x+4, y+4)
			}
		}
	}
	side := len(m) + 8
	return fmt.Sprintf(`<svg viewBox="0 0 %d %d" shape-rendering="crispEdges" aria-hidden="true"><path d="%s"/></svg>`, side, side, path.String())
}
