package i18n

func init() {
	say(map[string]words{
		"diff.added":    {"追加", "added"},
		"diff.removed":  {"削除", "removed"},
		"diff.changed":  {"変更", "changed"},
		"diff.stricter": {"厳格化", "stricter"},
		"diff.looser":   {"緩和", "looser"},
		"diff.moved":    {"移動", "moved"},
	})
}
