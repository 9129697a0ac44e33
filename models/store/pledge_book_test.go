package store_test

import (
	"bytes"
	"slices"
	"testing"

	"chigiri/models"
)

func TestPledgeBook(t *testing.T) {
	// Proves that the sealed pledges of a party, ended ones too, go to staff and to its lead
	// byte for byte with the names of who has not signed, and that for the lead of a firm
	// below, other firms and workers there is no such party.
	inOffice(t, func(t *testing.T, o *office) {
		c := newCrew(o, o.high())
		w, worker := c.joins(c.boss, c.prime, "従事 六郎")
		c.joins(c.boss, c.prime, "未署 名子")
		signed := got(c.signs(worker, c.owed(worker).ID))(t)
		must(t, o.WorkerLeft(bg, c.boss, w.ID, o.today(), "異動"))
		company := got(c.signs(c.boss, c.owed(c.boss).ID))(t)
		below := o.below(c.contract, "", c.boss, o.otherVendor)
		for name, who := range map[string]models.Actor{"drafter": o.drafter, "reviewer": o.reviewer, "auditor": o.auditor, "lead": c.boss} {
			var ids []string
			var sizes []int64
			var book models.PledgeBook
			begin := func(b models.PledgeBook, s []int64) error { book, sizes = b, s; return nil }
			must(t, o.TakePledges(bg, who, c.prime.ID, begin, func(p models.Pledge, f models.File) error {
				if ids = append(ids, p.ID); sum(f.Bytes) != p.PDF || int64(len(f.Bytes)) != sizes[len(ids)-1] {
					t.Errorf("%s gets another file", name)
				}
				return nil
			}))
			if len(ids) != 2 || ids[0] != company.ID || ids[1] != signed.ID || len(book.Unsigned) != 1 || book.Unsigned[0] != "未署 名子" || book.Title == "" {
				t.Errorf("%s gets %v of %+v", name, ids, book)
			}
			var bound []string
			must(t, o.BindPledges(bg, who, c.prime.ID, func(b models.PledgeBook, papers func(models.Pledge) ([]models.File, error)) error {
				for _, p := range append(b.Signed, b.Signed...) { // it may be read twice
					files, err := papers(p)
					if must(t, err); len(files) != 1 || sum(files[0].Bytes) != p.PDF {
						t.Errorf("%s gets %d other papers", name, len(files))
					}
					bound = append(bound, p.ID)
				}
				return nil
			}))
			if !slices.Equal(bound, append(ids, ids...)) {
				t.Errorf("%s binds %v", name, bound)
			}
		}
		for _, who := range []models.Actor{o.rival, o.other, o.admin, worker} {
			_, err := o.PledgeBook(bg, who, c.prime.ID)
			wantKind(t, err, models.KindNotFound)
			err = o.BindPledges(bg, who, c.prime.ID, func(models.PledgeBook, func(models.Pledge) ([]models.File, error)) error {
				t.Error("they get the book")
				return nil
			})
			wantKind(t, err, models.KindNotFound)
		}
		if b := got(o.PledgeBook(bg, c.boss, below.ID))(t); len(b.Signed) != 0 {
			t.Errorf("the firm below signed %+v", b.Signed)
		}
	})
}

func TestBoundPaperPledge(t *testing.T) {
	// Proves that the book of a party has the scan of a pledge on paper beside its evidence
	// sheet, byte for byte, and says what the scan is.
	inOffice(t, func(t *testing.T, o *office) {
		c := newCrew(o, o.high())
		scan := plainPDF("署名")
		p := got(c.KeepPaperPledge(bg, c.boss, c.owed(c.boss).ID, paperInput(scan), pledgePaper))(t)
		must(t, o.BindPledges(bg, o.drafter, c.prime.ID, func(b models.PledgeBook, papers func(models.Pledge) ([]models.File, error)) error {
			if len(b.Signed) != 1 || b.Signed[0].ID != p.ID || b.Scans[0] != "application/pdf" {
				t.Errorf("the book is %+v", b)
			}
			files, err := papers(b.Signed[0])
			if must(t, err); len(files) != 2 || sum(files[0].Bytes) != p.PDF || !bytes.Equal(files[1].Bytes, scan) {
				t.Errorf("%d papers", len(files))
			}
			return nil
		}))
	})
}

func TestBookNamesWhoWorkedUnsigned(t *testing.T) {
	// Proves that the book names with the days of their work those who left without ever
	// having signed, and neither who signed and left, nor who left before beginning, nor who
	// is at work.
	inOffice(t, func(t *testing.T, o *office) {
		c := newCrew(o, o.high())
		signed, actor := c.joins(c.boss, c.prime, "署名 一子")
		never, _ := c.joins(c.boss, c.prime, "未署 二郎")
		before, _ := c.joins(c.boss, c.prime, "不着 三郎")
		c.joins(c.boss, c.prime, "在職 四郎")
		got(c.signs(actor, c.owed(actor).ID))(t)
		from := o.today().AddDays(-5)
		must(t, o.RawExec("UPDATE workers SET starts_on = '"+from.String()+"' WHERE id <> '"+before.ID+"'"))
		must(t, o.RawExec("UPDATE workers SET starts_on = '"+o.today().AddDays(5).String()+"' WHERE id = '"+before.ID+"'"))
		for _, w := range []models.Worker{signed, never, before} {
			must(t, o.WorkerLeft(bg, c.boss, w.ID, o.today(), "異動"))
		}
		want := []models.PledgeGap{{Name: never.Name, From: from, To: o.today()}}
		if b := got(o.PledgeBook(bg, o.auditor, c.prime.ID))(t); !slices.Equal(b.Never, want) || len(b.Unsigned) != 1 {
			t.Errorf("the book names %+v and %v", b.Never, b.Unsigned)
		}
	})
}
