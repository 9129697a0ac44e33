package i18n

func init() {
	say(map[string]words{
		"error.date.format":           {"「{0}」は日付として読めません。令和8年4月1日、R8.4.1、2026-04-01 のように入力してください。", "“{0}” is not a date. Write 2026-04-01, R8.4.1 or 令和8年4月1日."},
		"error.date.ambiguous":        {"「{0}」は二通りに読めます。次のように入力してください：{1}", "“{0}” can be read in more than one way. Write it as one of: {1}"},
		"error.date.month":            {"「{0}」：{1}月はありません。月は1から12までです。", "“{0}”: there is no month {1}. Months run from 1 to 12."},
		"error.date.not_exist":        {"「{0}」という日はありません。{1}は1日から{2}日までです。", "“{0}” does not exist: {1} has days 1 to {2}."},
		"error.date.era":              {"「{0}」という日はありません。正しくは{1}です。", "“{0}” does not exist in that era. It was {1}."},
		"error.date.weekday":          {"「{0}」は曜日が合いません。その日は{1}曜日です。日付か曜日を直してください。", "“{0}”: the weekday does not match; that day is {1}. Correct one of them."},
		"error.date.range":            {"「{0}」は扱える期間の外です。{1}から{2}までの日を入力してください。", "“{0}” is out of range. Enter a day from {1} to {2}."},
		"error.date.end_before_start": {"終わりの日が始まりの日（{0}）より前になっています。", "The end is before the start ({0})."},
		"error.date.past":             {"過ぎた日です。今日以後の日を入力してください。", "This day is past. Enter today or later."},
		"error.date.future":           {"まだ来ていない日です。今日以前の日を入力してください。", "This day has not come yet. Enter today or earlier."},
		"error.corporate.char":        {"{0}文字目の「{1}」は数字ではありません。法人番号は13桁の数字です。", "Character {0}, “{1}”, is not a digit. A corporate number has 13 digits."},
		"error.corporate.length":      {"法人番号は13桁です。入力された数字は{0}桁です。", "A corporate number has 13 digits; there are {0}."},
		"error.email":                 {"「{0}」は電子メールの宛先ではありません。name@example.jp のように入力してください。", "“{0}” is not an email address. Write it like name@example.jp."},
		"error.corporate.check":       {"検査用数字（先頭の1桁）が合いません。{0}のはずですが、{1}です。番号を確かめてください。", "The check digit (the first) should be {0}, not {1}. Check the number."},
		"error.mynumber":              {"{0}行{1}文字目に、個人番号（マイナンバー）とみられる12桁の数字があります：{2}。消してから登録してください。日時などの場合は、20260401T0900 のように文字を挟んでください。", "Line {0}, character {1} holds what looks like a My Number: {2}. Remove it. If it is something else, such as a time, put a letter between the digits: 20260401T0900."},
		"error.control":               {"{0}行{1}文字目に、使えない文字（改行、制御文字又は見えない文字 {2}）があります。消してください。", "Line {0}, character {1}: {2} is a line break, control or invisible character. Please remove it."},
		"error.too_long":              {"{0}文字あります。{1}文字以内にしてください。", "{0} characters; at most {1} are allowed."},
		"error.usage":                 {"使い方が正しくありません：{0}", "wrong usage: {0}"},
		"error.usage.help":            {"使い方は portal --help で見られます。", "See portal --help."},
		"error.usage.format":          {"「.{0}」というファイルの形式はありません。--format に pdf、docx、html、json のどれかを指定してください。", "No format is known for .{0}: use --format pdf, docx, html or json."},
		"error.usage.date":            {"--date は --issue と一緒に指定してください。", "--date goes with --issue."},
		"error.usage.issue":           {"--issue には1以上の版の番号を指定してください。", "--issue takes a version from 1."},
		"error.usage.twice":           {"{0} と {0}_FILE の両方が指定されています。どちらか一つにしてください。", "Both {0} and {0}_FILE are given: keep one of them."},
		"error.usage.unset":           {"{0}（又は {0}_FILE）が指定されていません。例：sqlite:/var/lib/portal/portal.db", "{0} (or {0}_FILE) is not set, e.g. sqlite:/var/lib/portal/portal.db."},
		"error.yaml":                  {"{0}:{1}:{2}: {3}", "{0}:{1}:{2}: {4}"},
	})
}
