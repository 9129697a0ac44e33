package i18n

// Time-stamps of sealed documents.
func init() {
	say(map[string]words{
		"stamp":         {"タイムスタンプ", "Time-stamp"},
		"stamp.pending": {"まだ付いていません。{0}の封緘から、時刻認証局の返答を待っています。", "Pending since {0}, when it was sealed: the authority has not stamped it yet"},
		"stamp.good":    {"{0}　{1}による", "Stamped {0} by {1}"},

		"nav.stamps":              {"タイムスタンプ", "Time-stamps"},
		"stamps.sub":              {"封緘した文書のうち、時刻認証局のタイムスタンプを待っているものです。封緘そのものは済んでいます。", "Sealed documents that wait for the authority’s time-stamp. They are sealed all the same."},
		"stamps.state":            {"タイムスタンプの状況", "How stamps stand"},
		"stamps.pending":          {"待っている文書", "waiting"},
		"stamps.failed":           {"そのうち、最後の依頼が失敗したもの", "of them, last asked for in vain"},
		"stamps.stamped":          {"付いた文書", "stamped"},
		"stamps.next.none":        {"時刻認証局が設定されていません", "No time-stamping authority is configured"},
		"stamps.next.none.why":    {"文書は封緘だけがされます。PORTAL_TSA_URL と PORTAL_TSA_ROOTS を設定して起動し直すと、すでに封緘した文書にもタイムスタンプが付きます。", "Documents are sealed without one. Set PORTAL_TSA_URL and PORTAL_TSA_ROOTS and start the portal again: those sealed before get theirs too."},
		"stamps.next.failed":      {"タイムスタンプを取れない文書が{0}件あります", "{0|document|documents} could not be stamped"},
		"stamps.next.failed.why":  {"理由を確かめてください。依頼は自動で繰り返され、直れば付きます。別の時刻で代えることはありません。", "See why. They are asked for again on their own and get their stamp once that is mended. No other time stands in for it."},
		"stamps.next.waiting":     {"いま行うことはありません", "Nothing to do now"},
		"stamps.next.waiting.why": {"待っている文書は、まもなく依頼されます。", "Those that wait are asked for in a moment."},
		"stamps.next.ok.why":      {"すべての文書にタイムスタンプが付いています。", "Every sealed document has its time-stamp."},
		"stamps.empty":            {"待っている文書はありません", "Nothing waits"},
		"stamps.empty.why":        {"誓約書や説明の記録が封緘されると、タイムスタンプが付くまでここに並びます。", "A pledge or a briefing record stands here from being sealed until it has its time-stamp."},
		"stamps.sealed":           {"封緘", "Sealed"},
		"stamps.kind":             {"文書", "Document"},
		"stamps.kind.pledge":      {"誓約書", "Pledge"},
		"stamps.kind.briefing":    {"説明実施報告書", "Record of a briefing"},
		"stamps.why":              {"経過", "What happened"},
		"stamps.first":            {"まだ依頼していません。", "Not asked for yet."},
		"stamps.tries":            {"{0}回依頼しました。", "Asked for {0|time|times}."},
		"stamps.reply":            {"詳しくは：{0}", "In detail: {0}"},

		"stamp.fault.unreachable": {"時刻認証局につながりません。", "The authority cannot be reached."},
		"stamp.fault.refused":     {"時刻認証局に断られました。", "The authority refused."},
		"stamp.fault.answer":      {"時刻認証局の返答が正しくないので、受け取りませんでした。", "The authority’s answer does not hold and was not taken."},
		"stamp.fault.document":    {"封緘した文書そのものを確かめられません。鍵やデータベースを調べてください。", "The sealed document itself does not check. Look at the key and at the database."},
		"stamp.fault.room":        {"返されたトークンが長すぎて、文書に入りません。", "The token is too long for the room kept in the document."},
		"stamp.fault.interrupted": {"依頼している途中でプログラムが止まりました。", "The program ended while it asked."},

		"error.denied.stamps":    {"タイムスタンプの状況は、運用管理者と監査部門が見ます。", "Time-stamps are the administrator’s and the audit office’s to see."},
		"error.stamp.state":      {"この文書は、別の処理がすでに進めています。", "Somebody else has gone on with this document."},
		"event.briefing.stamped": {"説明の記録に時刻認証局のタイムスタンプが付きました。", "A briefing record got its time-stamp."},
		"kind.briefing.stamped":  {"説明の記録のタイムスタンプ", "Briefing record time-stamped"},
		"event.field.authority":  {"時刻認証局", "Authority"},
		"event.field.stamped_at": {"認証された時刻", "Time stamped"},
	})
}
