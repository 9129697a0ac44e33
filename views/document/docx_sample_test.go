package document

import "time"

// wordSample is a 特記仕様書 with everything a Document can hold: what the tests
// of the Word, HTML and text writers write and what one looks at.
func wordSample() Document {
	return Document{
		Title:    "児童相談ＩＴナビシステム保守運用業務\n情報セキュリティ特記仕様書",
		Subject:  "児童相談ＩＴナビシステム保守運用業務に係る遵守事項",
		Author:   "大阪府",
		Number:   "ＩＴ第1234号",
		Running:  "情報セキュリティ特記仕様書",
		Edition:  "目録 令和８年４月版　第２版　SHA-256 3f9a2c77d0b1e84c",
		Language: "ja",
		Created:  time.Date(2026, 4, 1, 0, 0, 0, 0, time.UTC),
		Blocks:   append(wordSampleFront(), wordSampleArticles()...),
	}
}

func wordSampleFront() []Block {
	return []Block{
		Paragraph{Style: Right, Text: "令和８年４月１日"},
		Facts{Rows: [][2]string{
			{"契約の名称", "児童相談ＩＴナビシステム保守運用業務"},
			{"契約期間", "令和８年４月１日から令和９年３月31日まで"},
			{"重要度", "L4（特定個人情報を取り扱うため）"},
			{"受託者", "𠮷野システム株式会社　代表取締役　髙﨑　𩸽"},
			{"従事者の氏名", "葛󠄀城 太郎 <taro@example.jp> & 「\"担当\"」"},
		}},
		Paragraph{Style: Notice, Text: "適用除外　第１２条の保存期間は、令和８年９月30日まで12か月とする。理由：記録装置の更改前であるため。承認：ＩＴ・業務改革課長"},
		Contents{Title: "目次"},
		PageBreak{},
	}
}

func wordSampleArticles() []Block {
	return []Block{
		Heading{Level: 1, Text: "第１章　総則", Anchor: "chapter-1"},
		Item{Number: "第１条", Title: "目的", Text: "この特記仕様書は、大阪府（以下「府」という。）が受託者に委託する業務において、受託者が遵守すべき事項を定め、もって個人情報の保護に関する法律（平成15年法律第57号）その他の法令の適正な実施を確保することを目的とする。", Anchor: "GEN-01"},
		Paragraph{Style: Source, Text: "根拠　個人情報の保護に関する法律 第66条第２項、番号法 第11条"},
		Item{Number: "第２条", Title: "定義", Text: "用語の意義は、次の各号に掲げるとおりとする。"},
		Item{Number: "(1)", Depth: 2, Text: "従事者　受託者の指揮命令を受けて本件業務に従事する全ての者をいう。雇用関係の有無を問わず、派遣労働者、再委託先の従業者その他これらに準ずる者を含む。"},
		Item{Number: "(2)", Depth: 2, Text: "個人情報等　次に掲げるものをいう。"},
		Item{Number: "ア", Depth: 3, Text: "個人情報"},
		Item{Number: "イ", Depth: 3, Text: "特定個人情報（個人番号をその内容に含む個人情報をいう。）"},
		Item{Number: "(3)", Depth: 2, Text: "遠隔保守　電気通信回線を通じて行う保守をいう。"},
		Item{Number: "第３条", Text: "受託者は、本件業務の開始前に誓約書を提出しなければならない。"},
		Item{Number: "２", Depth: 1, Text: "前項の誓約書は、従事者ごとに作成し、その写しを府に提出するものとする。"},
		Item{Number: "３", Depth: 1, Text: "受託者は、従事者に変更があったときは、速やかに届け出なければならない。", Mark: "added"},
		Heading{Level: 1, Text: "第２章　アクセスの管理"},
		Heading{Level: 2, Text: "認証"},
		Item{Number: "第４条", Title: "パスワード", Text: "パスワードは12文字以上とし、90日を超えて使用してはならない。", Mark: "changed"},
		Item{Number: "第５条", Title: "共用の禁止", Text: "利用者ＩＤは、共用してはならない。", Mark: "removed"},
		Item{Number: "第５条の２", Title: "多要素認証", Text: "遠隔保守の認証は、二以上の要素による。"},
		Item{Number: "第６条", Title: "水準", Text: "水準は、次の表のとおりとする。"},
		Table{Caption: "表１　水準表", Columns: []Column{
			{Title: "項目", Width: 0.3}, {Title: "重要度 L3", Width: 0.2, Align: End}, {Title: "重要度 L4", Width: 0.2, Align: End}, {Title: "備考", Width: 0.3},
		}, Rows: [][]string{
			{"パスワードの長さ", "10文字以上", "12文字以上", "仮パスワードを除く。"},
			{"パスワードの有効期間", "180日", "90日", ""},
			{"アクセス記録の保存期間", "12か月", "36か月", "入力内容を含む。"},
			{"ＩＤ棚卸の間隔", "６か月", "３か月", "報告書は様式第５号による。\n提出は翌月10日まで。"},
		}},
		Heading{Level: 1, Text: "様式"},
		Item{Number: "１", Text: "様式第１号　誓約書"},
		Item{Number: "２", Text: "様式第２号　従事者名簿"},
		Item{Number: "４", Text: "様式第４号　再委託承認申請書（様式第３号は欠番）"},
		Paragraph{Style: Note, Text: "注　様式は、府のウェブサイトから入手することができる。https://www.example.jp/it/outsourcing/security/forms/very-long-path-without-any-place-to-break/index.html"},
		Paragraph{Style: Centered, Text: "記"},
		Paragraph{Style: Body, Text: "上記の事項を遵守することを誓約します。"},
		Seal{Lines: []string{"大阪市中央区大手前二丁目１番22号", "𠮷野システム株式会社", "代表取締役"}, Name: "髙﨑　𩸽", Mark: true},
	}
}
