package handlers

import (
	"bytes"
	"fmt"
	"strings"

	"chigiri/models"
	"chigiri/views/document"
)

// RenderAppendix gives the function that typesets an appendix for its issue: the
// official PDF and the Word file for those who go on editing. A character that no
// font has or that is none to a reader is refused for both (KindInvalid), named
// with the words around it: the PDF, which comes first, refuses all that Word does
// and more.
func RenderAppendix(fonts *document.Fonts) func(models.Appendix) (models.File, models.File, error) {
	return func(a models.Appendix) (models.File, models.File, error) {
		paper, err := appendixPDF(a, "ja", fonts)
		if err != nil {
			return models.File{}, models.File{}, err
		}
		word, err := appendixWord(a, "ja")
		return paper, word, err
	}
}

func appendixPDF(a models.Appendix, lang string, fonts *document.Fonts) (models.File, error) {
	var b bytes.Buffer
	err := document.WritePDF(&b, document.Appendix(a, lang), fonts)
	return models.File{Name: appendixName(a, "pdf"), ContentType: pdf, Bytes: b.Bytes()}, err
}

func appendixWord(a models.Appendix, lang string) (models.File, error) {
	var b bytes.Buffer
	err := document.WriteDOCX(&b, document.Appendix(a, lang))
	return models.File{Name: appendixName(a, "docx"), ContentType: docx, Bytes: b.Bytes()}, err
}

// RenderPledge gives the function that typesets a signed pledge for its sealing. base
// is the portal's own address, before which a path of verification is put. Nothing is
// given when the paper would lack a line of the text that was signed; a picture that is
// no seal is refused (KindInvalid). A signature on paper gets its evidence sheet.
func RenderPledge(fonts *document.Fonts, base string) func(models.PledgeText, models.PledgeSignature) (models.File, error) {
	sheet := RenderEvidenceSheet(fonts, base)
	return func(text models.PledgeText, sign models.PledgeSignature) (models.File, error) {
		if sign.Scan != "" {
			return sheet(text, sign, sign.Keeper, sign.Shelf)
		}
		sign.VerifyAt = under(base, sign.VerifyAt)
		doc := document.Pledge(text, &sign, "ja")
		if line := document.Unprinted(doc, text.Sealed()); line != "" {
			return models.File{}, fmt.Errorf("pledge %s: the paper lacks the line %q", sign.PledgeID, line)
		}
		return paper("誓約書_"+text.Form+"_"+sign.Code+".pdf", doc, fonts)
	}
}

// RenderEvidenceSheet gives the function that typesets what was recorded of a pledge on
// paper, with who brought it and where it lies; either may be empty.
func RenderEvidenceSheet(fonts *document.Fonts, base string) func(text models.PledgeText, sign models.PledgeSignature, broughtBy, shelf string) (models.File, error) {
	return func(text models.PledgeText, sign models.PledgeSignature, broughtBy, shelf string) (models.File, error) {
		sign.VerifyAt = under(base, sign.VerifyAt)
		doc := document.EvidenceSheet(text, sign, document.PaperReceipt{BroughtBy: broughtBy, Shelf: shelf}, "ja")
		return paper("誓約書証拠票_"+text.Form+"_"+sign.Code+".pdf", doc, fonts)
	}
}

// RenderBriefingRecord gives the function that typesets the record of a meeting (F-06)
// for its sealing: who heard which topics of which appendix. verifyAt is the address of
// its page of verification, or the path of it.
func RenderBriefingRecord(fonts *document.Fonts, base string) func(m models.Briefing, people []models.Attendee, topics []models.BriefingTopic, files []models.BriefingFile, a models.Appendix, verifyAt string) (models.File, error) {
	return func(m models.Briefing, people []models.Attendee, topics []models.BriefingTopic, files []models.BriefingFile, a models.Appendix, verifyAt string) (models.File, error) {
		doc := document.BriefingRecord(m, people, topics, files, a, nil, under(base, verifyAt), "ja")
		return paper("説明実施報告書_"+m.HeldOn.String()+"_"+m.Code+".pdf", doc, fonts)
	}
}

// under puts the portal's address before a path; a whole address stays as it is.
func under(base, address string) string {
	if strings.HasPrefix(address, "/") {
		return strings.TrimSuffix(base, "/") + address
	}
	return address
}

// paper writes a document as PDF.
func paper(name string, doc document.Document, fonts *document.Fonts) (models.File, error) {
	var b bytes.Buffer
	if err := document.WritePDF(&b, doc, fonts); err != nil {
		return models.File{}, err
	}
	return models.File{Name: name, ContentType: pdf, Bytes: b.Bytes()}, nil
}

// appendixName names the file as people file it: number, version.
func appendixName(a models.Appendix, ext string) string {
	version := "案"
	if a.Version > 0 {
		version = fmt.Sprintf("第%d版", a.Version)
	}
	return "特記仕様書_" + a.Facts.Number + "_" + version + "." + ext
}
