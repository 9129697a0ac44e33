package i18n

// The page for the code of a printed invitation.
func init() {
	say(map[string]words{
		"sheet.title": {"案内の紙のコードを入力する", "Type the code of your sheet"},
		"sheet.late":  {"入力できないときは、紙を渡した人に、新しい案内を頼んでください。", "If it is not taken, ask whoever gave you the sheet for a new one."},
		"login.sheet": {"案内の紙をお持ちの方", "You have a printed invitation"},
	})
}
