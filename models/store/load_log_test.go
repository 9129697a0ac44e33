//go:build load

package store_test

import (
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"chigiri/models"
	"chigiri/models/ledger"
	"chigiri/models/store"
	"chigiri/models/store/storetest"
)

// somebody is the commitment by which those events name their actors.
var somebody = ledger.Commit(make([]byte, ledger.SaltSize), "担当")

// many is how many events stand in the log of TestLoadMillionEvents; LOAD_EVENTS=n for
// another number.
var many = func() int {
	if n, err := strconv.Atoi(os.Getenv("LOAD_EVENTS")); err == nil {
		return n
	}
	return 1_000_000
}()

// TestLoadMillionEvents shows, on a log of a million events about two thousand
// contracts, what a proof, a check and a page take.
func TestLoadMillionEvents(t *testing.T) {
	storetest.Run(t, func(t *testing.T, s *store.Store, clock *storetest.Clock) {
		l := &longLog{office: newOffice(t, s, clock)}
		l.fill()
		l.grow()
		l.prove()
		l.check()
		l.pages()
	})
}

// longLog is an office with a long past.
type longLog struct {
	*office
	keys store.LogKeys
	own  models.Actor // the lead of a vendor with three contracts among two thousand
}

// took says how long something took.
func (l *longLog) took(what string, begin time.Time) time.Duration {
	l.t.Helper()
	d := time.Since(begin)
	l.t.Logf("%s: %s: %s", l.Engine(), what, d.Round(10*time.Microsecond))
	return d
}

// fill makes contracts, three of them of one vendor, and then five years of
// events about them: changes by staff, moves, sign-ins, registers, and deeds of vendors' people.
func (l *longLog) fill() {
	t := l.t
	must(t, l.Fixture(bg, store.FixtureOptions{Contracts: 2000, Seed: 1}))
	in := l.low()
	var three []string
	for i := range 3 {
		in.Number = fmt.Sprintf("家支第%d号", i+1)
		three = append(three, l.issued(in))
	}
	u, err := l.SeedUser(bg, models.UserInput{Login: "own", Name: "責任 五郎", Role: models.VendorLead, VendorID: l.vendor}, "", "")
	must(t, err)
	l.own = storetest.Actor(u)
	begin := time.Now()
	must(t, l.RawExec("CREATE TABLE numbered AS SELECT ROW_NUMBER() OVER (ORDER BY id) - 1 AS n, id, CASE WHEN id IN ('"+strings.Join(three, "', '")+"') THEN '"+u.ID+"' ELSE 'lead' END AS lead FROM contracts"))
	must(t, l.RawExec("CREATE UNIQUE INDEX numbered_n ON numbered (n)"))
	for _, name := range []string{"contract", "subject", "actor"} { // indexes are made faster than kept
		must(t, l.RawExec("DROP INDEX events_"+name))
	}
	form := map[string]string{ // an id of the instant, and the instant
		store.SQLite:   "printf('%%08x-%%04x', ms >> 16, ms & 65535), strftime('%%Y-%%m-%%d %%H:%%M:%%S+00:00', ms / 1000, 'unixepoch')",
		store.Postgres: "lpad(to_hex(ms >> 16), 8, '0') || '-' || lpad(to_hex(ms & 65535), 4, '0'), to_timestamp(ms / 1000) AT TIME ZONE 'UTC'",
	}[l.Engine()]
	first := l.Now().UnixMilli()
	must(t, l.RawExec(fmt.Sprintf(`INSERT INTO events (id, at, actor_id, actor_name, role, address, kind, subject, subject_id, contract_id, before, after)
		WITH RECURSIVE n(i) AS (SELECT CAST(0 AS BIGINT) UNION ALL SELECT i + 1 FROM n WHERE i < %d), m AS (SELECT i, i * 150000 + %d AS ms FROM n),
		stamped(i, head, at) AS (SELECT i, `+form+` FROM m)
		SELECT head || '-7000-8000-' || substr(CAST(1000000000000 + i AS TEXT), 2), at,
			CASE WHEN i %% 20 = 18 THEN c.lead ELSE 'person-' || i %% 97 END,
			'`+somebody+`', CASE WHEN i %% 20 = 18 THEN 'vendor_lead' ELSE 'drafter' END,
			'`+somebody+`',
			CASE i %% 20 WHEN 12 THEN 'contract.moved' WHEN 13 THEN 'appendix.issued' WHEN 14 THEN 'account.signed_in' WHEN 15 THEN 'account.signed_in'
				WHEN 16 THEN 'vendor.updated' WHEN 17 THEN 'system.updated' ELSE 'contract.updated' END,
			CASE i %% 20 WHEN 13 THEN 'appendix' WHEN 14 THEN 'user' WHEN 15 THEN 'user' WHEN 16 THEN 'vendor' WHEN 17 THEN 'system' ELSE 'contract' END,
			CASE WHEN i %% 20 IN (14, 15) THEN 'person-' || i %% 97 ELSE c.id END,
			CASE WHEN i %% 20 BETWEEN 14 AND 17 THEN NULL ELSE c.id END,
			CASE i %% 20 WHEN 12 THEN '{"state":"issued"}' ELSE '{"persons":120}' END,
			CASE i %% 20 WHEN 12 THEN '{"signed_on":"2026-04-01","state":"concluded"}' ELSE '{"persons":180}' END
		FROM stamped JOIN numbered c ON c.n = (i * 7919) %% 2003`, many-1, first)))
	must(t, l.RawExec("DROP TABLE numbered"))
	must(t, l.RawExec("CREATE INDEX events_contract ON events (contract_id, id) WHERE contract_id IS NOT NULL"))
	must(t, l.RawExec("CREATE INDEX events_subject ON events (subject, subject_id, id)"))
	must(t, l.RawExec("CREATE INDEX events_actor ON events (actor_id, id)"))
	must(t, l.RawExec("INSERT INTO personal_values (commitment, person_id, salt, value, made_at, erased_at) VALUES ('"+somebody+"', 'x', NULL, NULL, '2021-04-01 00:00:00', '2021-04-01 00:00:00')"))
	must(t, l.RawExec("ANALYZE"))
	l.clock.Advance(time.Duration(many) * 150 * time.Second)
	l.took(fmt.Sprint(many, " events written"), begin)
}

// grow gives them their places and signs.
func (l *longLog) grow() {
	begin := time.Now()
	n, err := l.GrowLog(bg)
	must(l.t, err)
	d := l.took("their places given", begin)
	l.t.Logf("%s: %.0f µs for each", l.Engine(), float64(d.Microseconds())/float64(n))
	l.keys = store.LogKeys{Key: newKey(l.t)}
	begin = time.Now()
	_, made, err := l.CheckpointLog(bg, l.keys)
	must(l.t, err)
	if !made || n < many {
		l.t.Fatalf("%d events grew, signed: %v", n, made)
	}
	l.took("a checkpoint", begin)
}

// prove takes proofs of events all over the log.
func (l *longLog) prove() {
	ids, err := l.RawRows("log_leaves", "event_id")
	must(l.t, err)
	times := make([]time.Duration, 200)
	for i := range times {
		begin := time.Now()
		_, err := l.EventProof(bg, l.auditor, ids[(i*104_729+17)%len(ids)])
		must(l.t, err)
		times[i] = time.Since(begin)
	}
	slices.Sort(times)
	l.t.Logf("%s: proof of one event, from the database and checked: median %s, 95th percentile %s", l.Engine(), times[100], times[190])
	if times[100] > 5*time.Millisecond {
		l.t.Error("a proof takes more than 5 ms")
	}
}

// check checks all of it, from the database and from an export, beside SHA-256 over
// the same bytes.
func (l *longLog) check() {
	var hashing time.Duration
	h, size := sha256.New(), 0
	for from := int64(0); ; {
		list, err := l.StreamEntries(bg, from)
		must(l.t, err)
		if len(list) == 0 {
			break
		}
		begin := time.Now()
		for _, e := range list {
			h.Write(e.Data)
			size += len(e.Data)
		}
		hashing += time.Since(begin)
		from = list[len(list)-1].Position + 1
	}
	most, stop := heapPeak()
	begin := time.Now()
	r := check(l.t, l.Store, ledger.Options{Key: l.keys.Key.Verifier})
	d := time.Since(begin)
	stop()
	l.t.Logf("%s: SHA-256 over %d MB: %s; a check of the database: %s, %.1f times that, at most %d MB held", l.Engine(), size>>20,
		hashing.Round(time.Millisecond), d.Round(time.Millisecond), d.Seconds()/hashing.Seconds(), most.Load()>>20)
	if r.Finding != nil || r.Size < int64(many) {
		l.t.Errorf("report = %+v", r)
	}
	name := filepath.Join(l.t.TempDir(), "log.export")
	f, err := os.Create(name) // #nosec G304 -- the test's own directory
	must(l.t, err)
	defer f.Close()
	begin = time.Now()
	must(l.t, l.ExportWholeLog(bg, f))
	l.took("an export", begin)
}

// heapPeak samples what is held until stop is called.
func heapPeak() (most *atomic.Int64, stop func()) {
	most, end, done := &atomic.Int64{}, make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		for {
			select {
			case <-end:
				return
			case <-time.After(100 * time.Millisecond):
				most.Store(max(most.Load(), heap()))
			}
		}
	}()
	return most, func() { close(end); <-done }
}

// pages reads pages of the log as each role does.
func (l *longLog) pages() {
	for _, who := range []models.Actor{l.auditor, l.reviewer, l.admin, l.manager, l.own} {
		var told []string
		for _, q := range []struct {
			name string
			q    store.EventQuery
		}{
			{"newest", store.EventQuery{}},
			{"by one person", store.EventQuery{Actor: l.own.UserID}},
			{"of a rare kind", store.EventQuery{Kind: models.EventWaiverAsked}},
			{"of a month", store.EventQuery{From: storetest.Day(2028, 5, 1), To: storetest.Day(2028, 5, 31)}},
		} {
			times := make([]time.Duration, 9)
			n := 0
			for i := range times {
				begin := time.Now()
				page, err := l.Log(bg, who, q.q)
				must(l.t, err)
				times[i], n = time.Since(begin), len(page.Events)
			}
			slices.Sort(times)
			told = append(told, fmt.Sprintf("%s: %d lines in %s", q.name, n, times[4].Round(10*time.Microsecond)))
		}
		l.t.Logf("%s: the log of a %s: %s", l.Engine(), who.Role, strings.Join(told, "; "))
	}
}
