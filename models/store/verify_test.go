package store_test

import (
	"bytes"
	"crypto/rand"
	"strings"
	"testing"
	"time"

	"chigiri/models"
	"chigiri/models/seal"
	"chigiri/models/store"
	"chigiri/models/store/storetest"
)

func TestVerifySealed(t *testing.T) {
	// Proves what anybody learns of a sealed pledge by its file and by its code: that it is
	// genuine, of which contract as the paper says, and whether it is in force; who signed
	// only to who has the file; and that nothing of a file is kept.
	inOffice(t, func(t *testing.T, o *office) {
		c := newCrew(o, o.high())
		w, worker := c.joins(c.boss, c.prime, "𠮷野 花子")
		p := got(c.signs(worker, c.owed(worker).ID))(t)
		f := got(o.PledgeFile(bg, worker, p.ID, "pdf"))(t)
		nobody := models.Actor{Address: "198.51.100.9"}
		events := countEvents(t, o.Store)
		files := got(o.RawRows("files", "sha256"))(t)
		byFile := got(o.VerifyFile(bg, nobody, f.Bytes))(t)
		number, title := o.see(c.contract).Contract.Number, o.see(c.contract).Contract.Title
		must(t, o.RawExec("UPDATE contracts SET number = 'R9-1', title = 'another'"))
		v := byFile
		v.Signer = nil
		for _, code := range []string{p.Code, strings.ToLower(strings.ReplaceAll(p.Code, "-", "")), p.Identity} {
			if byCode := got(o.VerifySealed(bg, nobody, code))(t); byCode != v {
				t.Errorf("by %s: %+v, by file: %+v", code, byCode, v)
			}
		}
		if s := byFile.Signer; s == nil || s.Name != "𠮷野 花子" || s.Employer == "" || !s.At.Equal(p.SignedAt) {
			t.Errorf("signed by %+v", s)
		}
		if !v.Genuine || !v.Known || v.Kind != models.SealedWorkerPledge || v.Stands != models.StandsInForce || v.Until != p.LapsesOn || v.Stamp != "" || v.Identity != p.Identity || v.Number != number || v.Title != title {
			t.Errorf("told %+v", v)
		}
		if after := got(o.RawRows("files", "sha256"))(t); len(after) != len(files) || countEvents(t, o.Store) != events {
			t.Error("a check left something behind")
		}
		must(t, o.WorkerLeft(bg, c.boss, w.ID, o.today(), "配置転換"))
		if v = got(o.VerifySealed(bg, nobody, p.Code))(t); v.Stands != models.StandsEnded || v.EndReason != p2(o, worker, p.ID, t).EndReason || !v.Genuine {
			t.Errorf("ended: %+v", v)
		}
	})
}

// p2 is a pledge as it is now.
func p2(o *office, a models.Actor, id string, t *testing.T) models.Pledge {
	return got(o.Pledge(bg, a, id))(t).Pledge
}

func TestVerifyLapsed(t *testing.T) {
	// Proves that a pledge whose last day is over is genuine and said to have lapsed.
	inOffice(t, func(t *testing.T, o *office) {
		c := newCrew(o, o.high())
		_, worker := c.joins(c.boss, c.prime, "従事 六郎")
		p := got(c.signs(worker, c.owed(worker).ID))(t)
		c.clock.Set(p.LapsesOn.AddDays(1).Start().Add(time.Hour))
		nobody := models.Actor{Address: "198.51.100.9"}
		if v := got(o.VerifySealed(bg, nobody, p.Code))(t); v.Stands != models.StandsLapsed || !v.Genuine || v.Replaced {
			t.Errorf("told %+v", v)
		}
	})
}

func TestVerifyRenewed(t *testing.T) {
	// Proves that of a pledge that lapsed it is said when another of the same person is in
	// force.
	inOffice(t, func(t *testing.T, o *office) {
		in := o.high()
		in.EndsOn = models.NewDate(2028, 3, 31)
		c := newCrew(o, in)
		_, worker := c.joins(c.boss, c.prime, "従事 六郎")
		first := got(c.signs(worker, c.owed(worker).ID))(t)
		c.clock.Set(first.LapsesOn.AddDays(-20).Start().Add(time.Hour))
		got(o.Refresh(bg, models.System()))(t)
		second := got(c.signs(worker, c.owed(worker).ID))(t)
		c.clock.Set(second.HoldsFrom.Start().Add(time.Hour))
		nobody := models.Actor{Address: "198.51.100.9"}
		if v := got(o.VerifySealed(bg, nobody, first.Code))(t); v.Stands != models.StandsLapsed || !v.Replaced {
			t.Errorf("the first: %+v", v)
		}
		if v := got(o.VerifySealed(bg, nobody, second.Code))(t); v.Stands != models.StandsInForce || v.Replaced {
			t.Errorf("the second: %+v", v)
		}
	})
}

func TestVerifyForged(t *testing.T) {
	// Proves that a revision put behind, an altered byte, another's seal and a document
	// that the register does not know are told apart by name.
	inOffice(t, func(t *testing.T, o *office) {
		c := newCrew(o, o.high())
		_, worker := c.joins(c.boss, c.prime, "従事 六郎")
		p := got(c.signs(worker, c.owed(worker).ID))(t)
		pdf := got(o.PledgeFile(bg, worker, p.ID, "pdf"))(t).Bytes
		altered := bytes.Replace(pdf, []byte("50 700"), []byte("51 700"), 1)
		text, _, err := seal.NewKey(rand.Reader, seal.NewKeyOptions{Name: "他の府", From: o.Now().AddDate(-1, 0, 0), Till: o.Now().AddDate(1, 0, 0)})
		must(t, err)
		stranger := got(seal.ParseKey(text))(t)
		foreign := got(seal.Sign(plainPDF("x"), seal.Options{Key: stranger, At: o.Now(), Name: "大阪府", Rand: rand.Reader}))(t)
		for want, file := range map[seal.Code][]byte{seal.Appended: revised(t, pdf), seal.Altered: altered, seal.Untrusted: foreign, seal.NotPDF: []byte("x")} {
			v := got(o.VerifyFile(bg, models.Actor{Address: "198.51.100." + string(want)}, file))(t)
			if v.Genuine || v.Known || v.Fault != string(want) || v.Number != "" {
				t.Errorf("%s: %+v", want, v)
			}
		}
	})
}

// revised is a document with a later revision that changes nothing but adds one.
func revised(t *testing.T, pdf []byte) []byte {
	t.Helper()
	at := bytes.LastIndex(pdf, []byte("startxref\n"))
	last, _, _ := bytes.Cut(pdf[at+len("startxref\n"):], []byte("\n"))
	from := bytes.LastIndex(pdf, []byte("trailer"))
	trailer := bytes.TrimSpace(pdf[from:at])
	if i := bytes.Index(trailer, []byte("/Prev ")); i >= 0 {
		j := i + 6
		for trailer[j] >= '0' && trailer[j] <= '9' {
			j++
		}
		trailer = append(append(append([]byte{}, trailer[:i+6]...), last...), trailer[j:]...)
	}
	out := bytes.Clone(pdf)
	xref := len(out)
	out = append(out, "xref\n0 1\n0000000000 65535 f \n"...)
	out = append(append(out, trailer...), "\nstartxref\n"...)
	return append(append(out, itoa(xref)...), "\n%%EOF\n"...)
}

func itoa(n int) string {
	if n < 10 {
		return string(rune('0' + n))
	}
	return itoa(n/10) + string(rune('0'+n%10))
}

func TestVerifyGuesses(t *testing.T) {
	// Proves that wrong codes answer alike, that an office may check a drawer full, that
	// wrong ones without end make their address wait, and no other, that a day later the
	// lines are gone, and that the sign-in is not touched.
	storetest.Run(t, func(t *testing.T, s *store.Store, clock *storetest.Clock) {
		guesser := models.Actor{Address: "198.51.100.9"}
		for i := range 60 {
			code := []string{"ABCDE-FGHJK-LMNPQ-RSTUV", "", "x", strings.Repeat("0", 64), "\x00"}[i%5]
			_, err := s.VerifySealed(bg, guesser, code)
			wantProblem(t, err, "code", "error.verify.unknown")
		}
		_, err := s.VerifySealed(bg, guesser, "x")
		wantKind(t, err, models.KindTooMany)
		_, err = s.VerifyFile(bg, guesser, []byte("x"))
		wantKind(t, err, models.KindTooMany)
		_, err = s.VerifySealed(bg, models.Actor{Address: "198.51.100.10"}, "x")
		wantKind(t, err, models.KindInvalid)
		must(t, s.Attempt(bg, "somebody", guesser.Address))
		clock.Advance(time.Second)
		_, err = s.VerifySealed(bg, guesser, "x")
		wantKind(t, err, models.KindInvalid)
		clock.Advance(25 * time.Hour)
		_, err = s.VerifySealed(bg, guesser, "x")
		wantKind(t, err, models.KindInvalid)
		if left := got(s.RawRows("verify_attempts", "id"))(t); len(left) != 1 {
			t.Errorf("%d lines are left after a day", len(left))
		}
	})
}

func TestVerifyOften(t *testing.T) {
	// Proves that right codes are bound by their number alone: six hundred in ten minutes,
	// and that ten minutes later there may be more.
	inOffice(t, func(t *testing.T, o *office) {
		c := newCrew(o, o.high())
		_, worker := c.joins(c.boss, c.prime, "従事 六郎")
		p := got(c.signs(worker, c.owed(worker).ID))(t)
		office := models.Actor{Address: "198.51.100.9"}
		for range 600 {
			got(o.VerifySealed(bg, office, p.Code))(t)
		}
		_, err := o.VerifySealed(bg, office, p.Code)
		wantKind(t, err, models.KindTooMany)
		o.clock.Advance(10 * time.Minute)
		got(o.VerifySealed(bg, office, p.Code))(t)
	})
}
