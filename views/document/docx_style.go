package document

import (
	"fmt"
	"strconv"
)

// Measures of the page in twips (1/20 pt): A4, margins 25, 25, 30 and 17 mm, text
// of 11 pt, 42 characters to the line and 40 lines to the page.
const (
	docxPageWide, docxPageHigh = 11906, 16838
	docxTop, docxBottom        = 1417, 1417
	docxLeft, docxRight        = 1701, 964
	docxTextWide               = docxPageWide - docxLeft - docxRight
	docxChar                   = 220
	docxLine                   = 350
	docxDeepest                = 8
)

// docxStyle is one named style; format is its w:pPr and w:rPr or, for a table,
// its w:tblPr and what follows it.
type docxStyle struct{ kind, id, name, base, next, format string }

const (
	docxGothic  = `<w:rFonts w:ascii="%[1]s" w:hAnsi="%[1]s" w:eastAsia="BIZ UDGothic" w:cs="%[1]s"/>`
	docxFrame   = `<w:%[1]s w:val="single" w:sz="%[2]d" w:space="%[3]d" w:color="%[4]s"/>`
	docxTightly = `<w:spacing w:line="280" w:lineRule="atLeast"/>`
)

// docxStyles are the styles an editor finds in the list, with the names of the
// document model beside the Japanese ones.
func docxStyles(gothic string) []docxStyle {
	g := fmt.Sprintf(docxGothic, gothic)
	p := func(id, name, base, next, format string) docxStyle {
		return docxStyle{"paragraph", id, name, base, next, format}
	}
	c := func(id, name, format string) docxStyle {
		return docxStyle{"character", id, name, "", "", format}
	}
	return []docxStyle{
		p("Title", "Title", "Normal", "Body", `<w:pPr><w:keepNext/><w:spacing w:before="240" w:after="360" w:line="480" w:lineRule="atLeast"/><w:jc w:val="center"/></w:pPr><w:rPr>`+g+`<w:b/><w:bCs/><w:sz w:val="34"/><w:szCs w:val="34"/></w:rPr>`),
		p("DocumentNumber", "文書番号 Document number", "Normal", "Title", `<w:pPr><w:jc w:val="right"/></w:pPr>`),
		p("Heading1", "heading 1", "Normal", "Body", `<w:pPr><w:keepNext/><w:keepLines/><w:pBdr>`+fmt.Sprintf(docxFrame, "bottom", 6, 2, "1A1A1C")+`</w:pBdr><w:spacing w:before="440" w:after="160" w:line="420" w:lineRule="atLeast"/><w:jc w:val="left"/><w:outlineLvl w:val="0"/></w:pPr><w:rPr>`+g+`<w:b/><w:bCs/><w:sz w:val="28"/><w:szCs w:val="28"/></w:rPr>`),
		p("Heading2", "heading 2", "Normal", "Body", `<w:pPr><w:keepNext/><w:keepLines/><w:spacing w:before="320" w:after="100"/><w:jc w:val="left"/><w:outlineLvl w:val="1"/></w:pPr><w:rPr>`+g+`<w:b/><w:bCs/><w:sz w:val="24"/><w:szCs w:val="24"/></w:rPr>`),
		p("Heading3", "heading 3", "Normal", "Body", `<w:pPr><w:keepNext/><w:keepLines/><w:spacing w:before="220" w:after="60"/><w:jc w:val="left"/><w:outlineLvl w:val="2"/></w:pPr><w:rPr>`+g+`<w:b/><w:bCs/></w:rPr>`),
		p("Body", "本文 Body", "Normal", "", `<w:pPr><w:ind w:firstLine="220"/></w:pPr>`),
		p("Plain", "字下げなし Plain", "Normal", "", ``),
		p("Note", "注 Note", "Normal", "", `<w:pPr><w:spacing w:before="80" w:after="40" w:line="280" w:lineRule="atLeast"/></w:pPr><w:rPr>`+g+`<w:sz w:val="18"/><w:szCs w:val="18"/></w:rPr>`),
		p("Source", "根拠 Source", "Normal", "", `<w:pPr><w:spacing w:after="80" w:line="260" w:lineRule="atLeast"/><w:ind w:left="340" w:hanging="340"/><w:jc w:val="left"/></w:pPr><w:rPr>`+g+`<w:color w:val="4D4D4D"/><w:sz w:val="17"/><w:szCs w:val="17"/></w:rPr>`),
		p("Centered", "中央 Centered", "Normal", "", `<w:pPr><w:spacing w:before="160" w:after="160"/><w:jc w:val="center"/></w:pPr>`),
		p("Right", "右寄せ Right", "Normal", "", `<w:pPr><w:jc w:val="right"/></w:pPr>`),
		p("Notice", "告知 Notice", "Normal", "", `<w:pPr><w:keepLines/><w:pBdr>`+docxBox(12, 6, "1A1A1C")+`</w:pBdr><w:spacing w:before="160" w:after="160"/><w:ind w:left="160" w:right="160"/></w:pPr><w:rPr>`+g+`</w:rPr>`),
		p("Caption", "caption", "Normal", "", `<w:pPr><w:keepNext/><w:spacing w:before="200" w:after="80"/><w:jc w:val="left"/></w:pPr><w:rPr>`+g+`<w:b/><w:bCs/><w:sz w:val="20"/><w:szCs w:val="20"/></w:rPr>`),
		p("Table", "表 Table", "Normal", "", `<w:pPr>`+docxTightly+`<w:jc w:val="left"/></w:pPr><w:rPr><w:sz w:val="19"/><w:szCs w:val="19"/></w:rPr>`),
		p("TableHead", "表見出し Table head", "Table", "", `<w:pPr><w:keepNext/></w:pPr><w:rPr>`+g+`<w:b/><w:bCs/><w:sz w:val="18"/><w:szCs w:val="18"/></w:rPr>`),
		p("FactName", "項目名 Fact name", "Table", "", `<w:rPr>`+g+`</w:rPr>`),
		p("Seal", "記名 Seal", "Normal", "", `<w:pPr><w:keepNext/><w:jc w:val="left"/></w:pPr>`),
		p("SealBox", "押印欄 Seal box", "Normal", "", `<w:pPr><w:jc w:val="center"/></w:pPr><w:rPr><w:color w:val="808080"/></w:rPr>`),
		p("Spacer", "間 Spacer", "Normal", "", `<w:pPr><w:spacing w:line="160" w:lineRule="exact"/></w:pPr><w:rPr><w:sz w:val="8"/><w:szCs w:val="8"/></w:rPr>`),
		p("ContentsHeading", "目次見出し Contents heading", "Normal", "", `<w:pPr><w:keepNext/><w:spacing w:before="240" w:after="200"/><w:jc w:val="center"/></w:pPr><w:rPr>`+g+`<w:b/><w:bCs/><w:sz w:val="26"/><w:szCs w:val="26"/></w:rPr>`),
		p("TOC1", "toc 1", "Normal", "", docxContents(0)),
		p("TOC2", "toc 2", "Normal", "", docxContents(1)),
		p("TOC3", "toc 3", "Normal", "", docxContents(2)),
		p("Header", "header", "Normal", "", `<w:pPr><w:pBdr>`+fmt.Sprintf(docxFrame, "bottom", 4, 3, "999999")+`</w:pBdr><w:tabs><w:tab w:val="right" w:pos="`+strconv.Itoa(docxTextWide)+`"/></w:tabs><w:spacing w:line="220" w:lineRule="atLeast"/><w:jc w:val="left"/></w:pPr><w:rPr>`+g+`<w:sz w:val="16"/><w:szCs w:val="16"/></w:rPr>`),
		p("Footer", "footer", "Normal", "", `<w:pPr><w:spacing w:line="240" w:lineRule="atLeast"/><w:jc w:val="center"/></w:pPr><w:rPr><w:sz w:val="18"/><w:szCs w:val="18"/></w:rPr>`),
		p("Edition", "版 Edition", "Footer", "", `<w:rPr>`+g+`<w:color w:val="4D4D4D"/><w:sz w:val="14"/><w:szCs w:val="14"/></w:rPr>`),
		c("ItemTitle", "見出し語 Item title", `<w:rPr>`+g+`<w:b/><w:bCs/></w:rPr>`),
		c("Mark", "変更の印 Mark", `<w:rPr>`+g+`<w:b/><w:bCs/><w:sz w:val="18"/><w:szCs w:val="18"/><w:bdr w:val="single" w:sz="4" w:space="0" w:color="1A1A1C"/></w:rPr>`),
		c("Removed", "削除 Removed", `<w:rPr><w:strike/></w:rPr>`),
		c("Gap", "間隔 Gap", ``),
		{"table", "Ruled", "罫線表 Ruled table", "TableNormal", "", `<w:tblPr><w:tblBorders>` + docxRules("808080") + `</w:tblBorders>` + docxCellMargins + `</w:tblPr>`},
		{"table", "Facts", "項目表 Facts", "TableNormal", "", `<w:tblPr><w:tblBorders>` + fmt.Sprintf(docxFrame, "top", 4, 0, "999999") + fmt.Sprintf(docxFrame, "bottom", 4, 0, "999999") + fmt.Sprintf(docxFrame, "insideH", 4, 0, "999999") + `</w:tblBorders>` + docxCellMargins + `</w:tblPr>`},
	}
}

const docxCellMargins = `<w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="100" w:type="dxa"/><w:bottom w:w="40" w:type="dxa"/><w:right w:w="100" w:type="dxa"/></w:tblCellMar>`

func docxBox(size, space int, color string) string {
	s := ""
	for _, side := range []string{"top", "left", "bottom", "right"} {
		s += fmt.Sprintf(docxFrame, side, size, space, color)
	}
	return s
}

func docxRules(color string) string {
	return docxBox(4, 0, color) + fmt.Sprintf(docxFrame, "insideH", 4, 0, color) + fmt.Sprintf(docxFrame, "insideV", 4, 0, color)
}

func docxContents(depth int) string {
	return fmt.Sprintf(`<w:pPr><w:tabs><w:tab w:val="right" w:leader="dot" w:pos="%d"/></w:tabs><w:ind w:left="%d"/><w:jc w:val="left"/></w:pPr>`, docxTextWide, depth*docxChar)
}

// docxStyleSheet writes styles.xml.
func docxStyleSheet(language string) []byte {
	mincho, gothic, lang, align := "BIZ UDMincho", "BIZ UDGothic", "ja-JP", "both"
	if language == "en" {
		mincho, gothic, lang, align = "Times New Roman", "Arial", "en-GB", "left"
	}
	x := newDocxXML("w:styles", "xmlns:w", docxMain)
	x.raw(`<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="%[1]s" w:hAnsi="%[1]s" w:eastAsia="BIZ UDMincho" w:cs="%[1]s"/><w:kern w:val="2"/><w:sz w:val="22"/><w:szCs w:val="22"/><w:lang w:val="%[2]s" w:eastAsia="ja-JP" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>`, mincho, lang)
	x.raw(`<w:pPrDefault><w:pPr><w:widowControl/><w:kinsoku/><w:overflowPunct/><w:spacing w:line="%d" w:lineRule="atLeast"/></w:pPr></w:pPrDefault></w:docDefaults>`, docxLine)
	x.raw(`<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/><w:pPr><w:jc w:val="%s"/></w:pPr></w:style>`, align)
	x.WriteString(`<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>`)
	x.WriteString(`<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>`)
	x.WriteString(`<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/><w:uiPriority w:val="99"/><w:semiHidden/></w:style>`)
	for _, s := range docxStyles(gothic) {
		s.write(x)
	}
	for depth := range docxDeepest + 1 {
		docxItemStyles(x, depth)
	}
	return x.finish()
}

func (s docxStyle) write(x *docxXML) {
	attrs := []string{"w:type", s.kind, "w:styleId", s.id}
	if len(s.name) != len([]rune(s.name)) { // Word's own names are ASCII, ours are not
		attrs = append(attrs, "w:customStyle", "1")
	}
	x.start("w:style", attrs...)
	x.val("w:name", s.name)
	if s.base != "" {
		x.val("w:basedOn", s.base)
	}
	if s.next != "" {
		x.val("w:next", s.next)
	}
	x.leaf("w:qFormat")
	x.WriteString(s.format)
	x.end()
}

// docxItemStyles writes the two styles of items at a depth: the line with the
// number, and the text under a title.
func docxItemStyles(x *docxXML, depth int) {
	names := []string{"条 Article", "項 Paragraph", "号 Item", "細目 Subitem"}
	name := "細目 Subitem " + strconv.Itoa(depth+1)
	if depth < len(names) {
		name = names[depth]
	}
	before := ""
	if depth == 0 {
		before = `<w:spacing w:before="160"/>`
	}
	docxStyle{"paragraph", docxItemStyle(depth), name, "Normal", "",
		`<w:pPr>` + before + docxIndent(depth, 2*docxChar) + `</w:pPr>`}.write(x)
	docxStyle{"paragraph", docxItemStyle(depth) + "Text", name + " text", "Normal", "",
		fmt.Sprintf(`<w:pPr><w:ind w:left="%d" w:firstLine="%d"/></w:pPr>`, (depth+1)*docxChar, docxChar)}.write(x)
}

func docxItemStyle(depth int) string { return "Item" + strconv.Itoa(depth) }

// docxDepth keeps a depth within the page.
func docxDepth(depth int) int { return min(max(depth, 0), docxDeepest) }

// docxTab is the tab between a number and its text.
func docxTab(depth, hang int) string {
	return fmt.Sprintf(`<w:tabs><w:tab w:val="left" w:pos="%d"/></w:tabs>`, depth*docxChar+hang)
}

// docxIndent sets a number depth characters in and its text hang further on.
func docxIndent(depth, hang int) string {
	return fmt.Sprintf(`<w:ind w:left="%d" w:hanging="%d"/>`, depth*docxChar+hang, hang)
}
