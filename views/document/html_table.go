package document

import "html"

func (h *htmlWriter) facts(f Facts) {
	if len(f.Rows) == 0 {
		return
	}
	h.put(`<dl class="doc-facts">`)
	for _, r := range f.Rows {
		h.put("<div>")
		h.always("dt", r[0])
		h.always("dd", r[1])
		h.put("</div>")
	}
	h.put("</dl>")
}

// table writes a table inside a box of its own, so that a wide one scrolls there
// and not the page; the box takes the keyboard for that.
func (h *htmlWriter) table(t Table) {
	columns := tableColumns(t)
	if len(columns) == 0 {
		h.text(`p class="doc-caption"`, t.Caption)
		return
	}
	h.put(`<div class="doc-table" tabindex="0"`)
	if t.Caption != "" {
		h.put(` role="region" aria-label="` + html.EscapeString(t.Caption) + `"`)
	}
	h.put("><table>")
	h.text("caption", t.Caption)
	h.tableHead(columns)
	h.put("<tbody>")
	for _, r := range t.Rows {
		h.put("<tr>")
		for i, c := range columns {
			s := ""
			if i < len(r) {
				s = r[i]
			}
			h.always("td"+htmlAlign(c), s)
		}
		h.put("</tr>")
	}
	h.put("</tbody></table></div>")
}

func (h *htmlWriter) tableHead(columns []Column) {
	if len(compact(columnTitles(Table{Columns: columns}))) == 0 {
		return
	}
	h.put("<thead><tr>")
	for _, c := range columns {
		h.always(`th scope="col"`+htmlAlign(c), c.Title)
	}
	h.put("</tr></thead>")
}

// htmlAlign is the class attribute of a column's cells. Shares of the width are left to the
// browser: a class cannot say them and a style attribute is not allowed.
func htmlAlign(c Column) string {
	switch c.Align {
	case Center:
		return ` class="doc-center"`
	case End:
		return ` class="doc-end"`
	}
	return ""
}
