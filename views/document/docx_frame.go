package document

import (
	"strconv"
	"strings"
	"time"
)

// The characters that begin or end no line (JIS X 4051, as Word's strict set for
// Japanese). LibreOffice reads the lists, Word the flag beside them.
const (
	docxNotFirst = "!%),.:;?]}¢°’”‰′″℃、。々〉》」』】〕ぁぃぅぇぉっゃゅょゎ゛゜ゝゞァィゥェォッャュョヮヵヶ・ーヽヾ！％），．：；？］｝｡｣､･ｧｨｩｪｫｬｭｮｯｰﾞﾟ￠"
	docxNotLast  = "$([\\{£¥‘“〈《「『【〔＄（［｛｢￡￥"
)

// docxTypes writes [Content_Types].xml.
func docxTypes(parts []docxPart) []byte {
	x := newDocxXML("Types", "xmlns", "http://schemas.openxmlformats.org/package/2006/content-types")
	x.leaf("Default", "Extension", "rels", "ContentType", "application/vnd.openxmlformats-package.relationships+xml")
	x.leaf("Default", "Extension", "xml", "ContentType", "application/xml")
	for _, p := range parts {
		x.leaf("Override", "PartName", "/"+p.path, "ContentType", p.media)
	}
	return x.finish()
}

// docxRelations writes the relationships of the parts below a folder; their ids
// are rId1 and so on in the order given.
func docxRelations(folder string, parts []docxPart) []byte {
	x := newDocxXML("Relationships", "xmlns", "http://schemas.openxmlformats.org/package/2006/relationships")
	for i, p := range parts {
		kind := docxRel + "/" + p.relation
		if p.relation == "core-properties" {
			kind = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
		}
		x.leaf("Relationship", "Id", "rId"+strconv.Itoa(i+1), "Type", kind, "Target", strings.TrimPrefix(p.path, folder))
	}
	return x.finish()
}

func docxCore(doc Document) []byte {
	x := newDocxXML("cp:coreProperties",
		"xmlns:cp", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
		"xmlns:dc", "http://purl.org/dc/elements/1.1/",
		"xmlns:dcterms", "http://purl.org/dc/terms/",
		"xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance")
	x.element("dc:title", doc.Title)
	x.element("dc:subject", doc.Subject)
	x.element("dc:creator", doc.Author)
	x.element("dc:language", docxLanguage(doc.Language))
	if !doc.Created.IsZero() {
		at := doc.Created.UTC().Format(time.RFC3339)
		x.element("dcterms:created", at, "xsi:type", "dcterms:W3CDTF")
		x.element("dcterms:modified", at, "xsi:type", "dcterms:W3CDTF")
	}
	return x.finish()
}

func docxApp(doc Document) []byte {
	x := newDocxXML("Properties", "xmlns", "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties")
	x.element("Application", "Chigiri")
	x.element("Company", doc.Author)
	return x.finish()
}

func docxLanguage(language string) string {
	if language == "en" {
		return "en-GB"
	}
	return "ja-JP"
}

func docxSettings(language string) []byte {
	x := newDocxXML("w:settings", "xmlns:w", docxMain)
	x.leaf("w:zoom", "w:percent", "100")
	x.val("w:defaultTabStop", strconv.Itoa(4*docxChar))
	x.val("w:characterSpacingControl", "compressPunctuation")
	x.leaf("w:strictFirstAndLastChars")
	x.leaf("w:noLineBreaksAfter", "w:lang", "ja-JP", "w:val", docxNotLast)
	x.leaf("w:noLineBreaksBefore", "w:lang", "ja-JP", "w:val", docxNotFirst)
	x.val("w:updateFields", "false") // Word would ask before it opens the document
	x.start("w:compat")
	for _, name := range []string{"w:spaceForUL", "w:balanceSingleByteDoubleByteWidth", "w:doNotLeaveBackslashAlone", "w:ulTrailSpace", "w:doNotExpandShiftReturn", "w:adjustLineHeightInTable", "w:useFELayout"} {
		x.leaf(name)
	}
	x.leaf("w:compatSetting", "w:name", "compatibilityMode", "w:uri", "http://schemas.microsoft.com/office/word", "w:val", "15")
	x.end()
	x.leaf("w:themeFontLang", "w:val", docxLanguage(language), "w:eastAsia", "ja-JP")
	x.val("w:decimalSymbol", ".")
	x.val("w:listSeparator", ",")
	return x.finish()
}

// docxFonts names what to take where the BIZ UD fonts are not installed.
func docxFonts() []byte {
	x := newDocxXML("w:fonts", "xmlns:w", docxMain)
	for _, f := range [][4]string{
		{"BIZ UDMincho", "ＭＳ 明朝", "02020400000000000000", "roman"},
		{"BIZ UDGothic", "ＭＳ ゴシック", "020B0400000000000000", "modern"},
	} {
		x.start("w:font", "w:name", f[0])
		x.val("w:altName", f[1])
		x.val("w:panose1", f[2])
		x.val("w:charset", "80")
		x.val("w:family", f[3])
		x.val("w:pitch", "fixed")
		x.end()
	}
	return x.finish()
}

// docxHeader writes the running head of every page but the first, which carries
// the title itself.
func docxHeader(doc Document) []byte {
	x := newDocxXML("w:hdr", "xmlns:w", docxMain)
	x.paragraph("Header")
	x.run("", doc.Running)
	if doc.Number != "" {
		x.start("w:r")
		x.leaf("w:tab")
		x.end()
		x.run("", doc.Number)
	}
	return x.finish()
}

func docxNoHeader() []byte {
	x := newDocxXML("w:hdr", "xmlns:w", docxMain)
	x.paragraph("Plain")
	return x.finish()
}

// docxFooter writes the page, the number of pages and the edition line.
func docxFooter(doc Document) []byte {
	x := newDocxXML("w:ftr", "xmlns:w", docxMain)
	x.paragraph("Footer")
	x.field("PAGE", "1")
	x.gap(" / ")
	x.field("NUMPAGES", "1")
	x.end()
	if doc.Edition != "" {
		x.paragraph("Edition")
		x.run("", doc.Edition)
		x.end()
	}
	return x.finish()
}

// paragraph opens a paragraph of a style; the caller ends it.
func (x *docxXML) paragraph(style string) {
	x.start("w:p")
	x.start("w:pPr")
	x.val("w:pStyle", style)
	x.end()
}
