package i18n

// Erasing a person's data.
func init() {
	say(map[string]words{
		"user.erased":              {"消去済み", "erased"},
		"user.next.erased":         {"この利用者の個人データは消去されています。利用を再開することも、登録内容を変えることもできません。同じ人が再び利用するときは、新しく登録してください。", "This person’s data has been erased; the account can be neither enabled nor changed. Should the person come back, make a new one."},
		"user.erase":               {"個人データを消去する", "Erase the person’s data"},
		"user.erase.of":            {"{0} さん（利用者ID {1}）", "{0} (login {1})"},
		"user.erase.when":          {"本人からの請求などにより、氏名や接続元などの個人データを消去できます。", "On the person’s request or for another reason, name, addresses and the like can be erased."},
		"user.erase.read":          {"消去されるものを確かめる", "See what goes"},
		"user.erase.disable":       {"先に利用を停止してください", "Disable the account first"},
		"user.erase.disable.why":   {"個人データを消去できるのは、停止した利用者だけです。", "Only the data of somebody whose account is disabled can be erased."},
		"user.erase.why":           {"消去したものは、誰にも元に戻せません。消去されるものと残るものを読み、理由を入力してください。次の画面で、もう一度確かめます。", "Nobody can bring back what is erased. Read what goes and what stays, and give the reason; the next page asks once more."},
		"user.erase.reason.hint":   {"請求の文書番号などを書いてください。履歴に残るため、氏名や利用者IDは書かないでください。", "For instance the number of the request. It stays in the log, so do not write the person’s name or login."},
		"user.erase.check":         {"内容を確かめる", "Check before erasing"},
		"user.erase.check.title":   {"消去する内容の確認", "Check what will be erased"},
		"user.erase.once":          {"この操作は元に戻せません", "This cannot be undone"},
		"user.erase.once.why":      {"下の内容でよければ「消去する」を押してください。バックアップに残るものは、バックアップの保存期間が過ぎると失われます。", "If all below is right, press “Erase”. What is in backups goes when they run out."},
		"user.erase.gone":          {"消去されるもの", "What goes"},
		"user.erase.gone.count":    {"履歴の中の個人に関する値 {0}件、ログインの記録 {1}件、トークン {2}件", "{0|personal value|personal values} of the log, {1|sign-in|sign-ins}, {2|token|tokens}"},
		"user.erase.gone.log":      {"履歴の中の氏名、利用者ID、接続元。履歴には「消去済み」と表示されます。履歴が書き換えられていないことは、その後も検証できます。", "Name, login and addresses in the log, which then says “erased”. That nothing else was changed can still be verified."},
		"user.erase.gone.account":  {"利用者の登録にある氏名、利用者ID、パスワード、言語、最後の利用。登録は別の利用者IDで残り、二度と使えません。", "Name, login, password, language and last use of the account. It stays under another login and never opens again."},
		"user.erase.gone.traces":   {"ログインした接続元とブラウザの記録、トークン、案内のリンク、入力の途中で保管した内容。", "Where the person signed in from and with which browser, tokens, links, and forms kept half typed."},
		"user.erase.stays":         {"残るもの", "What stays"},
		"user.erase.stays.count":   {"本人が行ったことの履歴 {0}件（いつ、どの役割で、何をしたか）", "{0|event|events} of what the person did: when, in which role, what"},
		"user.erase.stays.events":  {"いつ、どの役割の人が、何をしたかという履歴そのもの。", "The log itself: when somebody of which role did what."},
		"user.erase.stays.records": {"公的な記録に書かれた氏名：協議をした人と回答した人、適用除外と重要度を申し出た人と決めた人、水準値を変えた人、特記仕様書を発行した人、記録を保全した人、目録の版を公開した人、発行済みの書面。", "Names in official records: who asked and answered consultations, asked for and decided on waivers and levels, changed values, issued appendices, placed holds, published editions; and issued documents."},
		"user.erase.stays.words":   {"理由、質問、回答など、人が書いた文章の中の氏名。", "Names within what people wrote: reasons, questions, answers."},
		"user.erase.deed":          {"消去する", "Erase"},
		"user.erase.not":           {"消去しない", "Do not erase"},
		"said.user.erased":         {"個人データを消去しました。", "The person’s data is erased."},
		"error.user.erased":        {"この利用者の個人データは既に消去されています。消去は一度だけで、登録を変えることも再開することもできません。", "This person’s data has been erased already. It is done once, and the account can be neither changed nor enabled."},
		"error.user.erase.enabled": {"利用中の利用者のデータは消去できません。先に利用を停止してください。", "The account is in use. Disable it before erasing the person’s data."},
		"error.user.erase.named":   {"理由に本人の氏名か利用者IDが書かれています。理由は履歴に残るため、文書番号などに書き換えてください。", "The reason names the person. It stays in the log, so please refer to a document instead."},
		"error.user.erase.held":    {"本人が関わった契約に、記録を保全しているものがあります。保全が解除されるまで消去できません。情報部門に相談してください。", "A contract in which the person did something is under legal hold. Nothing can be erased until it is lifted; ask the IT division."},
		"error.user.erase.confirm": {"元に戻せない操作です。確かめたうえで confirmed に true を示してください。", "This cannot be undone. Check first, then send confirmed as true."},
	})
}
