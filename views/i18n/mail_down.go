package i18n

// What the page of mails says while the mail server takes nothing.
func init() {
	say(map[string]words{
		"mail.next.down":           {"メールサーバーがメールを受け取りません。{0}件が待っています", "The mail server takes no mail. {0|message waits|messages wait}"},
		"mail.next.waiting.why":    {"{0}件が {1} を通じて送られるのを待っています。", "{0|message waits|messages wait} to go through {1}."},
		"mail.down.do.unreachable": {"メールサーバーの状態と、PORTAL_SMTP_URL のホストとポートを確かめてください。直れば、待っているメールは自動で送られます。", "Check that the mail server is up, and host and port in PORTAL_SMTP_URL. What waits goes out by itself afterwards."},
		"mail.down.do.tls":         {"PORTAL_SMTP_URL の tls と、PORTAL_SMTP_CA の証明書を確かめてください。直れば、待っているメールは自動で送られます。", "Check tls in PORTAL_SMTP_URL and the certificate in PORTAL_SMTP_CA. What waits goes out by itself afterwards."},
		"mail.down.do.auth":        {"PORTAL_SMTP_URL の利用者名とパスワードを確かめてください。直れば、待っているメールは自動で送られます。", "Check user and password in PORTAL_SMTP_URL. What waits goes out by itself afterwards."},
		"mail.down.do.sender":      {"PORTAL_MAIL_FROM の差出人と、メールサーバーの中継の設定を確かめてください。直れば、待っているメールは自動で送られます。", "Check the sender in PORTAL_MAIL_FROM, and what the mail server relays. What waits goes out by itself afterwards."},
		"mail.down.do.broken":      {"メールサーバーの状態と、間の通信を確かめてください。", "Check the mail server and the network to it."},
		"mail.down.taken":          {"{0} が最後に受け取ったのは{1}です。", "{0} last took mail {1}."},
		"mail.down.never":          {"{0} は、まだ一通も受け取っていません。", "{0} has taken no mail yet."},
		"mail.down.tried":          {"最後に試したのは{0}です。", "Last tried {0}."},
		"mail.down.list":           {"待っているメールを見る", "See what waits"},
		"mail.retry.now":           {"いま試す", "Try now"},
	})
}
