package i18n

func init() {
	say(map[string]words{
		"welcome.begin.title":   {"ようこそ", "Welcome"},
		"welcome.title":         {"パスワードを決める", "Choose a password"},
		"welcome.for":           {"{0} さん（利用者ID {1}）", "{0} (login {1})"},
		"welcome.by.party":      {"{0}が、次の仕事の従事者としてあなたを登録しました。", "{0} put you on the roster for this work."},
		"welcome.by.vendor":     {"{0}の{1}として案内されました。", "You were invited as {1} of {0}."},
		"welcome.by.house":      {"{0}として案内されました。", "You were invited as {0}."},
		"welcome.contract":      {"契約", "Contract"},
		"welcome.party":         {"所属", "For"},
		"welcome.steps":         {"これからすること", "What comes next"},
		"welcome.step.password": {"パスワードを決める", "Choose a password"},
		"welcome.step.topics":   {"説明を聞くか読み、問いに答える", "Hear or read the briefing and answer its questions"},
		"welcome.step.pledge":   {"誓約書を読んで署名する", "Read and sign the pledge"},
		"welcome.step.home":     {"最初のページで、待っている仕事を見る", "See what waits for you on the first page"},
		"welcome.begin":         {"はじめる", "Begin"},
		"welcome.wrong":         {"{0} さんでないときは、押さずに閉じてください。", "If you are not {0}, close this page."},
		"welcome.deed":          {"決めて進む", "Set it and go on"},
		"said.welcome":          {"パスワードを決めました。", "Your password is set."},

		"invitation.state.none":     {"未案内", "not invited"},
		"invitation.state.handed":   {"リンク作成済・未開封", "link made, not opened"},
		"invitation.state.waiting":  {"メール送信待ち", "mail waits"},
		"invitation.state.failed":   {"メール不達", "mail failed"},
		"invitation.state.sent":     {"メール送信済・未開封", "mail sent, not opened"},
		"invitation.state.opened":   {"開封済・未設定", "opened, no password yet"},
		"invitation.state.accepted": {"登録済み", "accepted"},
		"roster.access":             {"案内とログイン", "Invitation"},
		"invitation.nobody":         {"誰もいません", "nobody"},
		"invitation.count":          {"{0} {1}人", "{0}: {1}"},
		"invitation.until":          {"{0}まで使えます", "usable until {0}"},
		"invitation.opened.at":      {"{0}に開封", "opened {0}"},
	})
}
