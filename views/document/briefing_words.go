package document

// briefingText are the fixed words of handouts, slides and records of briefings.
var briefingText = map[string][2]string{
	"handout": {"情報セキュリティ等に関する説明資料", "Briefing on information security"}, "slides": {"情報セキュリティ等に関する説明", "Briefing on information security"},
	"handout.why": {"この資料は、契約の特記仕様書のうち、あなた又はあなたの会社が守る条を、やさしい言葉で示したものです。正式な定めは特記仕様書の条文です。", "This handout gives, in plain words, the articles of the contract’s appendix that you or your company keep. The articles themselves are what binds."},
	"contents":    {"目次", "Contents"}, "source": {"根拠：%s", "Source: %s"}, "sha256": {"（SHA-256 %s）", " (SHA-256 %s)"},
	"how.oral": {"説明者が口頭で説明します。", "Told in person."}, "how.self": {"各自がポータルで読んで学びます。", "Studied in the portal."}, "how.written": {"書面で説明します。", "Given in writing."}, "how.": {"", ""},
	"for.": {"", ""}, "for.worker": {"従事者", "Workers"}, "for.vendor": {"受託者", "The contractor"}, "for.subcontractor": {"再委託先", "Subcontractors"},
	"brief.vendor": {"受託者", "Contractor"}, "brief.on": {"説明日", "Briefing on"}, "brief.for": {"対象", "For"},
	"brief.repeat": {"説明の有効期間", "Holds for"}, "months": {"%sか月", "%s months"}, "brief.pass": {"確認問題の合格", "Passed with"}, "percent": {"%s％以上の正解", "%s percent right"}, "percent.all": {"全問の正解", "all answers right"},

	"record": {"説明実施報告書（F-06）", "Record of a briefing (F-06)"}, "record.short": {"説明実施報告書 F-06", "Record of a briefing F-06"}, "record.form": {"様式 F-06", "Form F-06"},
	"record.kind": {"種別", "Kind"}, "side.": {"", ""}, "side.prefecture": {"%sによる説明", "By %s"}, "side.prime": {"受託者による説明", "By the contractor"},
	"record.division": {"所管課", "Division"}, "record.manager": {"情報システム管理者", "Information-system manager"},
	"record.quiz": {"理解度の確認", "Check of understanding"}, "record.quiz.later": {"説明の後に、各自がポータルの確認問題に答える。結果は、ポータルの記録による。", "Everybody answers questions in the portal afterwards; the result stands in its records."},
	"makeup.open": {"未定", "Not set"}, "makeup.alone": {"各自で学習", "Studied alone"},
	"record.day": {"実施日", "Held on"}, "record.minutes": {"所要時間", "Duration"}, "minutes": {"%s分", "%s minutes"},
	"record.afterwards": {"事後の記録とした理由", "Why it was recorded afterwards"},
	"record.method":     {"方法", "Method"}, "method.": {"", ""}, "method.room": {"対面", "In a room"}, "method.video": {"ウェブ会議", "By video"},
	"record.place": {"場所", "Place"}, "record.briefer": {"説明者", "Briefer"}, "record.materials": {"使用した資料", "Materials"}, "record.note": {"備考", "Remarks"},
	"record.attendees": {"出席者", "Attendees"}, "record.absent": {"欠席者及び補講", "Absentees and make-up"}, "record.topics": {"説明した項目及び条", "Topics and articles"}, "record.handed": {"交付した規程", "Rules handed over"},
	"record.own_word": {"「説明者が確認」とある者には、本人の確認を後から求める。その結果は、ポータルの記録による。", "Whoever is confirmed “by the briefer” is asked for their own word afterwards; it stands in the portal’s records."},
	"record.none":     {"該当なし", "None"}, "record.closed": {"記録を閉じた日時", "Closed at"},
	"confirmed.": {"", ""}, "confirmed.checked_in": {"本人の操作", "by own hand"}, "confirmed.link": {"本人の操作（配布コード）", "by own hand, code given out"}, "confirmed.relay": {"本人の操作（会場の端末）", "by own hand, device in the room"}, "confirmed.ticked": {"説明者が確認", "by the briefer"},
	"col.no": {"番号", "No."}, "col.name": {"氏名", "Name"}, "col.party": {"所属", "Employer"}, "col.tier": {"区分", "Place"}, "col.confirmed": {"出席の確認", "Confirmed"},
	"col.absence": {"欠席の理由", "Reason"}, "col.makeup": {"補講日", "Make-up on"}, "col.topic": {"項目", "Topic"}, "col.articles": {"条", "Articles"},
	"col.policy": {"規程及び版", "Rules and version"}, "col.receiver": {"受領した者", "Received by"}, "col.day": {"交付日", "Handed on"},
}
