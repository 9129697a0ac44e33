package i18n

// The responsible people of firms, how they and workers are invited, and the letters that
// go with it.
func init() {
	say(map[string]words{
		"leads.title":           {"責任者", "Leads"},
		"leads.none":            {"この事業者の責任者は、まだいません。", "This firm has no lead yet."},
		"leads.none.tag":        {"責任者がいません", "no lead"},
		"leads.invite":          {"責任者を招く", "Invite a lead"},
		"leads.invite.why":      {"利用者IDを作り、案内のリンクを一度だけ表示します。メールアドレスがあれば、本人にもメールで届きます。", "This makes the account and shows its one-time link. With an e-mail address the person is mailed one too."},
		"leads.invite.deed":     {"招く", "Invite"},
		"leads.again":           {"もう一度招く", "Invite again"},
		"leads.again.who":       {"もう一度招く（{0} さん）", "Invite again: {0}"},
		"leads.name":            {"氏名", "Name"},
		"leads.post":            {"職名", "Post"},
		"leads.post.hint":       {"例：システム事業部長", "Such as head of systems"},
		"leads.mail":            {"電子メール", "Email"},
		"leads.mail.hint":       {"本人だけが読むアドレス。なければ空のままにし、次のページの案内状を渡してください。", "One only this person reads. Without one, hand over the sheet on the next page."},
		"leads.closed":          {"責任者を招けるのは、その事業者の責任者か所管課です。", "Leads of this firm are invited by its own lead or the division."},
		"leads.invited":         {"責任者の案内", "Invitation of a lead"},
		"leads.invited.next":    {"案内のリンクを {0} さんに渡してください", "Hand the link to {0}"},
		"leads.invited.mail":    {"案内のメールを {0} に送ります", "An invitation is mailed to {0}"},
		"leads.invited.why":     {"本人だけのもので、{0}日以内に一度だけ使えます。このページを離れると、二度と表示されません。", "It is for this person alone, works once and within {0|day|days}. It is never shown again."},
		"leads.invited.both":    {"メールのリンクと下のリンクは、どちらも{0}日以内に使え、先に使った方でもう一方も終わります。下のリンクは二度と表示されません。", "The mailed link and the one below both work within {0|day|days}; the first used ends the other. The one below is never shown again."},
		"leads.sheet":           {"案内状を印刷する（PDF）", "Print the sheet (PDF)"},
		"leads.back":            {"当事者のページに戻る", "Back to the party"},
		"party.next.invite":     {"「{0}」には責任者がいません。責任者を招いてください", "{0} has no lead yet. Please invite one"},
		"party.next.invite.why": {"責任者がいないと、誓約も名簿も届け出られません。", "Without a lead nobody can sign or file for it."},
		"party.open.invite":     {"責任者を招く", "Invite a lead"},
		"step.party.lead":       {"「{0}」には責任者がいません。", "{0} has no lead yet."},
		"step.party.lead.you":   {"「{0}」の責任者を招いてください。", "Invite a lead of {0}."},

		"event.contract.lead_invited": {"{0}が当事者の責任者を招きました。", "{0} invited a lead of a party."},
		"kind.contract.lead_invited":  {"責任者の招き", "Lead invited"},
		"event.field.post":            {"職名", "Post"},
		"event.field.user_id":         {"利用者", "Account"},

		"error.denied.lead":     {"この当事者の責任者は招けません。招けるのは、所管課、受託者の責任者、再委託した当事者の責任者、その事業者の責任者です。", "You cannot invite a lead of this party: the division, the contractor’s lead, the lead of whoever engaged it and its own lead can."},
		"error.denied.lead.own": {"この事業者の責任者は、その事業者の責任者か所管課が招きます。", "Leads of this firm are invited by its own lead or the division."},
		"error.lead.party":      {"責任者を招けるのは、承認された当事者だけです。", "Only an approved party has leads invited."},
		"error.lead.has_access": {"この責任者は、もうパスワードを決めています。忘れたときは、運用管理者に案内のリンクを頼んでください。", "This lead has a password. If it is lost, ask the administrator for a new link."},
		"error.lead.disabled":   {"この責任者の利用は停止されています。運用管理者に連絡してください。", "This lead’s account is disabled. Ask the administrator."},
		"error.lead.other":      {"この事業者では、このアドレスで「{0}」さんが招かれています。別のアドレスにするか、アドレスなしで招いてください。", "At this firm “{0}” was invited by this address. Give another, or none."},
		"error.not_found.lead":  {"この責任者は見つかりません。", "There is no such lead."},
	})
}
