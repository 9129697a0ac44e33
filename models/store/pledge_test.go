package store_test

import (
	"strings"
	"sync"
	"testing"
	"time"

	"chigiri/models"
	"chigiri/models/seal"
	"chigiri/models/store/storetest"
)

func TestPledgeSigned(t *testing.T) {
	// Proves that everybody who owes a pledge is asked for it, that it is signed by nobody
	// else, sealed and stored whole, told in the log without the name, and holds until the
	// end of the fiscal year.
	inOffice(t, func(t *testing.T, o *office) {
		c := newCrew(o, o.high())
		w, worker := c.joins(c.boss, c.prime, "𠮷野 花子")
		asked := c.owed(worker)
		if asked.WorkerID != w.ID || asked.Kind != models.PledgeWorker {
			t.Fatalf("asked for %+v", asked)
		}
		for _, other := range []models.Actor{c.boss, o.person("kian", "起案 花子", models.Drafter, o.division, "")} {
			v := got(o.Pledge(bg, other, asked.ID))(t)
			_, err := o.SignPledge(bg, other, asked.ID, models.SignInput{Hash: v.Text.Hash, Name: v.Expected, Password: passphrase, Code: "000000"}, pledgePaper)
			wantKind(t, err, models.KindDenied)
		}
		for _, stranger := range []models.Actor{o.rival, o.other, o.admin, {UserID: "x", Role: models.VendorWorker, VendorID: o.vendor}} {
			_, err := o.Pledge(bg, stranger, asked.ID)
			wantKind(t, err, models.KindNotFound)
		}
		v := got(o.Pledge(bg, worker, asked.ID))(t)
		in := models.SignInput{Hash: v.Text.Hash, Name: "𠮷野　花子", Password: passphrase, Code: c.code(worker), UserAgent: "phone"}
		wrong := in
		wrong.Password = "違う合言葉を入れた 2026"
		_, err := o.SignPledge(bg, worker, asked.ID, wrong, pledgePaper)
		wantProblem(t, err, "password", "error.password.wrong")
		wrong = in
		wrong.Name = "別の名前"
		_, err = o.SignPledge(bg, worker, asked.ID, wrong, pledgePaper)
		wantProblem(t, err, "name", "error.pledge.name")
		p := got(o.SignPledge(bg, worker, asked.ID, in, pledgePaper))(t)
		if p.State != models.PledgeSigned || p.Method != models.SignedByCode || p.LapsesOn != models.NewDate(2027, 3, 31) || !p.InForce(o.today()) {
			t.Errorf("signed = %+v", p)
		}
		f := got(o.PledgeFile(bg, worker, asked.ID, "pdf"))(t)
		r, err := seal.Verify(f.Bytes, storetest.Seal(t).Roots(), seal.VerifyOptions{})
		must(t, err)
		if r.Identity != p.Identity || p.PDF != sum(f.Bytes) || !r.At.Equal(p.SignedAt.Truncate(time.Second)) {
			t.Errorf("the file says %+v, the row %+v", r, p)
		}
		e := wantEvent(t, o.Store, models.EventPledgeSigned, "pledge", p.ID, worker)
		if e.After["pdf"] != p.PDF || e.After["text_hash"] != v.Text.Hash || e.After["method"] != "password_and_code" || e.After["user_agent"] != "phone" {
			t.Errorf("the log tells %v", e.After)
		}
		again := got(o.SignPledge(bg, worker, asked.ID, in, pledgePaper))(t)
		if again.PDF != p.PDF {
			t.Error("a second press signed again")
		}
	})
}

func TestPledgePressedAtOnce(t *testing.T) {
	// Proves that of many presses at one moment one signs and all are told the same.
	inOffice(t, func(t *testing.T, o *office) {
		c := newCrew(o, o.high())
		_, worker := c.joins(c.boss, c.prime, "従事 六郎")
		id := c.owed(worker).ID
		v := got(o.Pledge(bg, worker, id))(t)
		in := models.SignInput{Hash: v.Text.Hash, Name: v.Expected, Password: passphrase, Code: c.code(worker)}
		var wg sync.WaitGroup
		var mu sync.Mutex
		files := map[string]int{}
		for range 4 {
			wg.Go(func() {
				p, err := o.SignPledge(bg, worker, id, in, pledgePaper)
				if err != nil && models.KindOf(err) != models.KindConflict {
					t.Error(err)
				}
				mu.Lock()
				defer mu.Unlock()
				if err == nil {
					files[p.PDF]++
				}
			})
		}
		wg.Wait()
		if len(files) != 1 {
			t.Errorf("one pledge was sealed as %v", files)
		}
	})
}

func TestPledgeRefused(t *testing.T) {
	// Proves what a signature comes too late for: the text changed, the person left, the
	// party ended, or it was signed by then.
	inOffice(t, func(t *testing.T, o *office) {
		c := newCrew(o, o.high())
		w, worker := c.joins(c.boss, c.prime, "従事 六郎")
		id := c.owed(worker).ID
		v := got(o.Pledge(bg, worker, id))(t)
		in := models.SignInput{Hash: v.Text.Hash, Name: v.Expected, Password: passphrase, Code: c.code(worker)}
		line := c.line("従事 六郎")
		line.Duty = "責任者の補佐"
		must(t, o.UpdateWorker(bg, c.boss, w.ID, 1, line))
		_, err := o.SignPledge(bg, worker, id, in, pledgePaper)
		wantKind(t, err, models.KindConflict)
		id = c.owed(worker).ID
		v = got(o.Pledge(bg, worker, id))(t)
		in.Hash = "0000"
		_, err = o.SignPledge(bg, worker, id, in, pledgePaper)
		wantKind(t, err, models.KindConflict)
		in.Hash = v.Text.Hash
		must(t, o.WorkerLeft(bg, c.boss, w.ID, o.today(), "配置転換"))
		_, err = o.SignPledge(bg, worker, id, in, pledgePaper)
		wantKind(t, err, models.KindConflict)
	})
}

func TestPledgeRenewal(t *testing.T) {
	// Proves that a pledge is asked for again thirty days before it runs out, that the new
	// one begins when the old one ends, and that one that ran out no longer holds.
	inOffice(t, func(t *testing.T, o *office) {
		in := o.high()
		in.EndsOn = models.NewDate(2028, 3, 31)
		c := newCrew(o, in)
		_, worker := c.joins(c.boss, c.prime, "従事 六郎")
		first := got(c.signs(worker, c.owed(worker).ID))(t)
		c.clock.Set(models.NewDate(2027, 2, 27).Start().Add(time.Hour))
		_, err := o.Refresh(bg, models.System())
		must(t, err)
		for _, p := range got(o.OwnPledges(bg, worker))(t) {
			if p.State == models.PledgeAsked {
				t.Errorf("asked 32 days before: %+v", p)
			}
		}
		c.clock.Set(models.NewDate(2027, 3, 2).Start().Add(time.Hour))
		_, err = o.Refresh(bg, models.System())
		must(t, err)
		again := c.owed(worker)
		if !again.Renewal {
			t.Errorf("asked again as %+v", again)
		}
		second := got(c.signs(worker, again.ID))(t)
		if second.HoldsFrom != models.NewDate(2027, 4, 1) || second.LapsesOn != models.NewDate(2028, 3, 31) {
			t.Errorf("the second holds from %v to %v", second.HoldsFrom, second.LapsesOn)
		}
		if day := models.NewDate(2027, 3, 31); !first.InForce(day) || second.InForce(day) || !second.InForce(day.AddDays(1)) || first.InForce(day.AddDays(1)) {
			t.Error("the two do not follow on each other")
		}
	})
}

func TestPledgeOnPaper(t *testing.T) {
	// Proves that a scan is kept byte for byte with a sealed sheet, holds when the owner
	// division has confirmed where the paper is, and that what is no plain scan is refused.
	inOffice(t, func(t *testing.T, o *office) {
		c := newCrew(o, o.high())
		id := c.owed(c.boss).ID
		scan := []byte("%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\n")
		in := paperInput(scan)
		for key, bytes := range map[string][]byte{
			"error.file.program": append([]byte("%PDF-1.4\n1 0 obj << /S /JavaScript /JS (x) >> endobj\n"), scan...),
			"error.scan.heic":    []byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic"),
		} {
			bad := in
			bad.Scan.Bytes = bytes
			_, err := o.KeepPaperPledge(bg, o.drafter, id, bad, pledgePaper)
			wantProblem(t, err, "scan", key)
		}
		if text := got(o.Pledge(bg, c.boss, id))(t).Text; text.Signer.Address == "" || text.Contract.Signed.IsZero() {
			t.Errorf("the form lacks the firm's address or the day of the contract: %+v of %+v", text.Signer, text.Contract)
		}
		p := got(o.KeepPaperPledge(bg, c.boss, id, in, pledgePaper))(t)
		if p.InForce(o.today()) {
			t.Error("a paper nobody has seen holds")
		}
		wantKind(t, o.ConfirmPledge(bg, c.boss, id, "棚１"), models.KindDenied)
		confirm := o.drafter
		if v := got(o.Pledge(bg, o.drafter, id))(t); v.Rule.ConfirmedBy == "it_division" {
			confirm = o.reviewer
		}
		wantProblem(t, o.ConfirmPledge(bg, confirm, id, ""), "shelf", "error.required")
		must(t, o.ConfirmPledge(bg, confirm, id, "庶務 棚１−３"))
		f := got(o.PledgeFile(bg, o.drafter, id, "scan"))(t)
		if string(f.Bytes) != string(scan) {
			t.Error("the scan is not what was brought")
		}
		v := got(o.Pledge(bg, o.drafter, id))(t)
		if !v.InForce || v.Pledge.Shelf != "庶務 棚１−３" {
			t.Errorf("confirmed = %+v", v.Pledge)
		}
	})
}

func TestPledgeReturned(t *testing.T) {
	// Proves that a paper whose scan shows nothing is returned with a reason by who would
	// confirm it: another one is asked for that tells why, can be brought and confirmed,
	// and the first stays with its scan, in the evidence too.
	inOffice(t, func(t *testing.T, o *office) {
		c := newCrew(o, o.high())
		first := got(o.KeepPaperPledge(bg, c.boss, c.owed(c.boss).ID, paperInput(plainPDF("junk")), pledgePaper))(t)
		for _, a := range []models.Actor{c.boss, o.auditor, o.other} {
			if err := o.ReturnPledge(bg, a, first.ID, "読めない"); models.KindOf(err) != models.KindDenied && models.KindOf(err) != models.KindNotFound {
				t.Errorf("%s may return it: %v", a.Role, err)
			}
		}
		wantProblem(t, o.ReturnPledge(bg, o.reviewer, first.ID, " "), "reason", "error.required")
		must(t, o.ReturnPledge(bg, o.reviewer, first.ID, "２頁目が黒く潰れている"))
		wantKind(t, o.ReturnPledge(bg, o.reviewer, first.ID, "もう一度"), models.KindConflict)
		wantKind(t, o.ConfirmPledge(bg, o.reviewer, first.ID, "棚１"), models.KindConflict)
		if e := wantEvent(t, o.Store, models.EventPledgeReturned, "pledge", first.ID, o.reviewer); e.Reason != "２頁目が黒く潰れている" || e.After["scan"] != first.Scan {
			t.Errorf("the log tells %+v", e)
		}
		again := c.owed(c.boss)
		if again.ID == first.ID || again.Before != "２頁目が黒く潰れている" {
			t.Errorf("asked again as %+v", again)
		}
		if v := got(o.Pledge(bg, c.boss, again.ID))(t); v.Before == nil || v.Before.ID != first.ID || v.Before.ReturnReason != again.Before || !v.Can["paper"] {
			t.Errorf("the page tells %+v of %+v", v.Can, v.Before)
		}
		second := got(o.KeepPaperPledge(bg, c.boss, again.ID, paperInput(plainPDF("legible")), pledgePaper))(t)
		must(t, o.ConfirmPledge(bg, o.reviewer, second.ID, "庶務 棚１"))
		wantKind(t, o.ReturnPledge(bg, o.reviewer, second.ID, "遅い"), models.KindConflict)
		for id, scan := range map[string]string{first.ID: "junk", second.ID: "legible"} {
			if f := got(o.PledgeFile(bg, c.boss, id, "scan"))(t); !strings.Contains(string(f.Bytes), scan) {
				t.Errorf("the scan of %s is not what was brought", scan)
			}
		}
		if _, files := o.bundleOf(c.contract); !strings.Contains(string(files["documents/pledge-"+first.ID+"-scan.pdf"]), "junk") {
			t.Error("the evidence lacks the scan that was returned")
		}
		if v := got(o.Pledge(bg, c.boss, first.ID))(t); v.InForce || v.Pledge.EndReason != models.PledgeReturned || v.Before != nil {
			t.Errorf("the first stands as %+v", v.Pledge)
		}
	})
}

func TestPledgeTakesTwoPairsOfEyes(t *testing.T) {
	// Proves that who brought a paper of the division's may return it and may not confirm
	// it, and that another of the division may.
	inOffice(t, func(t *testing.T, o *office) {
		in := o.low()
		in.Classes = []string{"basic_identity"}
		c := newCrew(o, in)
		chief := o.person("chief", "管理 太郎", models.Manager, o.division, "")
		id := c.owed(c.boss).ID
		p := got(o.KeepPaperPledge(bg, o.drafter, id, paperInput(plainPDF("scan")), pledgePaper))(t)
		err := o.ConfirmPledge(bg, o.drafter, p.ID, "棚１")
		if wantKind(t, err, models.KindDenied); !strings.Contains(err.Error(), "error.pledge.own.division") {
			t.Errorf("it is told %v", err)
		}
		if v := got(o.Pledge(bg, o.drafter, p.ID))(t); v.Can["confirm"] || !v.Can["return"] || v.InForce {
			t.Errorf("who brought it can %+v", v.Can)
		}
		must(t, o.ConfirmPledge(bg, chief, p.ID, "棚１"))
		if v := got(o.Pledge(bg, o.drafter, p.ID))(t); !v.InForce {
			t.Error("what another confirmed does not hold")
		}
	})
}

func TestPapersAreTold(t *testing.T) {
	// Proves that whoever confirms the receipt of pledges on paper is told how many wait, by
	// contract, when one is brought and once a week, and nobody else: not who brought it, not
	// the IT division of what the division confirms, nor the other way round.
	inOffice(t, func(t *testing.T, o *office) {
		in := o.low()
		in.Classes = []string{"basic_identity"}
		one := newCrew(o, in)
		two := &crew{office: o, contract: o.concluded(o.high()), phones: one.phones}
		two.prime, two.boss = o.see(two.contract).Parties[0], one.boss
		ours := o.person("ours", "所管 一郎", models.Drafter, o.division, "")
		colleague := o.person("colleague", "所管 二郎", models.Manager, o.division, "")
		it := o.person("it", "情報 三郎", models.Reviewer, "", "")
		for _, a := range []models.Actor{ours, colleague, it} {
			must(t, o.SetMail(bg, a.UserID, "p"+a.UserID+"@example.jp"))
		}
		told := func(day models.Date) map[string]int {
			t.Helper()
			o.clock.Set(day.Start().Add(9 * time.Hour))
			all := map[string]int{}
			got(o.Remind(bg, models.System(), func(r models.Reminder) string {
				if r.Kind == models.RemindPapers {
					all[r.UserID] += r.Count
				}
				return string(r.Kind)
			}))(t)
			return all
		}
		company := func(contract string) string {
			for _, p := range got(o.OwnPledges(bg, one.boss))(t) {
				if p.ContractID == contract && p.State == models.PledgeAsked {
					return p.ID
				}
			}
			t.Fatalf("no pledge of the company is asked for: %+v", got(o.OwnPledges(bg, one.boss))(t))
			return ""
		}
		low := got(o.KeepPaperPledge(bg, ours, company(one.contract), paperInput(plainPDF("low")), pledgePaper))(t)
		got(o.KeepPaperPledge(bg, one.boss, company(two.contract), paperInput(plainPDF("high")), pledgePaper))(t)
		if all := told(models.NewDate(2026, 4, 2)); all[colleague.UserID] != 1 || all[it.UserID] != 1 || len(all) != 2 {
			t.Errorf("the next morning %v", all)
		}
		if all := told(models.NewDate(2026, 4, 3)); len(all) != 0 {
			t.Errorf("two days later %v", all)
		}
		if all := told(models.NewDate(2026, 4, 6)); all[colleague.UserID] != 1 || all[it.UserID] != 1 || len(all) != 2 {
			t.Errorf("in a new week %v", all)
		}
		must(t, o.ConfirmPledge(bg, colleague, low.ID, "棚１"))
		if all := told(models.NewDate(2026, 4, 13)); all[it.UserID] != 1 || len(all) != 1 {
			t.Errorf("once it is confirmed %v", all)
		}
	})
}
