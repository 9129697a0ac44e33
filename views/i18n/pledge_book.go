package i18n

// The list that goes with the pledges of a party.
func init() {
	say(map[string]words{
		"pledges.take":     {"誓約書をまとめて取り出す", "Take the pledges away"},
		"pledges.take.why": {"PDFには、署名した人としていない人の一覧に続けて、全員の誓約書が読める形で入ります。電子署名付きの元の書面も、PDFに添付されています。zipには、一覧と元の書面が一人ずつ入ります。人数が多いと、数十秒かかります。", "The PDF holds the list of who has signed and who has not, then every pledge to read, with the sealed documents attached. The zip holds the list and every sealed document. With many people it takes some tens of seconds."},
		"pledges.take.pdf": {"誓約書一式（PDF）", "All pledges (PDF)"},
		"pledges.take.zip": {"誓約書一式（zip）", "All pledges (zip)"},

		"pledges.column.file":      {"ファイル", "File"},
		"pledges.column.kind":      {"種別", "Kind"},
		"pledges.column.signer":    {"署名者", "Signed by"},
		"pledges.column.state":     {"状態", "State"},
		"pledges.column.method":    {"署名の方法", "How"},
		"pledges.column.signed_at": {"署名日時", "Signed at"},
		"pledges.column.from":      {"効力の始まり", "Holds from"},
		"pledges.column.until":     {"期限", "Last day"},
		"pledges.column.code":      {"書面コード", "Code"},
		"pledges.column.sha256":    {"SHA-256", "SHA-256"},
		"pledges.kind.company":     {"会社", "company"},
		"pledges.kind.worker":      {"従事者", "worker"},
		"pledges.state.signed":     {"署名済み", "signed"},
		"pledges.state.ended":      {"終了", "ended"},

		"pledges.method.password":          {"パスワード", "password"},
		"pledges.method.password_and_code": {"パスワードとワンタイムコード", "password and one-time code"},
		"pledges.method.paper":             {"紙", "paper"},
	})
}
