package document

import (
	"chigiri/models"
)

// PledgeList is 誓約書一覧: who of one party signed what, when and until when it holds,
// with the code by which anybody checks it and the SHA-256 of the sealed file. It bears no
// seal itself: what it says is proved by the files it names. body is the public body.
func PledgeList(b models.PledgeBook, body, lang string) Document {
	return pledgeList(b, body, "what", lang)
}

// PledgeCover is the same list as it stands before the pledges themselves in a book, which
// have the numbers of its lines.
func PledgeCover(b models.PledgeBook, body, lang string) Document {
	return pledgeList(b, body, "what.book", lang)
}

// PledgeParts are the parts of that book: a bookmark for each pledge with its number and
// who signed, and the names of its files.
func PledgeParts(b models.PledgeBook, names [][]string, lang string) []BookPart {
	w := wordsIn(lang, pledgeListText)
	parts := make([]BookPart, len(b.Signed))
	for i, p := range b.Signed {
		title := w.count(i+1) + " " + p.SignerName
		if p.Kind == models.PledgeCompany {
			title += w.f("bracket", w.say["kind.company"])
		}
		parts[i] = BookPart{Title: title, Files: names[i]}
	}
	return parts
}

func pledgeList(b models.PledgeBook, body, what, lang string) Document {
	w := wordsIn(lang, pledgeListText)
	w.add(Paragraph{Style: Plain, Text: w.say[what]}, Facts{Rows: w.present([][2]string{
		{"f.contract", b.Title}, {"f.number", b.Number}, {"firm", b.Party.Vendor}, {"place", w.party(b.Party.Tier)},
		{"asof", w.at(b.At)}, {"signed.n", w.count(len(b.Signed))}, {"unsigned.n", w.count(len(b.Unsigned))},
	})}, Heading{Level: 3, Text: w.say["signed"]})
	if rows := w.pledgeRows(b.Signed); len(rows) > 0 {
		w.add(Table{Rows: rows, Columns: []Column{
			{Title: w.say["col.n"], Width: .065, Align: Center}, {Title: w.say["col.signer"], Width: .15}, {Title: w.say["col.signed"], Width: .225},
			{Title: w.say["col.holds"], Width: .265}, {Title: w.say["col.proof"], Width: .295},
		}})
	} else {
		w.add(Paragraph{Style: Plain, Text: w.say["nobody"], Depth: 1})
	}
	w.add(Heading{Level: 3, Text: w.say["unsigned"]})
	if len(b.Unsigned) == 0 {
		w.add(Paragraph{Style: Plain, Text: w.say["nobody"], Depth: 1})
	}
	for i, name := range b.Unsigned {
		w.add(Item{Number: w.count(i + 1), Text: name, Depth: 1, Small: true})
	}
	if len(b.Never) > 0 {
		w.add(Heading{Level: 3, Text: w.say["never"]})
	}
	for i, g := range b.Never {
		w.add(Item{Number: w.count(i + 1), Text: g.Name + "　" + w.f("span", w.date(g.From), w.date(g.To)), Depth: 1, Small: true})
	}
	return Document{
		Title: w.say["title"], Subject: b.Title, Author: body, Number: b.Number, Running: w.beside(w.say["title"], b.Party.Vendor),
		Edition: w.f("edition", w.at(b.At)), Language: lang, Created: b.At, Blocks: w.blocks,
	}
}

// pledgeRows are the lines of the table.
func (w *wording) pledgeRows(all []models.Pledge) [][]string {
	rows := make([][]string, len(all))
	for i, p := range all {
		holds := w.f("from", w.date(p.HoldsFrom))
		if !p.LapsesOn.IsZero() {
			holds += "\n" + w.f("until", w.date(p.LapsesOn))
		}
		if p.State == models.PledgeEnded {
			holds += "\n" + w.f("ended", w.date(models.Today(p.EndedAt)))
		}
		rows[i] = []string{
			w.count(i + 1), p.SignerName + "\n" + w.say["kind."+string(p.Kind)],
			w.signedOn(p) + "\n" + w.say["how."+string(p.Method)], holds, p.Code + "\n" + p.PDF,
		}
	}
	return rows
}

// signedOn is when a pledge was signed; of one on paper only the day is known.
func (w *wording) signedOn(p models.Pledge) string {
	day := w.date(models.Today(p.SignedAt))
	if p.Method == models.SignedOnPaper {
		return day
	}
	return day + "\n" + w.minute(p.SignedAt)
}

// pledgeListText are the fixed words of the list.
var pledgeListText = map[string][2]string{
	"title":     {"誓約書一覧", "List of pledges"},
	"what":      {"この一覧は、下の当事者の誓約書を、署名の記録から書き出したものです。一つ一つの誓約書は、電子署名付きのPDFとして別に保存されており、書面コード又はファイルのSHA-256で確かめられます。", "This lists the pledges of the party below as they are recorded. Each is kept as a sealed PDF of its own, and is checked by its code or by the SHA-256 of its file."},
	"what.book": {"この一覧に続けて、下の当事者の誓約書を、一覧の番号の順に、読むための写しとして綴じています。電子署名付きの元の書面は、同じ番号の付いた名前で、このＰＤＦに添付されています。署名を確かめるときは、添付の書面を取り出してください。", "Behind this list stand reading copies of the pledges of the party below, in the order of its numbers. The sealed documents are attached to this PDF under names with the same numbers. To check a signature, take the attached document out."},
	"firm":      {"事業者", "Firm"},
	"place":     {"区分", "Place"},
	"asof":      {"書き出した日時", "As of"},
	"signed.n":  {"署名済みの誓約書", "Signed"}, "unsigned.n": {"署名していない従事者", "Not signed"},
	"signed": {"署名された誓約書", "Signed pledges"}, "unsigned": {"署名していない従事者", "Workers who have not signed"},
	"never": {"署名のないまま従事した者（既に終わった者）", "Worked without having signed (no longer at work)"}, "span": {"%sから%sまで", "from %s to %s"},
	"nobody": {"該当なし", "None"}, "from": {"%sから", "from %s"}, "until": {"%sまで", "to %s"}, "ended": {"%sに終了", "ended %s"},
	"how.": {"", ""}, "how.password": {"パスワード", "password"}, "how.password_and_code": {"ワンタイムコード併用", "one-time code"}, "how.paper": {"紙", "paper"},
	"kind.": {"", ""}, "kind.company": {"会社", "company"}, "kind.worker": {"従事者", "worker"},
	"col.n": {"番号", "No."}, "col.signer": {"署名した者", "Signed by"}, "col.signed": {"日時及び方法", "When and how"}, "col.holds": {"効力", "Holds"},
	"col.proof": {"書面コード及びファイルのSHA-256", "Code, and SHA-256 of the file"},
	"edition":   {"%s現在", "as of %s"},
}
