package i18n

// Days on which a meeting cannot have been held, or on which somebody was not there.
func init() {
	say(map[string]words{
		"error.briefing.before_issue": {"特記仕様書の第{0}版を発行したのは{1}です。それより前の日の説明は、この版の説明になりません。{1}以後に実施した日を入力するか、これから実施する日で計画してください。", "Version {0} of the appendix was issued on {1}; a briefing before that day did not explain it. Give a day from {1} on, or plan a briefing to come."},
		"error.briefing.before_party": {"「{0}」を承認したのは{1}です。それより前の日の説明には選べません。{1}以後の日を入力するか、この当事者を外してください。", "{0} was approved on {1} and cannot have been told before. Give a day from {1} on, or leave this party out."},
		"error.briefing.none_issued":  {"{0}には、特記仕様書をまだ発行していませんでした。この説明は取りやめ、発行した日以後の日で計画し直してください。", "No appendix was issued yet on {0}. Cancel this briefing and plan one for a day after the issue."},
		"briefing.away.left":          {"離任（最後の日：{0}）", "Left (last day {0})"},
		"briefing.away.since":         {"この日より後（{0}から）", "Came later (from {0})"},
		"error.briefing.left":         {"{0}さんは、説明の日より前に離任しています（最後の日：{1}）。出席や受領の印を外してください。", "{0} had left before the briefing (last day {1}). Take the tick away."},
		"error.briefing.since":        {"{0}さんは、説明の日より後に加わりました（{1}から）。出席や受領の印を外してください。", "{0} came after the briefing (from {1}). Take the tick away."},
	})
}
