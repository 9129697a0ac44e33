package i18n

// The list of parties and their people over all contracts.
func init() {
	say(map[string]words{
		"nav.parties":                     {"当事者", "Parties"},
		"party_list.title":                {"当事者・従事者一覧", "Parties and workers"},
		"party_list.total":                {"締結中の契約の当事者と従事者 {0}件", "{0|line|lines}: parties and workers of contracts at work"},
		"party_list.total.on":             {"{1}の当事者と従事者 {0}件（今日までの記録による）", "{0|line|lines}: parties and workers at work on {1}, by what is recorded today"},
		"party_list.on":                   {"いつの状況か（空欄は今日）", "As of (today if empty)"},
		"error.party_list.on":             {"今日までの日を入力してください。", "Give a day up to today."},
		"party_list.show.unapproved":      {"承認なし", "Not approved"},
		"party_list.show.ever_unapproved": {"承認なしの従事（過去を含む）", "Ever without approval"},
		"party_list.show.unpledged":       {"誓約なし", "No pledge"},
		"party_list.show.unbriefed":       {"説明なし", "Not briefed"},
		"party_list.show.lapsed":          {"失効", "Lapsed"},
		"party_list.search":               {"当事者・従事者を探す", "Find a party or worker"},
		"party_list.search.hint":          {"契約、事業者、氏名", "Contract, vendor, name"},
		"party_list.who":                  {"当事者・従事者", "Party or worker"},
		"party_list.tier":                 {"段階", "Tier"},
		"party_list.approval":             {"承認", "Approval"},
		"party_list.works_since":          {"従事の開始（承認なし）", "Works since (not approved)"},
		"party_list.bare_until":           {"承認なしの従事の終わり", "Without approval until"},
		"party_list.heard":                {"{0}に説明", "briefed {0}"},
		"party_list.heard_on":             {"説明した日", "Briefed on"},
		"party_list.none":                 {"当てはまる当事者・従事者はありません", "No party or worker fits"},
		"party_list.none.why":             {"言葉を減らすか、絞り込みを解除してください。", "Use fewer words or clear the filters."},
		"party_list.empty":                {"締結中の契約がありません", "No contract is at work"},
		"party_list.empty.why":            {"契約が締結されると、当事者と従事者がここに並びます。", "Once a contract is concluded its parties and workers stand here."},
		"error.party_list.long":           {"行が多すぎます。言葉、所管課又は絞り込みで減らしてください。", "There are too many lines. Narrow them by words, division or filters."},
	})
}
