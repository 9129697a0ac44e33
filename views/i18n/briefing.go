package i18n

// Briefings: why something was refused.
func init() {
	say(map[string]words{
		"error.denied.briefing":     {"説明を計画し、記録するのは、所管課（情報システム管理者）です。", "Briefings are held by the owner division (its system manager)."},
		"error.briefing.manager":    {"契約に情報システム管理者が定められていません。契約の「情報システム管理者」を入力してから計画してください（要綱第43条）。", "The contract names no system manager. Fill that in first (article 43)."},
		"error.briefing.not_issued": {"特記仕様書が発行されてから説明できます。", "A briefing explains the appendix, which has not been issued yet."},
		"error.briefing.tier":       {"{0}次の当事者には、この重要度では府が説明します。", "At this level the public body briefs parties of tier {0} itself."},
		"error.briefing.begins":     {"開始時刻は、13:30 のように入力してください（「{0}」は読み取れません）。", "Give the time as 13:30; “{0}” cannot be read."},
		"error.briefing.minutes":    {"所要時間は、０から1440までの分で入力してください。", "Give the length in minutes, 0 to 1440."},
		"error.briefing.topics":     {"説明する項目を一つ以上選んでください。", "Choose at least one topic."},
		"error.briefing.parties":    {"説明を受ける当事者を一つ以上選んでください。", "Choose at least one party that is to come."},
	})
}
