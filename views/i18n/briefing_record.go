package i18n

// The record of a briefing that the contractor held, and the owner division's word on it.
func init() {
	say(map[string]words{
		"briefing.began":           {"実際に始めた時刻", "When it really began"},
		"error.briefing.not_begun": {"{0}は、まだ来ていません。実際に始めた時刻を入力するか、終わってから記録してください。", "{0} is still to come. Give the time it really began, or record it once it is over."},
		"error.briefing.not_over":  {"始めてから、まだ{0}分です。実際にかかった分数を入力するか、終わってから記録してください。", "It began only {0|minute|minutes} ago. Give the minutes it really took, or record it once it is over."},

		"briefing.state.waits":     {"府の確認待ち", "to be confirmed"},
		"briefing.state.returned":  {"差戻し", "sent back"},
		"record.next":              {"受託者が行った説明の記録を確認してください", "Confirm the record of the contractor’s briefing"},
		"record.next.why":          {"説明実施報告書（F-06）と出席した人を確かめてください。確認するまで、この会の説明は受けたことになりません。", "See the record (F-06) and who came. Until you confirm it, the people are not counted as briefed."},
		"record.confirm":           {"記録を確認した", "Confirm the record"},
		"record.confirmed":         {"府の確認", "Confirmed by the prefecture"},
		"record.next.waits":        {"府の所管課の確認を待っています", "Waiting for the owner division to confirm the record"},
		"record.next.waits.why":    {"確認されると、説明を受けたことになり、確認問題に答えられます。", "Once it is confirmed, those who came count as briefed and can answer the questions."},
		"record.next.back":         {"説明の記録が差し戻されました。もう一度説明を計画してください", "The record came back. Plan the briefing again"},
		"record.next.back.why":     {"この会の説明は、受けたことになりません。記録は、差し戻されたものとして残ります。", "Nobody counts as briefed by this meeting. The record stays, as sent back."},
		"record.next.returned":     {"この会の記録は差し戻されました", "The record of this briefing was sent back"},
		"record.next.returned.why": {"説明を受けたことになりません。もう一度説明があります。", "It does not count. There will be another briefing."},
		"record.why":               {"理由を見る", "See why"},
		"briefing.check.record":    {"府の所管課が記録を確認すると、出席した人は{0}項目の説明を受けたことになり、確認問題に答えられるようになります。", "Once the owner division confirms the record, those who attended have heard {0|topic|topics} and can answer the questions."},
		"said.record.confirmed":    {"記録を確認しました。出席した人は、説明を受けたことになります。", "The record is confirmed. Those who came count as briefed."},
		"said.record.returned":     {"記録を差し戻しました。受託者の責任者に伝わります。", "The record is sent back. The contractor’s lead is told."},
		"error.denied.record":      {"説明を行った本人は、その記録を確認できません。", "Whoever held the briefing cannot confirm its record."},

		"home.records":           {"受託者が行った説明の確認（{0}件）", "Contractors’ briefings to confirm ({0})"},
		"home.records.back":      {"差し戻された説明の記録（{0}件）", "Briefing records sent back ({0})"},
		"remind.record":          {"受託者が行った説明の記録を確認してください：{1}（{0}）", "A contractor’s briefing waits to be confirmed: {1} ({0})"},
		"remind.returned_record": {"説明の記録が差し戻されています。もう一度説明を計画してください：{1}（{0}）", "The record of a briefing was sent back; plan it again: {1} ({0})"},

		"event.briefing.record_confirmed": {"{0}が、受託者の行った説明の記録を確認しました。", "{0} confirmed the record of the contractor’s briefing."},
		"event.briefing.record_returned":  {"{0}が、受託者の行った説明の記録を差し戻しました。", "{0} sent the record of the contractor’s briefing back."},
		"kind.briefing.record_confirmed":  {"説明の記録の確認", "Briefing record confirmed"},
		"kind.briefing.record_returned":   {"説明の記録の差戻し", "Briefing record sent back"},
	})
}
