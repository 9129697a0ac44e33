package document

// pledgeText are the fixed words of a pledge. What stands in the sealed text has the
// words of models.PledgeText.Sealed.
var pledgeText = map[string][2]string{
	"form":           {"様式 %s", "Form %s"},
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
	"sheet.original": {"原本は、紙の誓約書です。この票は、受け取った原本について何を記録したかを示すもので、原本に代わるものではありません。", "The paper is the original. This sheet says what was recorded of it and does not take its place."},
	"sheet.pledge":   {"対象の誓約書", "The pledge"},
	"sheet.title":    {"書面", "Document"},
	"sheet.signer":   {"署名した者", "Signer"},
	"sheet.delegate": {"委任した者", "By delegation from"},
	"sheet.paper":    {"受け取った原本", "The paper received"},
	"sheet.day":      {"紙に記された日付", "Date on the paper"},
	"sheet.brought":  {"提出した者", "Brought by"},
	"sheet.at":       {"受け付けた日時", "Received at"},
	"sheet.shelf":    {"保管場所", "Kept at"},
	"sheet.scan":     {"写し SHA-256", "Scan SHA-256"},
	"sheet.proof":    {"この票の証跡", "Proof of this sheet"},
}
