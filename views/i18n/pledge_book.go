package i18n

// The list that goes with the pledges of a party.
func init() {
	say(map[string]words{
		"pledges.take":     {"誓約書をまとめて取り出す", "Take the pledges away"},
		"pledges.take.why": {"一覧には、誰がいつ署名したかと、確認のためのコードとハッシュ値が並びます。一式（zip）には、一覧と、電子署名付きの誓約書が一人ずつ入ります。", "The list says who signed when, with codes and hashes to check. The zip holds the list and every sealed pledge."},
		"pledges.take.pdf": {"誓約書一覧（PDF）", "List of pledges (PDF)"},
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
