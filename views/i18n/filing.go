package i18n

// What was filed and is sent back: structures and rosters.
func init() {
	say(map[string]words{
		"req.returned":         {"差戻し", "sent back"},
		"standing.returned":    {"差戻しあり", "sent back"},
		"filing.division":      {"府の所管課", "The owner division"},
		"filing.returned":      {"差し戻された理由", "Why it came back"},
		"filing.return":        {"直してもらう（差し戻す）", "Send it back"},
		"filing.return.why":    {"何を直してほしいかを書いてください。事業者の責任者に伝わり、出し直されるまで未了に戻ります。", "Say what has to be mended. The firm’s lead is told, and it counts as not filed until it is filed again."},
		"filing.return.reason": {"差し戻す理由", "Reason"},
		"filing.return.do":     {"差し戻す", "Send back"},

		"structure.next.confirm.why":    {"下の内容を確かめてください。名簿は、名簿のページで確認します。", "See what was filed below. The roster is confirmed on its own page."},
		"structure.mend":                {"直して届け出る", "Mend and file it"},
		"structure.next.returned":       {"差し戻された体制届を直して、届け出てください", "Mend the structure that came back, and file it"},
		"structure.next.returned.why":   {"前に届け出た内容が、下の欄に入っています。", "The form below holds what was filed before."},
		"structure.next.returned.go":    {"直す", "Mend it"},
		"structure.next.returned.waits": {"差し戻しました。{0} の届出を待っています", "It was sent back, and waits for {0} to file it again"},

		"roster.next.returned":       {"差し戻された名簿を直して、提出してください（{0}人）", "Mend the lines that came back, and file them ({0|person|people})"},
		"roster.next.returned.why":   {"直す人の氏名を押して、記載を変えてください。変えた人は、その場で提出されます。「提出する」を押すと、残りの人を今の記載で提出します。", "Press a name to change its line; that files it. The button files the rest as they are now."},
		"roster.next.returned.waits": {"差し戻しました。{0} の提出を待っています（{1}人）", "It was sent back, and waits for {0} to file it again ({1|person|people})"},
		"roster.next.mend":           {"差し戻された記載を直してください", "Mend the line that came back"},
		"roster.next.mend.why":       {"下の欄で記載を変えて保存すると、提出されます。直すところがない人は、名簿のページでまとめて提出できます。", "Change it below and save: that files it. Lines with nothing to mend are filed together on the roster’s page."},
		"roster.refile":              {"提出する", "File again"},

		"said.structure.confirmed": {"体制届を確認しました。", "The structure is confirmed."},
		"said.structure.returned":  {"体制届を差し戻しました。事業者の責任者に伝わります。", "The structure is sent back. The firm’s lead is told."},
		"said.roster.returned":     {"名簿を差し戻しました。事業者の責任者に伝わります。", "The roster is sent back. The firm’s lead is told."},
		"said.roster.filed":        {"名簿を提出しました。所管課の確認を待っています。", "The roster is filed and waits to be confirmed."},

		"error.confirm.newer": {"表示した後に、新しい体制届が届け出られました。いまの内容を見て決めてください。", "Another structure was filed meanwhile. Look at it before you decide."},
		"error.roster.filed":  {"提出を待っている差戻しはありません。", "Nothing that came back waits to be filed."},

		"home.owed.structure.returned": {"体制届の差戻し", "structure sent back"},
		"home.owed.roster.returned":    {"名簿の差戻し {0}人", "roster sent back ({0})"},
		"home.owed.structure.mend":     {"差し戻された体制届を直す", "Mend the structure that came back"},
		"home.owed.roster.mend":        {"差し戻された名簿を直す", "Mend the roster that came back"},
		"party.owe.returned.structure": {"差し戻された体制届を直してください", "Mend the structure that came back"},
		"party.owe.returned.roster":    {"差し戻された名簿を直してください", "Mend the roster that came back"},
		"remind.returned_structure":    {"体制届が差し戻されています。直して届け出てください：{1}（{0}）", "A structure was sent back; please mend and file it: {1} ({0})"},
		"remind.returned_roster":       {"名簿の{2}人が差し戻されています。直して提出してください：{1}（{0}）", "{2|line|lines} of a roster came back; please mend and file: {1} ({0})"},

		"event.structure.confirmed": {"{0}が体制届を確認しました。", "{0} confirmed the structure."},
		"event.structure.returned":  {"{0}が体制届を差し戻しました。", "{0} sent the structure back."},
		"event.roster.confirmed":    {"{0}が名簿を確認しました。", "{0} confirmed the roster."},
		"event.roster.returned":     {"{0}が名簿を差し戻しました。", "{0} sent the roster back."},
		"event.roster.filed":        {"{0}が差し戻された名簿を提出しました。", "{0} filed the roster again."},
		"kind.structure.confirmed":  {"体制届の確認", "Structure confirmed"},
		"kind.structure.returned":   {"体制届の差戻し", "Structure sent back"},
		"kind.roster.confirmed":     {"名簿の確認", "Roster confirmed"},
		"kind.roster.returned":      {"名簿の差戻し", "Roster sent back"},
		"kind.roster.filed":         {"名簿の再提出", "Roster filed again"},
		"kind.group.roster":         {"名簿", "Rosters"},
	})
}
