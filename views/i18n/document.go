package i18n

func init() {
	say(map[string]words{
		"error.glyph":              {"「{0}」（{1}）は、どの書体にもないため書面に印字できません：{2}。別の字に改めるか、管理者に外字の書体の追加を依頼してください。", "“{0}” ({1}) is in no font and cannot be printed: {2}. Please use another character, or ask the administrator to add a font that has it."},
		"error.document_character": {"書面に使えない文字（{0}）があります：{1}。取り除いてください。", "A character ({0}) cannot stand in a document: {1}. Please remove it."},
		"error.pledge.seal_image":  {"印影又は署名の画像は、1MB以内、400万画素以内のPNGにしてください。", "A seal or a drawn name is taken as a PNG of at most 1 MB and 4 million pixels."},
		"error.input.missing":      {"「{0}」というファイルやフォルダはありません。", "There is no file or folder “{0}”."},
		"error.input.large":        {"{0}: ファイルが大きすぎます。{1}KB以内にしてください。", "{0}: the file is too large. Keep it within {1} KB."},
	})
}
