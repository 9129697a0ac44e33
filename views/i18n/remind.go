package i18n

// Reminders, as lines of a digest: {0} the contract, {1} a firm or a place, {2} how many.
func init() {
	say(map[string]words{
		"remind.lapse":       {"誓約書の効力がまもなく終わります。新しい誓約書に署名してください（{0}）", "A pledge lapses soon; please sign the new one ({0})"},
		"remind.meeting":     {"説明があります（{1}、{0}）", "There is a briefing ({1}; {0})"},
		"remind.lapsed":      {"誓約書の効力が終わっています。新しい誓約書に署名するまで、業務に従事できません（{0}）", "Your pledge has lapsed; you may not work until you sign the new one ({0})"},
		"remind.lapses":      {"効力の終わった誓約書が{2}件あります。新しい誓約書は、まだ署名されていません：{1}（{0}）", "{2|pledge has|pledges have} lapsed, and the new ones are not signed: {1} ({0})"},
		"remind.cancelled":   {"説明は取りやめになりました（{1}、{0}）", "The briefing is cancelled ({1}; {0})"},
		"remind.decided":     {"再委託の申請に、府の判断がありました：{1}（{0}）", "The prefecture decided on your subcontract application: {1} ({0})"},
		"remind.unapproved":  {"承認を受けずに従事している事業者があります。申請するか、従事をやめさせてください：{1}（{0}）", "A firm works without approval: apply for it, or end its work: {1} ({0})"},
		"remind.makeup":      {"説明の補講の日です。場所は責任者に確かめてください（{0}）", "A briefing you missed is made up for; ask your lead where ({0})"},
		"remind.attended":    {"説明を受けたことを確認してください（{0}）", "Please confirm that you were at the briefing ({0})"},
		"remind.pledge":      {"誓約書に署名してください（{0}）", "Please sign your pledge ({0})"},
		"remind.topics":      {"説明項目を学び、理解度の確認に答えてください（{0}）", "Please go through the topics and answer their questions ({0})"},
		"remind.returned":    {"再委託の申請が差し戻されています：{1}（{0}）", "A subcontract application was returned: {1} ({0})"},
		"remind.pass":        {"再委託の申請を府に回すか、差し戻してください：{1}（{0}）", "Pass a subcontract application on, or return it: {1} ({0})"},
		"remind.decide":      {"再委託の申請が判断を待っています：{1}（{0}）", "A subcontract application needs your decision: {1} ({0})"},
		"remind.late":        {"始まる日を過ぎた再委託の申請があります。承認できないので、差し戻すか不承認としてください：{1}（{0}）", "A subcontract application is past its own first day and can no longer be approved; return or refuse it: {1} ({0})"},
		"remind.late_pass":   {"始まる日を過ぎた再委託の申請があります。承認されないので、差し戻してください：{1}（{0}）", "A subcontract application is past its own first day and can no longer be approved; return it: {1} ({0})"},
		"remind.late_mend":   {"再委託の申請が、始まる日を過ぎました。承認されないので、始まる日を改めて申請し直してください：{1}（{0}）", "A subcontract application is past its own first day and can no longer be approved; apply anew with a later day: {1} ({0})"},
		"remind.confirm":     {"届出の確認が{2}件あります：{1}（{0}）", "{2|filing waits|filings wait} to be confirmed: {1} ({0})"},
		"remind.papers":      {"受領を確認する紙の誓約書が{2}件あります（{0}）", "{2|pledge on paper waits|pledges on paper wait} for you to confirm the receipt ({0})"},
		"remind.makeup_plan": {"説明を欠席した{2}人の補講の会が、まだ計画されていません（{0}）", "No make-up meeting is planned yet for {2|person|people} who missed a briefing ({0})"},
		"remind.question":    {"誓約書について質問があります（{0}）", "A signer has asked about a pledge ({0})"},
		"remind.structure":   {"体制届を届け出てください（{0}）", "Please file your notice of structure ({0})"},
		"remind.declined":    {"誓約書に署名しないとの申出があります：{1}（{0}）", "Somebody will not sign a pledge: {1} ({0})"},
		"remind.roster":      {"従事者を名簿に登録してください（{0}）", "Please put your workers on the roster ({0})"},
		"remind.unsigned":    {"誓約書に署名していない従事者が{2}人います（{0}）", "{2|worker has|workers have} not signed yet ({0})"},
		"roster.remind":      {"署名していない全員にメールで知らせる", "Remind everybody by email"},
		"roster.remind.why":  {"メールアドレスのある人に届きます。一人に届くのは、１日に１通までです。ない人には、案内の紙を渡してください。", "It goes to those with an email address, at most once a day each. Hand the others their printed sheets."},

		"said.roster.reminded":    {"署名していない人にメールで知らせます。", "Those who have not signed are reminded by mail."},
		"said.roster.unreachable": {"メールアドレスのある人には、メールで知らせます。アドレスのない人には、案内の紙を渡してください。", "Those with an email address are reminded. Hand the others their printed sheets."},
		"said.roster.had_today":   {"署名していない人には、今日のメールがもう届いています。次は明日、知らせることができます。", "They have already had today’s reminder. You can send another tomorrow."},

		"error.denied.remind": {"従事者に知らせることができるのは、その事業者の責任者と所管課です。", "Only the firm’s lead and the owner division can remind its workers."},
		"error.remind.nobody": {"署名を待っている従事者はいません。", "No worker still has to sign."},

		"event.contract.party_reminded": {"{0}が、誓約書に署名していない従事者に知らせました。", "{0} reminded the workers who have not signed."},
		"kind.contract.party_reminded":  {"署名のお願い", "Reminder to sign"},
		"event.field.mailed":            {"メールを送る人", "Mailed"}, "event.field.mailed_before": {"今日すでに届いている人", "Had today’s mail"}, "event.field.without_mail": {"メールアドレスのない人", "Without an address"},

		"remind.unreachable": {"そのうち{2}人には電子メールのアドレスがありません。案内の紙を渡してください（{0}）", "Of these, {2|has|have} no email address: hand out their printed sheets ({0})"},
	})
}
