package i18n

// The letters the portal sends.
func init() {
	say(map[string]words{
		"mail.to":        {"{0} 様", "Dear {0},"},
		"mail.bullet":    {"・", "* "},
		"mail.note":      {"（{0}）", " ({0})"},
		"mail.foot":      {"契　委託契約の情報セキュリティ管理", "Chigiri, contractor compliance portal"},
		"mail.foot.auto": {"このメールは自動で送られています。", "This mail was sent automatically."},

		"mail.invitation.title":   {"【契】パスワードを決めてください", "[Chigiri] Please set your password"},
		"mail.invitation.begin":   {"契の利用者として案内されました。次のリンクを開いて、パスワードを決めてください。", "You have been invited to Chigiri. Please open this link and set your password."},
		"mail.invitation.login":   {"利用者ID：{0}", "Login: {0}"},
		"mail.invitation.button":  {"パスワードを決める", "Set your password"},
		"mail.invitation.once":    {"このリンクは{0}日以内に、一度だけ使えます。ほかの人に渡さないでください。", "The link works once, within {0|day|days}. Please give it to nobody else."},
		"mail.invitation.unknown": {"心当たりがないときは、リンクを開かずに、運用管理者に知らせてください。", "If you did not expect this mail, do not open the link and tell the administrator."},

		"mail.digest.title": {"【契】行うことが{0}件あります（{1}）", "[Chigiri] {0|thing|things} to do ({1})"},
		"mail.digest.begin": {"あなたの番のものが{0}件あります。リンクの先で行えます。", "{0|thing is|things are} waiting for you. Each link leads to where to do it."},
		"mail.digest.due":   {"期限：{0}", "due {0}"},
		"mail.digest.end":   {"一覧は、契にログインするとはじめのページにもあります。", "You find the same list on your first page when you sign in."},
	})
}

// The page of mails, and the demo's outbox.
func init() {
	say(map[string]words{
		"mail.kind":            {"内容", "Message"},
		"mail.kind.invitation": {"利用の案内", "Invitation"},
		"mail.kind.digest":     {"行うことの一覧", "List of things to do"},

		"mail.state":           {"状況", "State"},
		"mail.state.waiting":   {"送信待ち", "waiting"},
		"mail.state.sending":   {"送信中", "being sent"},
		"mail.state.sent":      {"送信済み", "sent"},
		"mail.state.failed":    {"送れなかった", "failed"},
		"mail.state.dropped":   {"取りやめ", "dropped"},
		"mail.state.all":       {"すべて", "all"},
		"mail.state.count":     {"{0}（{1}件）", "{0} ({1})"},
		"mail.filter":          {"状況で絞り込む", "Filter by state"},
		"mail.page.sub":        {"契が送るメールの状況です。本文は保存しません。", "What became of the mail the portal sends. The text of messages is not kept."},
		"mail.created":         {"作成", "Created"},
		"mail.recipient":       {"宛先", "To"},
		"mail.why":             {"経過", "What happened"},
		"mail.tries":           {"{0}回試しました。", "Tried {0|time|times}."},
		"mail.sent_at":         {"{0}に送りました。", "Sent {0}."},
		"mail.next_try":        {"次は{0}に試します。", "Next try: {0}."},
		"mail.reply":           {"メールサーバーの返事：{0}", "The mail server replied: {0}"},
		"mail.retry":           {"もう一度送る", "Send again"},
		"mail.retry.named":     {"{0}へのメールをもう一度送る", "Send the mail to {0} again"},
		"mail.retry.all":       {"{0}件をすべてもう一度送る", "Send all {0} again"},
		"mail.empty":           {"メールはありません", "No mail"},
		"mail.empty.why":       {"利用者にメールアドレスを登録すると、案内のリンクがメールでも届きます。送ったもの、待っているもの、送れなかったものがここに並びます。", "When an account has an email address, its invitation is mailed too. Mail that was sent, is waiting or failed appears here."},
		"mail.next.failed":     {"送れなかったメールが{0}件あります", "{0|message|messages} could not be sent"},
		"mail.next.failed.why": {"宛先やメールサーバーを直してから、もう一度送ってください。案内のリンクは、利用者のページで作って直接渡すこともできます。", "Correct the address or the mail server, then send again. You can also make an invitation link on the account’s page and hand it over."},
		"mail.next.none":       {"メールサーバーが設定されていません", "No mail server is configured"},
		"mail.next.none.why":   {"メールは送られず、ここで待ちます。PORTAL_SMTP_URL を設定して起動し直すと送られます。", "Mail is not sent and waits here. Set PORTAL_SMTP_URL and restart."},
		"mail.next.ok":         {"いま行うことはありません", "Nothing to do now"},
		"mail.next.ok.why":     {"メールは {0} を通じて送られます。", "Mail is sent through {0}."},
		"mail.next.demo":       {"デモはメールを送りません", "The demo sends no mail"},
		"mail.next.demo.why":   {"送るはずのメールは、送信箱で読めます。リンクも使えます。", "What would have been sent is in the outbox, with working links."},
		"mail.outbox.open":     {"送信箱を見る", "Open the outbox"},

		"outbox.title":     {"デモの送信箱", "Outbox of the demo"},
		"outbox.sub":       {"デモはメールを送りません。送るはずのメールをここに置きます。", "The demo sends no mail. What it would have sent is here."},
		"outbox.empty":     {"まだメールはありません", "No mail yet"},
		"outbox.empty.why": {"運用管理者でログインし、メールアドレスのある利用者に案内のリンクを作ると、数秒でここに届きます。", "Sign in as the administrator and make an invitation for an account with an email address: it arrives here within seconds."},
		"outbox.from":      {"差出人", "From"},
		"outbox.to":        {"宛先", "To"},
		"outbox.at":        {"送信", "Sent"},

		"mail.fault.unreachable": {"メールサーバーに接続できないか、いまは何も受け取りません。", "The mail server could not be reached, or takes no mail at the moment."},
		"mail.fault.tls":         {"メールサーバーの証明書を確かめられないか、暗号化に対応していません。", "The mail server’s certificate could not be verified, or it offers no encryption."},
		"mail.fault.auth":        {"メールサーバーが認証を受け付けません。", "The mail server did not accept the login."},
		"mail.fault.sender":      {"メールサーバーが、この差出人からのメールを受け取りません。", "The mail server takes no mail from this sender."},
		"mail.fault.broken":      {"送信の途中で、メールサーバーとの接続が切れました。", "The connection to the mail server broke while it was sent."},
		"mail.fault.deferred":    {"メールサーバーが今は受け取りません。", "The mail server does not accept it at the moment."},
		"mail.fault.refused":     {"メールサーバーが受取りを断りました。", "The mail server refused it."},
		"mail.fault.letter":      {"本文を作れませんでした。", "The message could not be written."},
		"mail.fault.interrupted": {"送信の途中で何度も止まりました。", "Sending was interrupted several times."},
		"mail.fault.recipient":   {"利用者が停止中か、メールアドレスがありません。", "The account is disabled or has no email address."},
		"mail.fault.late":        {"その日が過ぎました。", "Its day has passed."},
		"mail.fault.replaced":    {"新しい案内を送るか、不要になりました。", "A newer one is sent, or it is no longer needed."},

		"user.mail":      {"メールアドレス", "Email address"},
		"user.mail.hint": {"案内のリンクと、行うことの一覧が届きます。なくてもかまいません。例：yamada@pref.example.lg.jp", "For invitations and the list of things to do. May be left empty. E.g. yamada@pref.example.lg.jp"},
		"user.mails":     {"この利用者に送ったメール", "Mail sent to this account"},

		"said.mail.retried":    {"もう一度送ります。", "It will be sent again."},
		"error.denied.mails":   {"メールの状況は、運用管理者が見ます。", "Only the administrator sees the mail."},
		"error.not_found.mail": {"このメールは見つかりません。", "There is no such mail."},
		"error.mail.filter":    {"この状況はありません。一覧から選んでください。", "There is no such state. Choose one from the list."},
		"error.mail.state":     {"このメールは、いまは送り直せません。", "This mail cannot be sent again now."},
		"error.mail.nothing":   {"送り直すメールはありません。", "There is no mail to send again."},
		"error.mail.address":   {"「{0}」にはメールを送れません。半角で、yamada@pref.example.lg.jp のように入力してください。", "No mail can be sent to “{0}”. Enter an address such as yamada@pref.example.lg.jp."},
		"error.mail.lines":     {"行うことは1件から{0}件までにしてください。", "Give 1 to {0} things to do."},
		"error.mail.line":      {"{0}番目の行に、文か、契の中のリンクがありません。", "Line {0} has no text or no link within the portal."},
	})
}
