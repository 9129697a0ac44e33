package i18n

// What a firm keeps of a contract under which it no longer works.
func init() {
	say(map[string]words{
		"past.home":         {"従事を終えた契約（{0}件）", "Contracts you no longer work under ({0})"},
		"past.ended":        {"{0}に終了", "ended on {0}"},
		"past.next":         {"この契約での従事は、{0}に終わりました", "Your work under this contract ended on {0}"},
		"past.why":          {"貴社が署名し、受け取り、届け出た書類は、これからも読めます。新しい手続はできません。秘密を守る義務は続きます。", "You can still read what your company signed, received and filed. Nothing new can be filed. The duty of secrecy goes on."},
		"past.pledges.none": {"署名した誓約書はありません。", "No pledge was signed."},
		"past.received":     {"受け取った書類", "What you received"},
		"past.appendix":     {"特記仕様書 第{0}版", "Appendix, version {0}"},
		"past.appendix.why": {"従事を終えたときに貴社に適用されていた版です。", "The version that applied to your company when its work ended."},
		"past.reason":       {"終わった理由", "Why it ended"},
	})
}
