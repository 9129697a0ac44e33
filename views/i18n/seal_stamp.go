package i18n

// Time-stamps of sealed documents.
func init() {
	say(map[string]words{
		"stamp":         {"タイムスタンプ", "Time-stamp"},
		"stamp.pending": {"まだ付いていません。{0}の封緘から、時刻認証局の返答を待っています。", "Not stamped yet: waiting for the authority since it was sealed, {0}"},
		"stamp.good":    {"{0}　{1}による", "Stamped {0} by {1}"},

		"nav.stamps":              {"タイムスタンプ", "Time-stamps"},
		"stamps.sub":              {"封緘した文書のうち、時刻認証局のタイムスタンプを待っているものです。封緘そのものは済んでいます。", "Sealed documents waiting for a time-stamp from the authority. The seal itself is in place."},
		"stamps.state":            {"タイムスタンプの状況", "State of the time-stamps"},
		"stamps.pending":          {"待っている文書", "waiting"},
		"stamps.failed":           {"そのうち、最後の依頼が失敗したもの", "of these, the last request failed"},
		"stamps.stamped":          {"付いた文書", "stamped"},
		"stamps.next.none":        {"時刻認証局が設定されていません", "No time-stamping authority is configured"},
		"stamps.next.none.why":    {"文書は封緘だけがされます。PORTAL_TSA_URL と PORTAL_TSA_ROOTS を設定して起動し直すと、すでに封緘した文書にもタイムスタンプが付きます。", "Documents are only sealed. Set PORTAL_TSA_URL and PORTAL_TSA_ROOTS and restart: documents sealed before are stamped too."},
		"stamps.next.failed":      {"タイムスタンプが付かない{0}件の理由を確かめてください", "See why {0|document|documents} could not be stamped"},
		"stamps.next.failed.why":  {"依頼は自動で繰り返され、原因がなくなれば付きます。別の時刻で代えることはありません。", "Requests are repeated automatically and succeed once the cause is removed. No other time is put in its place."},
		"stamps.next.waiting":     {"いま行うことはありません", "Nothing to do now"},
		"stamps.next.waiting.why": {"待っている文書は、まもなく依頼されます。", "The waiting documents will be sent shortly."},
		"stamps.next.ok.why":      {"すべての文書にタイムスタンプが付いています。", "Every sealed document has its time-stamp."},
		"stamps.empty":            {"待っている文書はありません", "Nothing is waiting"},
		"stamps.empty.why":        {"誓約書や説明の記録が封緘されると、タイムスタンプが付くまでここに並びます。", "A pledge or a briefing record appears here from the moment it is sealed until it is time-stamped."},
		"stamps.sealed":           {"封緘", "Sealed"},
		"stamps.kind":             {"文書", "Document"},
		"stamps.kind.pledge":      {"誓約書", "Pledge"},
		"stamps.kind.briefing":    {"説明実施報告書", "Record of a briefing"},
		"stamps.why":              {"経過", "What happened"},
		"stamps.row.waiting":      {"待ち", "waiting"}, "stamps.row.failed": {"失敗", "failed"},
		"stamps.first": {"まだ依頼していません。", "Not requested yet."},
		"stamps.tries": {"{0}回依頼しました。", "Requested {0|time|times}."},

		"stamp.fault.unreachable": {"時刻認証局につながりません。", "The authority cannot be reached."},
		"stamp.fault.refused":     {"時刻認証局に断られました。", "The authority refused the request."},
		"stamp.fault.answer":      {"時刻認証局の返答が正しくないので、受け取りませんでした。", "The authority’s answer was not valid and was rejected."},
		"stamp.fault.document":    {"封緘した文書そのものを確かめられません。鍵やデータベースを調べてください。", "The sealed document itself could not be verified. Check the key and the database."},
		"stamp.fault.room":        {"返されたトークンが長すぎて、文書に入りません。", "The token is too long for the space kept in the document."},
		"stamp.fault.interrupted": {"依頼している途中でプログラムが止まりました。", "The program stopped during the request."},
		"stamp.fault.root":        {"鍵を替える前に封緘した文書ですが、前の鍵の証明書がありません。PORTAL_SEAL_ROOTS に加えて起動し直すと、自動で依頼し直します。", "The root of the former key is missing: set PORTAL_SEAL_ROOTS and start the portal again. It is then asked for on its own."},

		"error.denied.stamps":    {"タイムスタンプの状況は、運用管理者と監査部門が見ます。", "Only the administrator and the audit office see the time-stamps."},
		"error.stamp.state":      {"この文書は、別の処理がすでに進めています。", "Another process has already gone on with this document."},
		"event.briefing.stamped": {"説明の記録に時刻認証局のタイムスタンプが付きました。", "A briefing record got its time-stamp."},
		"kind.briefing.stamped":  {"説明の記録のタイムスタンプ", "Briefing record time-stamped"},
		"event.field.authority":  {"時刻認証局", "Authority"},
		"event.field.stamped_at": {"認証された時刻", "Time stamped"},
	})
}
