package storetest

import (
	"context"
	"fmt"
	"testing"
	"time"

	"chigiri/models"
	"chigiri/models/store"
)

// People is a small public body with its vendors: one of each role, and beside
// them somebody of another division and of another vendor, who must not see what
// is not theirs.
type People struct {
	IT, Child, Roads       models.Division // the IT division, the owner of the example, another
	Vendor, Sub, Elsewhere models.Vendor   // a prime, its subcontractor, one without a part

	Drafter, Manager, Reviewer, Auditor, Admin models.Actor
	Lead, Worker, SubLead, SubWorker           models.Actor
	OtherDrafter, OtherLead                    models.Actor
}

// Everybody lists the actors by a name for subtests.
func (p People) Everybody() map[string]models.Actor {
	return map[string]models.Actor{
		"drafter": p.Drafter, "manager": p.Manager, "reviewer": p.Reviewer, "auditor": p.Auditor, "admin": p.Admin,
		"vendor_lead": p.Lead, "vendor_worker": p.Worker, "sub_lead": p.SubLead, "sub_worker": p.SubWorker,
		"other_drafter": p.OtherDrafter, "other_vendor_lead": p.OtherLead,
		"nobody": {Address: Address},
	}
}

// Address is where the people of a test come from (RFC 5737).
const Address = "192.0.2.10"

// Seed enters the people through the store's own methods. Nobody has a password:
// tests of sign-in make their own.
func Seed(t testing.TB, s *store.Store) People {
	t.Helper()
	e := seeder{t: t, s: s}
	p := People{
		IT:        e.division("IT", "ＩＴ・業務改革課", "IT and Reform Division"),
		Child:     e.division("CHILD", "子ども家庭局家庭支援課", "Family Support Division"),
		Roads:     e.division("ROADS", "道路室道路環境課", "Road Environment Division"),
		Vendor:    e.vendor(1, "株式会社なにわシステム", "カブシキガイシャナニワシステム"),
		Sub:       e.vendor(2, "合同会社みおつくし保守", "ゴウドウガイシャミオツクシホシュ"),
		Elsewhere: e.vendor(3, "有限会社よその会社", "ユウゲンガイシャヨソノカイシャ"),
	}
	p.Drafter = e.user("drafter", "起案 花子", models.Drafter, p.Child.ID, "")
	p.Manager = e.user("manager", "管理 太郎", models.Manager, p.Child.ID, "")
	p.Reviewer = e.user("reviewer", "審査 次郎", models.Reviewer, p.IT.ID, "")
	p.Auditor = e.user("auditor", "監査 三郎", models.Auditor, "", "")
	p.Admin = e.user("admin", "運用 四郎", models.Admin, "", "")
	p.Lead = e.user("lead", "責任 五郎", models.VendorLead, "", p.Vendor.ID)
	p.Worker = e.user("worker", "従事 六郎", models.VendorWorker, "", p.Vendor.ID)
	p.SubLead = e.user("sub.lead", "再委 七郎", models.VendorLead, "", p.Sub.ID)
	p.SubWorker = e.user("sub.worker", "再委 八郎", models.VendorWorker, "", p.Sub.ID)
	p.OtherDrafter = e.user("other.drafter", "道路 花子", models.Drafter, p.Roads.ID, "")
	p.OtherLead = e.user("other.lead", "他社 九郎", models.VendorLead, "", p.Elsewhere.ID)
	return p
}

// Day is a date for tests.
func Day(year int, month time.Month, day int) models.Date { return models.NewDate(year, month, day) }

// CorporateNumber is the n-th well-formed number 法人番号 for tests: its first digit
// is the check digit, 9 less the weighted sum of the others modulo 9 (法人番号の指定
// 等に関する省令 第2条).
func CorporateNumber(n int) string {
	twelve := fmt.Sprintf("%012d", 120_001_000_000+n)
	sum := 0
	for i, r := range twelve { // weights 1 and 2 by turns, from the last digit
		sum += int(r-'0') * (1 + (len(twelve)-1-i)%2)
	}
	return fmt.Sprintf("%d%s", 9-sum%9, twelve)
}

type seeder struct {
	t testing.TB
	s *store.Store
}

func (e seeder) division(code, name, english string) models.Division {
	e.t.Helper()
	d, err := e.s.CreateDivision(context.Background(), models.System(), models.DivisionInput{
		Code: code, Name: name, NameEN: english, From: Day(2020, time.April, 1),
	})
	e.check(err)
	return d
}

func (e seeder) vendor(n int, name, kana string) models.Vendor {
	e.t.Helper()
	v, err := e.s.CreateVendor(context.Background(), models.System(), models.VendorInput{
		CorporateNumber: CorporateNumber(n), Name: name, NameKana: kana,
		Address: "大阪市中央区大手前一丁目", RepTitle: "代表取締役", Representative: "代表 一郎",
	})
	e.check(err)
	return v
}

func (e seeder) user(login, name string, role models.Role, division, vendor string) models.Actor {
	e.t.Helper()
	u, err := e.s.SeedUser(context.Background(), models.UserInput{
		Login: login, Name: name, Role: role, DivisionID: division, VendorID: vendor,
	}, "", "")
	e.check(err)
	return Actor(u)
}

func (e seeder) check(err error) {
	e.t.Helper()
	if err != nil {
		e.t.Fatal(err)
	}
}

// Actor is an account as it comes through a door, without a session.
func Actor(u models.User) models.Actor {
	return models.Actor{
		UserID: u.ID, Name: u.Name, Role: u.Role, DivisionID: u.DivisionID, VendorID: u.VendorID, Lang: "ja", Address: Address,
	}
}
