package handlers

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"chigiri/models"
	"chigiri/models/store"
	"chigiri/views"
)

// TestNextStepEndsNoInvitation proves that the roster's next step leaves alone who has an
// invitation on its way or in hand and says until when it works, that it is about those
// whose mail failed or whose link ran out, and that only the press below ends the others.
func TestNextStepEndsNoInvitation(t *testing.T) {
	h, w, path, v := staffed(t)
	v.post(path+"/"+w.worker.ID+"/leave", url.Values{"left_on": {"R8.11.2"}, "reason": {"異動"}}).is(303)
	rows := []string{"上田　一|||保守担当||保守センター|R8.12.1|R9.3.31", "木村　二|||監視担当||保守センター|R8.12.1|R9.3.31"}
	for i := range 3 {
		rows = append(rows, fmt.Sprintf("田中　%d||m%d@firm.example|監視担当||保守センター|R8.12.1|R9.3.31", i, i))
	}
	a := v.post(path+"/paste", url.Values{"list": {listOf(rows...)}}).is(201)
	sheet := strings.TrimPrefix(attr(a.all(".card input[readonly]")[0], "value"), "https://portal.example")
	page := v.get(path).is(200).says(".next", "案内した5人が、パスワードを決めるのを待っています").says(".next", "リンク作成済・未開封 2人、メール送信待ち 3人")
	if len(page.all(".next form[action$=invite]")) > 0 {
		t.Error("the next step invites again")
	}
	page.says("#invite-again", "使えなくなります").says("#invite-again button", "5人をもう一度案内する")
	line := path + "/" + lineOf(h.roster(w.party), func(l models.RosterLine) bool { return strings.HasPrefix(l.Name, "上田") }).ID
	if page := v.get(line).is(200).says(".next", "本人に確かめてください"); len(page.all(".next form")) > 0 {
		t.Error("the next step of one invites again")
	}

	ctx := context.Background()
	due, err := h.store.ClaimMails(ctx, models.System(), "test", 10, time.Minute)
	h.must(err)
	failed := ""
	for _, m := range due {
		switch {
		case m.Kind != models.MailInvitation || !strings.HasPrefix(m.ToAddress, "m"):
		case failed == "":
			failed = m.ToUserID
			h.must(h.store.MailFailed(ctx, models.System(), m.ID, "test", models.MailTrouble{Fault: models.FaultRefused}))
		default:
			_, err := h.store.MintMailLink(ctx, models.System(), m.ID, "test")
			h.must(err)
			h.must(h.store.MailSent(ctx, models.System(), m.ID))
		}
	}
	v.get(path).is(200).says(".next", "使える案内のない人が1人います").says(".next", "すでに案内した4人").says(".next button", "1人を案内する")
	var made views.Invitations
	v.json(http.MethodPost, path+"/invite", nil).is(201).into(&made)
	if len(made.Links) != 1 || made.Links[0].Worker.UserID != failed {
		t.Errorf("invited are %+v", made.Links)
	}
	h.visitor().get(sheet).is(200)
	v.get(path).says(".next", "メール送信待ち 1人、メール送信済・未開封 2人").says(".next", "まで使えます")
	v.json(http.MethodPost, path+"/invite", nil).is(409)

	h.clock.Advance((store.InvitationDays*24 + 1) * time.Hour) // links run out, the mail that waits carries its own
	v = h.as(h.people.Lead)
	v.get(path).is(200).says(".next", "使える案内のない人が4人います")
	v.json(http.MethodPost, path+"/invite", views.RosterInviteForm{All: true}).is(201).into(&made)
	if len(made.Links) != 5 {
		t.Errorf("all are %d", len(made.Links))
	}
	shown := slices.IndexFunc(made.Links, func(l views.Invited) bool { return l.Link != "" })
	if shown < 0 {
		t.Fatal("no link is shown")
	}
	link := made.Links[shown].Link // one of them signs up: the others are still told of
	h.must(h.store.UseInvitation(ctx, models.Actor{}, link[strings.LastIndex(link, "/")+1:], password))
	v.get(path).is(200).says(".next", "まだ署名していない人がいます（5人）").says(".next", "案内中は4人：リンク作成済・未開封 1人、メール送信待ち 3人")
}
