package i18n

// Whom a meeting is for, and what becomes of those who did not come.
func init() {
	say(map[string]words{
		"briefing.everybody":       {"聞き終えた人にも案内する当事者", "Ask those too who have heard it all"},
		"briefing.everybody.hint":  {"選ばない当事者では、まだ聞いていない項目のある人だけに案内し、出欠を記録します。", "Of the others only those are asked and recorded who still have one of the topics to hear."},
		"briefing.everybody.of":    {"{0}の全員（{1}人）", "Everybody of {0} ({1|person|people})"},
		"briefing.everybody.owing": {"選ばないとき：まだ聞いていない{0}人だけ（{1}）", "Otherwise only the {0} who have something to hear: {1}"},
		"briefing.everybody.none":  {"選ばないとき：案内する人はいません（全員が聞き終えています）", "Otherwise nobody: all have heard it"},
		"briefing.more":            {"ほか{0}人", "{0} more"},
		"briefing.told":            {"聞き終えている", "has heard it all"},
		"briefing.told.why":        {"この会の項目は聞き終えています。来なくても欠席にはなりません。", "Has heard all of it before; not absent when they do not come."},
		"event.field.everybody":    {"聞き終えた人にも案内する当事者", "Asked also who has heard it all"},
		"error.briefing.all_told":  {"選んだ当事者の人は、全員がこの項目を聞き終えています。もう一度説明するときは、「聞き終えた人にも案内する当事者」を選んでください。", "Everybody of these parties has heard these topics. To tell them again, choose to ask those too who have heard it all."},
	})
}
