package document

import "chigiri/models"

// signature is who signed and when, with the seal in its box. Where it is not the
// company's representative, the company stands there with its representative first, then
// who signed and by what power: nobody bears a post that is another's.
func (w *pledgeWriter) signature(s models.PledgeSignature) {
	lines, name := w.signer(), s.Name
	if s.Capacity.ForAnother() {
		lines = append(w.company(), w.say["by.power"])
		name = w.beside(w.post(s), s.Name)
	}
	w.add(Paragraph{Style: Right, Text: w.at(s.At)}, Seal{Lines: lines, Name: name, Mark: len(s.Seal) > 0, Picture: s.Seal})
}

// company are the lines of a company and its representative.
func (w *pledgeWriter) company() []string {
	s := w.t.Signer
	return compact([]string{w.party(s.Tier), s.Address, s.Employer, w.beside(s.Role, s.Name)})
}

// post is what a signer bears themselves.
func (w *pledgeWriter) post(s models.PledgeSignature) string {
	if s.Capacity == models.AsLead {
		return w.say["post.lead"]
	}
	return s.Post
}

// signedBy is a signer in one line: post, name, and the power where it is another's.
func (w *pledgeWriter) signedBy(s models.PledgeSignature) string {
	who := w.beside(w.post(s), s.Name)
	if s.Capacity.ForAnother() {
		who += w.say["power"]
	}
	return who
}

// proof is what leads from the paper to what proves it.
func (w *pledgeWriter) proof(s models.PledgeSignature) {
	w.add(Code{Title: w.say["proof"], QR: s.VerifyAt, Rows: w.present([][2]string{
		{"signed.by", w.beside(w.t.Signer.Employer, w.signedBy(s))},
		{"signed.at", w.at(s.At)},
		{"identity", w.say["by."+string(s.Method)]},
		{"proof.code", s.Code},
		{"proof.at", s.VerifyAt},
		{"hash", w.t.Hash},
		{"f.edition", w.edition()},
		{"f.appendix", w.appendix()},
	})})
}

// PaperReceipt says who put the scan of a paper pledge in and where the paper is kept;
// either may be empty.
type PaperReceipt struct{ BroughtBy, Shelf string }

// EvidenceSheet is one page that says which paper pledge was kept: whose promise it
// is, the day on the paper, what the scan is known by, who brought it and when, and
// where it lies. The paper stays the original.
func EvidenceSheet(text models.PledgeText, sign models.PledgeSignature, r PaperReceipt, lang string) Document {
	w := newPledge(text, lang)
	c := text.Contract
	w.add(Paragraph{Style: Notice, Text: w.say["sheet.original"]},
		Heading{Level: 3, Text: w.say["sheet.pledge"]},
		Facts{Rows: append([][2]string{
			{w.say["sheet.title"], w.text(text.Title) + w.f("bracket", text.Form)},
			{w.say["f.contract"], c.Title}, {w.say["f.number"], c.Number}, {w.say["f.body"], c.Body},
			{w.say["signed.for"], w.party(text.Signer.Tier) + w.say["space"] + text.Signer.Employer},
		}, w.present([][2]string{
			{"sheet.company", w.representative()}, {"sheet.signer", w.signedBy(sign)},
		})...)},
		Heading{Level: 3, Text: w.say["sheet.paper"]},
		Facts{Rows: w.present([][2]string{
			{"sheet.day", w.date(sign.SignedOn)}, {"sheet.brought", r.BroughtBy}, {"sheet.at", w.at(sign.At)},
			{"sheet.shelf", r.Shelf}, {"sheet.scan", sign.Scan},
		})},
		Code{Title: w.say["sheet.proof"], QR: sign.VerifyAt, Rows: w.present([][2]string{
			{"proof.code", sign.Code}, {"proof.at", sign.VerifyAt}, {"hash", text.Hash}, {"f.edition", w.edition()}, {"f.appendix", w.appendix()},
		})})
	doc := w.document()
	doc.Title, doc.Created = w.say["sheet"], sign.At
	doc.Number = "" // the form is the paper’s, not the sheet’s
	doc.Running = doc.Title + w.say["space"] + shortened(c.Title)
	doc.Edition = w.beside(doc.Edition, w.say["proof.code"]+" "+sign.Code)
	return doc
}

// representative is a company's as the register has them; a worker's own pledge has none.
func (w *pledgeWriter) representative() string {
	if w.t.Signer.Kind == models.PledgeWorker {
		return ""
	}
	return w.beside(w.t.Signer.Role, w.t.Signer.Name)
}
