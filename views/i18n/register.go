package i18n

func init() {
	say(map[string]words{
		"register.search":           {"検索する", "Search"},
		"register.pager":            {"ページ送り", "Pages"},
		"register.pager.first":      {"先頭に戻る", "Back to the first"},
		"register.pager.next":       {"次へ", "Next"},
		"register.none":             {"当てはまるものはありません", "Nothing matches"},
		"register.none.why":         {"言葉を短くするか、絞り込みを外してみてください。漢字、かな、半角・全角の違いは気にしなくて構いません。", "Try fewer words or take a filter away. Kanji, kana and width do not matter."},
		"register.none.all":         {"全て表示する", "Show all"},
		"register.total":            {"{0}件", "{0} in all"},
		"register.span":             {"{0}から{1}まで", "{0} to {1}"},
		"register.span.planned":     {"{0}から（予定）", "from {0} (planned)"},
		"register.span.open":        {"{0}から現在まで", "since {0}"},
		"register.collision":        {"開いている間に、ほかの人が保存しました", "Somebody saved this while you had it open"},
		"register.collision.who":    {"{0}さんが{1}に保存しています。", "{0} saved it on {1}."},
		"register.collision.why":    {"あなたの入力はまだ保存していません。違いを確かめて、どちらにするか選んでください。", "Your words are not saved yet. Look at the differences and choose."},
		"register.collision.same":   {"内容の違いはありません。", "The two versions say the same."},
		"register.collision.table":  {"二つの内容の違い", "Where the two versions differ"},
		"register.collision.field":  {"項目", "Field"},
		"register.collision.theirs": {"保存されている内容", "As saved"},
		"register.collision.yours":  {"あなたの入力", "Yours"},
		"register.collision.take":   {"保存されている内容に戻す", "Take what is saved"},
		"register.collision.mine":   {"自分の入力で上書きする", "Save mine over it"},
		"error.conflict":            {"開いている間に、ほかの人が保存しました。新しい内容を確かめてから、もう一度保存してください。", "Somebody saved this while you had it open. Look at what is there now, then save again."},
		"error.cursor":              {"続きの位置を読み取れません。一覧の先頭から開き直してください。", "This place in the list cannot be read. Please start from the top of the list."},
	})
}
