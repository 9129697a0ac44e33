package i18n

// One-time codes.
func init() {
	say(map[string]words{
		"error.code.format":    {"コードは6桁の数字です。アプリに表示されている6桁を入力してください。", "A code has six digits. Enter the six your app shows."},
		"error.code.wrong":     {"コードが違います。アプリに今表示されている6桁を入力してください。続けて違うときは、電話機の時刻が合っているか確かめてください。", "That code is wrong. Enter the six digits your app shows now. If it keeps being wrong, check the clock of your phone."},
		"error.code.used":      {"このコードは使用済みです。30秒ほど待ち、アプリに次に表示されるコードを入力してください。", "That code has been used. Wait up to thirty seconds and enter the next one your app shows."},
		"error.code.none":      {"ワンタイムコードがまだ設定されていません。「自分の設定」の「ワンタイムコード」で設定してから、もう一度行ってください。", "You have no one-time codes yet. Set them up under “My account”, “One-time codes”, and try again."},
		"error.code.over":      {"コードを待つ時間が過ぎたか、違うコードが続いたため、ログインを最初からやり直してください。", "The time for the code is over, or too many were wrong. Please sign in from the beginning."},
		"error.code.enrolled":  {"ワンタイムコードは既に設定されています。新しい電話機に移すときは、先に今の設定を解除してください。", "One-time codes are set up already. To move to a new phone, remove the present ones first."},
		"error.code.absent":    {"ワンタイムコードは設定されていません。", "No one-time codes are set up."},
		"error.code.own":       {"自分のワンタイムコードは、「自分の設定」でパスワードを入力して解除してください。", "Remove your own one-time codes under “My account”, with your password."},
		"error.not_found.code": {"設定の途中のワンタイムコードはありません。設定を最初から始めてください。", "No one-time code is being set up. Please begin again."},
	})
}
