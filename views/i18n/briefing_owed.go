package i18n

// Whom a meeting is for, and what becomes of those who did not come.
func init() {
	say(map[string]words{
		"briefing.everybody":            {"聞き終えた人にも案内する当事者", "Ask those too who have heard it all"},
		"briefing.everybody.hint":       {"選ばない当事者では、まだ聞いていない項目のある人だけに案内し、出欠を記録します。", "Of the others only those are asked and recorded who still have one of the topics to hear."},
		"briefing.everybody.of":         {"{0}の全員（{1}人）", "Everybody of {0} ({1|person|people})"},
		"briefing.everybody.owing":      {"選ばないとき：まだ聞いていない{0}人だけ（{1}）", "Otherwise only the {0} who have something to hear: {1}"},
		"briefing.everybody.none":       {"選ばないとき：案内する人はいません（全員が聞き終えています）", "Otherwise nobody: all have heard it"},
		"briefing.more":                 {"ほか{0}人", "{0} more"},
		"briefing.told":                 {"聞き終えている", "has heard it all"},
		"briefing.told.why":             {"この会の項目は聞き終えています。来なくても欠席にはなりません。", "Has heard all of it before; not absent when they do not come."},
		"briefing.self_study":           {"各自で学習", "Studies it alone"},
		"briefing.make_up.plan":         {"補講を計画する", "Plan the make-up"},
		"briefing.next.make_up":         {"補講を計画してください（{0}人）", "Plan the make-up meeting ({0|person|people})"},
		"briefing.next.made_up":         {"補講は{0}です", "You make up for it on {0}"},
		"briefing.next.made_up.why":     {"場所と時刻は、補講が計画されると、最初のページに出ます。", "Where and when stands on your first page once the meeting is planned."},
		"home.make_ups":                 {"補講の日（{0}件）", "Briefings to make up for ({0})"},
		"error.briefing.absent":         {"{0}さんが来なかった理由と、補講の日を入力してください。", "Say why {0} did not come, and when it is made up for."},
		"error.briefing.reason":         {"{0}さんが来なかった理由を入力してください。", "Say why {0} did not come."},
		"error.briefing.make_up":        {"{0}さんの補講の日を入力してください。", "Give the day on which {0} makes up for it."},
		"error.briefing.make_up.before": {"補講の日は、説明の日より後にしてください。", "The make-up comes after the meeting."},
		"error.briefing.self_study":     {"人が説明しなければならない項目があるので、各自の学習にはできません。補講の日を入力してください。", "A topic has to be told by a person, so it cannot be studied alone. Give a day."},
		"home.confirms":                 {"説明を受けたことの確認（{0}件）", "To confirm that you were there ({0})"},
		"briefing.attested.own":         {"本人が確認", "confirmed by the attendee"},
		"briefing.attested.briefer":     {"説明者の記録のみ（本人の確認待ち）", "noted by the briefer, own word not given yet"},
		"briefing.coverage.unconfirmed": {"出席が説明者の記録だけで、本人の確認がまだの人：{0}人。本人のホームと通知で確認を求めています。", "{0|person is|people are} noted by the briefer and {0|has|have} not confirmed it yet. Their first page and their digest ask them."},
		"briefing.again.line":           {"{0}人に、項目「{1}」をもう一度説明する必要があります", "{0|person has|people have} to be told topic “{1}” again"},
		"briefing.again.plan":           {"この人と項目で説明を計画する", "Plan a briefing for these people and topics"},
		"briefing.next.again":           {"もう一度説明する項目があります", "A topic has to be told again"},
		"briefing.next.again.why":       {"確認問題に答えられる回数を使い切った人がいます。人が説明し直すと、また答えられます。", "Somebody has used up the tries. Once a person has told it again, they can answer anew."},
		"briefing.open.list":            {"説明のページを見る", "See the briefings"},
		"home.again":                    {"もう一度説明する項目（{0}件）", "To be told again ({0})"},
		"event.field.everybody":         {"聞き終えた人にも案内する当事者", "Asked also who has heard it all"},
		"error.briefing.all_told":       {"選んだ当事者の人は、全員がこの項目を聞き終えています。もう一度説明するときは、「聞き終えた人にも案内する当事者」を選んでください。", "Everybody of these parties has heard these topics. To tell them again, choose to ask those too who have heard it all."},
	})
}
