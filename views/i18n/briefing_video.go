package i18n

// Briefings by video: nobody is in a room.
func init() {
	say(map[string]words{
		"briefing.next.video":     {"会議を開き、受付のコードを入力してください", "Open the meeting, and type the code to check in"},
		"briefing.next.video.why": {"コードは、会議の画面に表示されるか、メールなどで届きます。下に入力してください。", "The code is shown in the meeting or sent to you. Type it below."},
		"briefing.video.open":     {"会議を開く", "Open the meeting"},
		"briefing.code.video":     {"会議の画面に表示された8文字のコード、又は受け取ったリンクを入力してください。", "The eight characters shown in the meeting, or the link you were sent."},
		"briefing.screen.video":   {"この画面を会議で共有してください。出席者は、自分のページを開いてコードを入力するか、スマートフォンで読み取ります。", "Share this screen in the meeting. Those who attend type the code on their own page, or scan it with a phone."},
	})
}
