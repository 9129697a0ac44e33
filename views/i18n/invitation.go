package i18n

func init() {
	say(map[string]words{
		"welcome.begin.title": {"ようこそ", "Welcome"},
		"welcome.begin.head":  {"{0} さん、ようこそ", "Welcome, {0}"},
		"welcome.title":       {"パスワードを決める", "Choose a password"},
		"welcome.login":       {"利用者ID：{0}", "Your login is {0}"},
		"welcome.by.party":    {"{0}の従事者として登録されました。", "{0} put you on its roster for this work."},
		"welcome.by.vendor":   {"{0}の{1}として案内されました。", "You were invited as {1} of {0}."},
		"welcome.by.house":    {"{0}として案内されました。", "You were invited as {0}."},
		"welcome.contract":    {"契約", "Contract"},
		"welcome.party":       {"所属", "For"}, "welcome.duty": {"業務", "Your work"},
		"welcome.steps":         {"これからすること", "What comes next"},
		"welcome.step.password": {"パスワードを決める", "Choose a password"},
		"welcome.step.topics":   {"説明を聞き、問いに答える", "Hear the briefing and answer its questions"},
		"welcome.step.pledge":   {"誓約書を読んで署名する", "Read and sign the pledge"},
		"welcome.step.home":     {"最初のページで、待っている仕事を見る", "See what waits for you on the first page"},
		"welcome.begin":         {"はじめる", "Begin"},
		"welcome.wrong":         {"別の人なら、押さずに閉じてください。", "Somebody else? Close this page."},
		"welcome.deed":          {"決めて進む", "Set it and go on"},
		"said.welcome":          {"パスワードを決めました。", "Your password is set."},

		"invitation.state.none":     {"未案内", "not invited"},
		"invitation.state.handed":   {"リンク作成済・未開封", "link made, not opened"},
		"invitation.state.waiting":  {"メール送信待ち", "mail waiting"},
		"invitation.state.failed":   {"メール不達", "mail failed"},
		"invitation.state.sent":     {"メール送信済・未開封", "mail sent, not opened"},
		"invitation.state.opened":   {"開封済・未設定", "opened, no password yet"},
		"invitation.state.accepted": {"登録済み", "signed up"},
		"roster.access":             {"案内とログイン", "Invitations"},
		"invitation.nobody":         {"誰もいません", "nobody"},
		"invitation.count":          {"{0} {1}人", "{0}: {1}"},
		"invitation.until":          {"{0}まで使えます", "valid until {0}"},
		"invitation.opened.at":      {"{0}に開封", "opened {0}"},
	})
}
