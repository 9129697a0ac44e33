package document

import "html"

// head opens the standalone page. Its policy lets nothing in but its own style.
func (h *htmlWriter) head() {
	h.put("<!DOCTYPE html>\n<html lang=\"" + htmlLanguage(h.doc.Language) + "\">\n<head>\n<meta charset=\"utf-8\">\n")
	h.put(`<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">` + "\n")
	h.put(`<meta name="viewport" content="width=device-width, initial-scale=1">` + "\n")
	h.meta("author", h.doc.Author)
	h.meta("description", h.doc.Subject)
	h.put("<title>" + html.EscapeString(h.doc.Title) + "</title>\n")
	h.put("<style>" + htmlPaper + Stylesheet + "</style>\n</head>\n<body>\n")
}

func (h *htmlWriter) meta(name, content string) {
	if content != "" {
		h.put(`<meta name="` + name + `" content="` + html.EscapeString(content) + `">` + "\n")
	}
}

// htmlPaper is the page around the document: A4 with margins of 25, 17, 25 and
// 30 mm and the page at the foot.
const htmlPaper = `
* { box-sizing: border-box; }
body { margin: 0; background: #fff; }
.doc { max-width: 46rem; margin: 0 auto; padding: 2.5rem 1.25rem; }
@page { size: A4; margin: 25mm 17mm 25mm 30mm; @bottom-center { content: counter(page) " / " counter(pages); font-size: 9pt; } }
@media print { html { font-size: 10.5pt; } .doc { max-width: none; padding: 0; } }
`

// Stylesheet is the CSS of a document's article, for the standalone file and for
// a page that holds HTMLBody. It sets it as the paper is set: Mincho, numbers
// hanging, sources small, a bar beside what changed. All of it stands under the
// classes doc and doc-….
const Stylesheet = `
.doc { --ink: #1a1a1c; --quiet: #4d4d4d; --rule: #808080; --wash: #f1f1f4;
  --mincho: "BIZ UDMincho", "BIZ UD明朝", "Yu Mincho", "Hiragino Mincho ProN", "Noto Serif CJK JP", serif;
  --gothic: "BIZ UDGothic", "BIZ UDゴシック", "Yu Gothic", "Hiragino Sans", "Noto Sans CJK JP", sans-serif;
  color: var(--ink); font: 1rem/1.7 var(--mincho); line-break: strict; overflow-wrap: anywhere; }
.doc:lang(en) { --mincho: "Times New Roman", Georgia, "BIZ UDMincho", serif; --gothic: Arial, "Helvetica Neue", "BIZ UDGothic", sans-serif; }
.doc :where(p, h1, h2, h3, h4, h5, h6) { margin: 0; }
.doc-number, .doc-right { text-align: right; }
.doc .doc-title { font: bold 1.6rem/1.5 var(--gothic); text-align: center; text-wrap: balance; margin: 1rem 0 2rem; }
.doc .doc-h1 { font: bold 1.3rem/1.5 var(--gothic); border-bottom: 1px solid var(--ink); margin: 2.2rem 0 .8rem; }
.doc .doc-h2 { font: bold 1.1rem/1.6 var(--gothic); margin: 1.6rem 0 .5rem; }
.doc .doc-h3 { font: bold 1rem/1.6 var(--gothic); margin: 1.1rem 0 .3rem; }
.doc:lang(ja) :where(.doc-body, .doc-plain, .doc-item p) { text-align: justify; }
.doc-body { text-indent: 1em; }
.doc .doc-centered { text-align: center; margin: .8rem 0; }
.doc .doc-note { font: .85rem/1.6 var(--gothic); margin: .4rem 0; }
.doc .doc-source { font: .8rem/1.6 var(--gothic); color: var(--quiet); margin: .1rem 0 .3rem; padding-left: 2em; text-indent: -2em; }
.doc .doc-notice { font-family: var(--gothic); border: 2px solid var(--ink); padding: .6rem .8rem; margin: 1rem 0; }
.doc .doc-in-1 { margin-left: 1em; } .doc .doc-in-2 { margin-left: 2em; } .doc .doc-in-3 { margin-left: 3em; } .doc .doc-in-4 { margin-left: 4em; }
.doc .doc-in-5 { margin-left: 5em; } .doc .doc-in-6 { margin-left: 6em; } .doc .doc-in-7 { margin-left: 7em; } .doc .doc-in-8 { margin-left: 8em; }
div.doc-item > .doc-line { display: flex; gap: 1em; align-items: baseline; }
.doc-item:not([class*="doc-in-"]) { margin-top: .7rem; }
section.doc-item > p { padding-left: 1em; text-indent: 1em; }
section.doc-item > .doc-line { font: bold 1rem/1.7 var(--gothic); break-after: avoid; }
section.doc-item > .doc-line > * { margin-right: 1em; }
.doc div.doc-small > .doc-line { display: block; font-size: .9rem; padding-left: 5em; text-indent: -5em; }
.doc-small .doc-n { display: inline-block; min-width: 5em; text-indent: 0; margin-right: .3em; }
.doc-small .doc-n, .doc-small .doc-item-title { font-family: var(--gothic); }
.doc-code { display: flex; gap: 1rem; align-items: flex-start; justify-content: space-between; border: 1px solid var(--rule); padding: .7rem; margin: 1rem 0; break-inside: avoid; }
.doc-code > div { min-width: 0; flex: 1; } .doc-code .doc-facts { margin: 0; border: 0; font-size: .8rem; } .doc-code .doc-facts > div { border: 0; padding: .1rem 0; }
.doc .doc-code-title { font: bold .93rem/1.6 var(--gothic); }
.doc-code svg { flex: none; width: 29mm; height: 29mm; background: #fff; }
.doc-n { white-space: nowrap; flex: none; }
.doc-item ins { text-decoration: none; }
.doc-mark { font: bold .8rem/1.3 var(--gothic); border: 1px solid var(--ink); padding: 0 .3em; flex: none; text-indent: 0; }
.doc-added, .doc-removed, .doc-changed { position: relative; }
.doc-added::before, .doc-removed::before, .doc-changed::before { content: ""; position: absolute; inset: .1em auto .1em -.75em; border-left: 4px solid var(--ink); }
.doc-facts { margin: 1rem 0; border-top: 1px solid var(--rule); font-size: .93rem; }
.doc-facts > div { display: grid; grid-template-columns: minmax(7em, 24%) 1fr; gap: 1em; padding: .25rem .4rem; border-bottom: 1px solid var(--rule); break-inside: avoid; }
.doc-facts dt { font-family: var(--gothic); } .doc-facts dd { margin: 0; }
.doc-table { overflow-x: auto; margin: 1rem 0; }
.doc-table:focus-visible { outline: 3px solid var(--ink); outline-offset: 2px; }
.doc table { border-collapse: collapse; width: 100%; font-size: .9rem; line-height: 1.5; }
.doc caption, .doc .doc-caption { font: bold .93rem/1.6 var(--gothic); text-align: left; padding-bottom: .2rem; }
.doc th, .doc td { border: 1px solid var(--rule); padding: .25rem .5rem; text-align: left; vertical-align: top; min-width: 4em; }
.doc th { font-family: var(--gothic); background: var(--wash); }
.doc .doc-end { text-align: right; } .doc .doc-center { text-align: center; }
.doc-contents { margin: 1.5rem 0; }
.doc-contents ol { list-style: none; margin: 0; padding: 0; }
.doc-contents a { color: #0017c1; }
.doc .doc-contents-title { font: bold 1.1rem/1.6 var(--gothic); text-align: center; margin-bottom: .5rem; }
.doc-contents-2 { padding-left: 1em; } .doc-contents-3 { padding-left: 2em; }
.doc-seal { width: 26em; max-width: 100%; margin: 1.5rem 0 0 auto; break-inside: avoid; }
.doc-seal-name { display: flex; justify-content: space-between; align-items: center; min-height: 3.5rem; }
.doc-seal-box { display: grid; place-items: center; flex: none; width: 3.5rem; height: 3.5rem; border: 1px solid var(--rule); color: #666; }
.doc-foot { margin-top: 3rem; border-top: 1px solid var(--rule); }
.doc .doc-edition { font: .75rem/1.6 var(--gothic); color: var(--quiet); }
@media print {
  .doc { font-size: 11pt; }
  .doc-page { break-before: page; }
  .doc h1, .doc h2, .doc h3, .doc h4, .doc h5, .doc h6, .doc caption { break-after: avoid; }
  .doc tr, .doc-notice { break-inside: avoid; }
  .doc thead { display: table-header-group; }
  .doc-table { overflow: visible; }
  .doc-contents a { color: inherit; text-decoration: none; }
}
`
