package i18n

// How workers are invited, by mail or on paper, and how many letters a day may bring.
func init() {
	say(map[string]words{
		"roster.next.uninvited":         {"まだログインできない人が{0}人います。案内してください", "{0|person|people} cannot sign in yet. Invite them"},
		"roster.next.uninvited.why":     {"メールのある人には送り、ない人には案内状を印刷します。前に渡したリンクは使えなくなります。", "Those with an address are mailed, for the others sheets are printed. Links given before end."},
		"roster.invite.all":             {"{0}人をもう一度案内する", "Invite {0|person|people} again"},
		"error.roster.invited":          {"全員がもうログインできます。案内する人はいません。", "Everybody can sign in already. There is nobody to invite."},
		"roster.invited.mailed":         {"案内のメールを送ります（{0}人）", "Invitations are mailed ({0})"},
		"roster.invited.mailed.why":     {"メールのリンクは本人だけのもので、届いてから{0}日以内に一度だけ使えます。", "Each link is for one person, works once and within {0|day|days}."},
		"roster.invited.by_mail":        {"メールで案内する人", "Invited by mail"},
		"roster.invited.paper":          {"案内状を、本人に直接渡してください", "Hand the sheet to the person yourself"},
		"roster.invited.paper.why":      {"前に送ったリンクは使えなくなりました。印刷したことは記録し、本人にもメールで知らせます。", "Links sent before have ended. The log keeps this, and the person is told by mail."},
		"roster.next.mail.why":          {"まだパスワードを決めていません。案内のメールをもう一度送ると、前のリンクは使えなくなります。", "No password is set yet. Another mail ends the links before it."},
		"roster.mail.again":             {"案内のメールを送る", "Mail an invitation"},
		"roster.paper":                  {"代わりに案内状を印刷する", "Print a sheet instead"},
		"roster.paper.deed":             {"印刷する案内状を作る", "Make the sheet"},
		"roster.paper.why":              {"メールを読めない人に限り、紙の案内状を渡せます。印刷したことは記録し、本人にもメールで知らせます。", "For who cannot read the mail. The log keeps that it was printed, and the person is told by mail."},
		"mail.kind.sheet":               {"案内状の印刷の知らせ", "Notice of a printed sheet"},
		"mail.sheet.title":              {"【契】あなたの案内状が紙に印刷されました", "[Chigiri] A sheet with your link was printed"},
		"mail.sheet.begin":              {"{0}の{1}さんが、あなたがパスワードを決めるための案内状（QRコード）を、紙に印刷しました。", "{1} of {0} printed a sheet with a QR code by which you set your password."},
		"mail.sheet.ended":              {"前にメールでお送りしたリンクは、もう使えません。受け取った紙のQRコードを、あなた自身が読み取ってください。", "Links mailed to you before have ended. Please scan the code on the sheet yourself."},
		"mail.sheet.unknown":            {"紙を受け取っていないときや、心当たりがないときは、すぐに府の所管課に知らせてください。", "If you get no sheet, or did not expect this, tell the public body’s division at once."},
		"event.worker.invited_on_paper": {"{0}が従事者の案内状を紙に印刷しました。", "{0} printed a worker’s invitation on paper."},
		"kind.worker.invited_on_paper":  {"紙の案内状の印刷", "Invitation printed on paper"},
		"error.letters.all":             {"案内のメールは、一つの事業者から一日に{1}通までです。あすになってから、もう一度行ってください。", "A firm may have {1} invitations mailed in a day. Please go on tomorrow."},
		"error.letters.address":         {"案内のメールは、一つのアドレスに一日に{1}通までです。あすになってから、もう一度行ってください。", "One address is sent at most {1} invitations in a day. Please go on tomorrow."},
		"error.letters.listed":          {"名簿への登録は済んでいます。案内は、あすになってから、一人ずつのページで行えます。", "They are on the roster. Invite them tomorrow from each one’s page."},
	})
}
