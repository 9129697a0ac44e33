package document

import (
	"time"
)

// Sheet is what a worker without mail, or a lead, gets on paper to sign in for the first
// time.
type Sheet struct {
	Lead     bool
	Name     string
	Login    string
	URL      string // the link of the invitation, as a QR code: a secret of this one person
	Page     string // the address of the page that takes the code
	Code     string // to be typed there: a secret as well
	Expires  time.Time
	Phone    bool // signing takes a one-time code, and so a phone of one's own
	Paper    bool // who has none may sign on paper
	Contract string
	Party    string
}

// InvitationSheets are letters of invitation, one page for each worker: each is handed
// to one person and holds nobody else's link. body is who invites.
func InvitationSheets(all []Sheet, body, lang string) Document {
	w := wordsIn(lang, invitationText)
	for i, s := range all {
		if i > 0 {
			w.add(PageBreak{})
		}
		w.sheet(s)
	}
	return Document{Loose: true, Subject: w.say["title"], Author: body, Running: w.say["running"], Language: lang, Blocks: w.blocks}
}

func (w *wording) sheet(s Sheet) {
	as := func(key string) string { // a lead is told in other words
		if text, ok := w.say["lead."+key]; s.Lead && ok {
			return text
		}
		return w.say[key]
	}
	w.add(Heading{Level: 1, Text: as("title")},
		Paragraph{Style: Plain, Text: w.f("to", s.Name)},
		Facts{Rows: w.present([][2]string{{"f.contract", s.Contract}, {"party", s.Party}})},
		Paragraph{Style: Body, Text: as("why")},
		Code{Title: w.say["link"], QR: s.URL, Rows: [][2]string{{w.say["login"], s.Login}, {w.say["expires"], w.f("until", w.at(s.Expires))}}},
		Facts{Rows: [][2]string{{w.say["url"], s.Page}, {w.say["code"], s.Code}}},
		Heading{Level: 3, Text: w.say["steps"]})
	for i, key := range []string{"step.1", "step.2", "step.3"} {
		w.add(Item{Number: w.count(i + 1), Text: as(key), Depth: 1})
	}
	if s.Phone {
		w.add(Paragraph{Style: Notice, Text: w.say[map[bool]string{true: "phone.paper", false: "phone"}[s.Paper]]})
	}
	w.add(Paragraph{Style: Notice, Text: w.say["secret"]}, Paragraph{Style: Note, Text: as("late")})
}

// invitationText are the fixed words of a letter of invitation.
var invitationText = map[string][2]string{
	"title":   {"従事者としての登録のご案内", "Your invitation"},
	"running": {"登録のご案内　本人限り", "Invitation, for the person named alone"},
	"to":      {"%s　様", "To %s"},
	"party":   {"所属", "Employer"},
	"why":     {"あなたは、上の契約の業務従事者名簿に登録されました。業務を始める前に、説明を受け、誓約書に署名していただきます。次の手順で、パスワードを決めてください。", "You are on the roster of the contract above. Before work begins you are briefed and sign a pledge. Please choose a password first, as follows."},
	"link":    {"あなたの登録ページ", "Your page"},
	"url":     {"読み取れないとき", "Without a camera"},
	"code":    {"コード", "Code"},
	"login":   {"利用者ＩＤ", "Login"},
	"expires": {"期限", "Expires"}, "until": {"%sまで", "%s"},
	"steps":       {"手順", "What to do"},
	"step.1":      {"スマートフォンでＱＲコードを読み取り、登録ページを開きます。読み取れないときは、ブラウザで上のアドレスを開き、コードを入力します（小文字でも、ハイフンなしでも構いません）。会場で回ってきた端末では、コードだけを入力します。", "Scan the QR code with a phone. Without a camera, open the address above in a browser and type the code, with or without hyphens and capitals. On a device passed round at a meeting, type the code alone."},
	"step.2":      {"利用者ＩＤとお名前が正しいことを確かめ、パスワードを決めます。", "Check that login and name are yours, and choose a password."},
	"step.3":      {"そのまま「説明」を読んで確認問題に答え、「誓約書」に署名します。", "Go on to the briefing, answer its questions, and sign the pledge."},
	"phone":       {"署名には、ワンタイムコードを出す自分のスマートフォンが要ります。ない方は、先に所属先の責任者に相談してください（この契約では、紙に署名できません）。", "Signing takes your own smartphone, for a one-time code. Without one, speak to the person responsible at your employer first: paper is not taken for this contract."},
	"phone.paper": {"署名には、ワンタイムコードを出す自分のスマートフォンが要ります。ない方は、紙で署名します。", "Signing takes your own smartphone, for a one-time code. Without one you sign on paper."},
	"secret":      {"この案内のＱＲコードとコードは、あなただけのものです。人に見せたり、写真を送ったりしないでください。登録が済んだら、この紙は細断してください。", "The QR code and the code are yours alone. Show them to nobody and send no picture of them. Shred this sheet when you are done."},
	"lead.title":  {"責任者としての登録のご案内", "Your invitation as a lead"},
	"lead.why":    {"あなたは、上の契約の事業者の責任者として招かれました。責任者は、誓約書への署名、体制届と従事者名簿の届出などを行います。次の手順で、パスワードを決めてください。", "You are invited as the responsible person of the firm above. A lead signs the pledge and files the structure and the roster. Please choose a password, as follows."},
	"lead.step.3": {"最初のページで、待っている仕事を確かめます。", "See what waits for you on the first page."},
	"lead.late":   {"期限を過ぎたとき又はお名前が違うときは、案内をした人に連絡してください。", "If it has expired or the name is wrong, tell whoever invited you."},
	"late":        {"期限を過ぎたとき又はお名前が違うときは、所属先の責任者に連絡してください。", "If it has expired or the name is wrong, tell the person responsible at your employer."},
}
