package i18n

// Days on which a meeting cannot have been held, or on which somebody was not there.
func init() {
	say(map[string]words{
		"error.briefing.before_issue": {"特記仕様書の第{0}版を発行したのは{1}です。それより前の日の説明は、この版の説明になりません。{1}以後に実施した日を入力するか、これから実施する日で計画してください。", "Version {0} of the appendix was issued on {1}; a briefing before that day did not explain it. Give a day from {1} on, or plan a briefing to come."},
		"error.briefing.before_party": {"「{0}」を承認したのは{1}です。それより前の日の説明には選べません。{1}以後の日を入力するか、この当事者を外してください。", "{0} was approved on {1} and cannot have been told before. Give a day from {1} on, or leave this party out."},
		"error.briefing.none_issued":  {"{0}には、特記仕様書をまだ発行していませんでした。この説明は取りやめ、発行した日以後の日で計画し直してください。", "No appendix was issued yet on {0}. Cancel this briefing and plan one for a day after the issue."},
	})
}
