package store_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"chigiri/models/store"
)

func TestInviteWorkersCostsTheSameStatements(t *testing.T) {
	// Proves that 300 people are invited in hardly more statements than 30.
	inOffice(t, func(t *testing.T, o *office) {
		c := newCrew(o, o.high())
		invite := func(n int) int {
			lines := c.lines(n, n)
			for i := range lines {
				if i%2 == 0 {
					lines[i].Mail, lines[i].Site = "", fmt.Sprintf("%d人の保守センター", n) // told apart from those of the other list
				}
			}
			var ids []string
			for _, w := range got(o.AddWorkers(bg, c.boss, c.prime.ID, lines))(t) {
				ids = append(ids, w.ID)
			}
			ctx, cost := store.Measure(context.Background())
			begin := time.Now()
			made := got(o.InviteWorkers(ctx, c.boss, c.prime.ID, ids))(t)
			t.Logf("%d people: %d statements, %v", n, cost.Queries(), time.Since(begin).Round(time.Millisecond))
			if len(made) != n {
				t.Errorf("%d of %d were invited", len(made), n)
			}
			return cost.Queries()
		}
		few, many := invite(30), invite(300)
		if many > few+20 {
			t.Errorf("%d statements to invite 300 people, %d for 30", many, few)
		}
	})
}
