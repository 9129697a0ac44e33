package store_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"chigiri/models"
	"chigiri/models/store"
)

func TestContractPages(t *testing.T) {
	// Proves that paging by every order shows every contract once, in order, also with
	// equal values, and that a cursor somebody made up is refused.
	inOffice(t, func(t *testing.T, o *office) {
		must(t, o.Fixture(bg, store.FixtureOptions{Contracts: 90, Seed: 3}))
		for _, sort := range []string{"", "updated", "title", "number", "ends", "level", "waiting"} {
			var seen []string
			q := models.ContractQuery{Sort: sort, Limit: 7}
			var last models.ContractRow
			for {
				list, err := o.Contracts(bg, o.reviewer, q)
				must(t, err)
				for _, r := range list.Rows {
					seen = append(seen, r.ID)
					if sort == "ends" && r.EndsOn.Before(last.EndsOn) || sort == "level" && last.Level != 0 && r.Level > last.Level || sort == "number" && r.Number < last.Number {
						t.Errorf("sort %s: %s stands after %s", sort, r.Number, last.Number)
					}
					last = r
				}
				if q.After = list.Next; q.After == "" {
					break
				}
			}
			slices.Sort(seen)
			if len(seen) != 90 || len(slices.Compact(seen)) != 90 {
				t.Errorf("sort %q shows %d, different ones %d", sort, len(seen), len(slices.Compact(seen)))
			}
		}
		for _, q := range []models.ContractQuery{{Sort: "size"}, {State: "lost"}, {After: "x"}} {
			_, err := o.Contracts(bg, o.reviewer, q)
			wantKind(t, err, models.KindInvalid)
		}
	})
}

func TestContractFilters(t *testing.T) {
	// Proves every filter, that words are joined by and, that LIKE's own characters are
	// plain, and that the figures of the chips are what pressing them lists.
	inOffice(t, func(t *testing.T, o *office) {
		low, high := o.issued(o.low()), o.make(o.high()).ID
		third := o.low()
		third.Number, third.Title, third.VendorID, third.Systems = "100%_家支", "渡邊式ｻｰﾋﾞｽ調査", "", nil
		third.StartsOn, third.EndsOn = models.NewDate(2028, 4, 1), models.NewDate(2029, 3, 31)
		other := o.make(third).ID
		for name, c := range map[string]struct {
			q    models.ContractQuery
			want []string
		}{
			"everything":      {models.ContractQuery{}, []string{low, high, other}},
			"title":           {models.ContractQuery{Text: "児童相談 保守"}, []string{high}},
			"system name":     {models.ContractQuery{Text: "府政情報"}, []string{low}},
			"vendor name":     {models.ContractQuery{Text: "㈱ みおつくし"}, []string{low, high}},
			"vendor and word": {models.ContractQuery{Text: "みおつくし デザイン"}, []string{low}},
			"other writing":   {models.ContractQuery{Text: "渡辺 サービス"}, []string{other}},
			"percent":         {models.ContractQuery{Text: "100%_"}, []string{other}},
			"underscore":      {models.ContractQuery{Text: "家支_"}, nil},
			"state":           {models.ContractQuery{State: models.StateIssued}, []string{low}},
			"level":           {models.ContractQuery{Level: models.L4}, []string{high}},
			"division":        {models.ContractQuery{Division: o.otherDivision}, nil},
			"vendor":          {models.ContractQuery{Vendor: o.vendor}, []string{low, high}},
			"system":          {models.ContractQuery{System: o.navi}, []string{high}},
			"year":            {models.ContractQuery{Year: 2028}, []string{other}},
			"changed":         {models.ContractQuery{Changed: true}, nil},
			"mine":            {models.ContractQuery{Mine: true}, []string{low, high, other}},
		} {
			list, err := o.Contracts(bg, o.drafter, c.q)
			must(t, err)
			var got []string
			for _, r := range list.Rows {
				got = append(got, r.ID)
			}
			slices.Sort(got)
			slices.Sort(c.want)
			if !slices.Equal(got, c.want) || list.Total != len(c.want) {
				t.Errorf("%s: %d rows (total %d), want %d", name, len(got), list.Total, len(c.want))
			}
			for state, n := range list.States {
				q := c.q
				q.State = state
				if pressed, err := o.Contracts(bg, o.drafter, q); err != nil || pressed.Total != n {
					t.Errorf("%s: the chip %s says %d, it lists %d, %v", name, state, n, pressed.Total, err)
				}
			}
		}
	})
}

func TestContractFigures(t *testing.T) {
	// Proves that the figures of whose turn it is and of what is out of date are what
	// pressing their chips lists, under every other filter and for every role.
	inOffice(t, func(t *testing.T, o *office) {
		changed, asked := o.issued(o.low()), o.make(o.high()).ID
		in := o.low()
		in.Title = "広報紙デザイン業務（改）"
		_, err := o.UpdateContract(bg, o.drafter, changed, o.see(changed).Contract.Version, in)
		must(t, err)
		_, err = o.Consult(bg, o.drafter, asked, "水準について意見を求めます。")
		must(t, err)
		for i, in := range []models.ContractInput{o.low(), o.low(), o.high()} {
			in.Number = fmt.Sprintf("家支第%d号", 20+i)
			if id := o.make(in).ID; i == 0 {
				o.issue(id)
			}
		}
		seen := map[string]bool{}
		for _, who := range []models.Actor{o.drafter, o.manager, o.reviewer, o.auditor} {
			for _, q := range []models.ContractQuery{
				{}, {State: models.StateDraft}, {State: models.StateIssued}, {Level: models.L4}, {Level: models.L1, State: models.StateIssued},
				{Mine: true}, {Changed: true}, {Mine: true, Changed: true}, {Text: "広報紙"}, {Text: "（改）", Mine: true}, {Year: 2028},
			} {
				list, err := o.Contracts(bg, who, q)
				must(t, err)
				mine, stale := q, q
				mine.Mine, stale.Changed = true, true
				for name, c := range map[string]struct {
					q models.ContractQuery
					n int
				}{"mine": {mine, list.Mine}, "changed": {stale, list.Changed}} {
					pressed, err := o.Contracts(bg, who, c.q)
					must(t, err)
					if pressed.Total != c.n || len(pressed.Rows) != c.n {
						t.Errorf("%s, %+v: the chip %s says %d, it lists %d (%d rows)", who.Role, q, name, c.n, pressed.Total, len(pressed.Rows))
					}
					seen[name] = seen[name] || c.n > 0
				}
			}
		}
		if !seen["mine"] || !seen["changed"] {
			t.Error("nothing was counted")
		}
		list, err := o.Contracts(bg, o.lead, models.ContractQuery{Mine: true, Changed: true})
		must(t, err)
		if list.Mine != 0 || list.Changed != 0 || list.Total != 2 {
			t.Errorf("a vendor is told of %d turns and %d changes in %d contracts", list.Mine, list.Changed, list.Total)
		}
	})
}

func TestConstantQueries(t *testing.T) {
	// Proves that a list, a page and a first page take the same number of queries
	// whatever they hold.
	inOffice(t, func(t *testing.T, o *office) {
		cost := func(read func(c context.Context) error) int {
			ctx, cost := store.Measure(bg)
			must(t, read(ctx))
			return cost.Queries()
		}
		rich := o.issued(o.high())
		must(t, o.SetStricter(bg, o.drafter, rich, models.ParamChange{Obligation: stricterObligation, Param: stricterParam, Value: 15, Reason: "監査"}))
		list := func(limit int) int {
			return cost(func(c context.Context) error {
				_, err := o.Contracts(c, o.drafter, models.ContractQuery{Limit: limit})
				return err
			})
		}
		page := func(id string) int {
			return cost(func(c context.Context) error { _, err := o.Contract(c, o.drafter, id); return err })
		}
		home := func(a models.Actor) int {
			return cost(func(c context.Context) error { _, err := o.Home(c, a); return err })
		}
		poor := o.low()
		first := page(o.make(poor).ID)
		lists, homes := list(10), home(o.drafter)
		for i := range 12 {
			in := o.high()
			in.Number, in.Systems = fmt.Sprintf("家支第%d号", 300+i), []string{o.navi, o.site}
			o.make(in)
		}
		if n := page(rich); n > first+1 { // links are asked for when there are systems
			t.Errorf("a page took %d queries, a fuller one %d", first, n)
		}
		if n := list(200); n != lists {
			t.Errorf("a list took %d queries, a longer one %d", lists, n)
		}
		if n := home(o.drafter); n != homes {
			t.Errorf("a first page took %d queries, a fuller one %d", homes, n)
		}
		if first > 22 || lists > 4 || homes > 15 { // a first page asks once for each of its parts
			t.Errorf("queries: page %d, list %d, home %d", first, lists, homes)
		}
	})
}
