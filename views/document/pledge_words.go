package document

// pledgeText are the fixed words of a pledge. What stands in the sealed text has the
// words of models.PledgeText.Sealed.
var pledgeText = map[string][2]string{
	"form":           {"様式 %s", "Form %s"},
	"f.signed":       {"契約締結日", "Contract signed"},
	"draft.notice":   {"この書面は、内容を確かめるための案です。署名されるまで、誓約としての効力を持ちません。", "This is a draft for reading. Until it is signed it is no pledge."},
	"pledging":       {"誓約する者", "Pledged by"},
	"representative": {"代表者等の職及び氏名", "Title and name"},
	"employer":       {"所属", "Employer"},
	"worker":         {"役割及び氏名", "Role and name"},
	"statements":     {"■誓約する事項", "What is pledged"},
	"duties":         {"■守る条（%s条）", "Articles to keep (%s)"},
	"duty":           {"（%s）", "%s."},
	"survives":       {"■退職後及び契約終了後も続く義務", "What outlives the work and the contract"},
	"penalties":      {"■罰則", "Penalties"},
	"source":         {"根拠：%s", "Source: %s"},
	"sources":        {"この誓約書の根拠：%s", "This pledge rests on: %s"},
	"sha256":         {"（SHA-256 %s）", " (SHA-256 %s)"},

	"name.blank": {"氏名　　　　　　　　　　　　", "Name:"},
	"paper":      {"この用紙の識別", "What this sheet is known by"},
	"delegate":   {"（%s の委任による署名）", "(signing by delegation from %s)"},
	"signed.by":  {"署名した者", "Signed by"},
	"signed.for": {"誓約する者又はその所属", "Pledged by, or employer"},
	"signed.at":  {"署名した日時", "Signed at"},
	"identity":   {"本人の確認", "Identity"},
	"hash":       {"本文 SHA-256", "Text SHA-256"},

	"by.": {"", ""}, "by.password": {"利用者ＩＤ及びパスワードによる", "by login and password"},
	"by.password_and_code": {"利用者ＩＤ及びパスワード並びにワンタイムコードによる", "by login, password and one-time code"},
	"by.paper":             {"紙への署名又は押印による", "by signature or seal on paper"},

	"sheet":          {"紙の誓約書の証拠票", "Evidence sheet of a paper pledge"},
	"sheet.original": {"原本は、紙の誓約書です。この票は、原本について登録された内容を示すもので、原本に代わるものではありません。府が原本を受領したことは、ポータルの受領の確認の記録によります。", "The paper is the original. This sheet says what was put on record of it and does not take its place. That the prefecture received it stands in the portal, where the receipt is confirmed."},
	"sheet.pledge":   {"対象の誓約書", "The pledge"},
	"sheet.title":    {"書面", "Document"},
	"sheet.signer":   {"署名した者", "Signer"},
	"sheet.delegate": {"委任した者", "By delegation from"},
	"sheet.paper":    {"原本について登録された内容", "What was put on record of the paper"},
	"sheet.day":      {"紙に記された日付", "Date on the paper"},
	"sheet.brought":  {"写しを登録した者", "Scan put in by"},
	"sheet.at":       {"登録した日時", "Put in at"},
	"sheet.shelf":    {"保管場所", "Kept at"},
	"sheet.scan":     {"写し SHA-256", "Scan SHA-256"},
	"sheet.proof":    {"この票の証跡", "Proof of this sheet"},
}
