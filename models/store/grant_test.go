package store_test

import (
	"crypto/rand"
	"fmt"
	"strings"
	"testing"
	"time"

	"chigiri/models"
	"chigiri/models/ledger"
	"chigiri/models/store"
	"chigiri/models/store/storetest"
)

// asPortal is a database whose owner has granted the portal's own role, seen by both.
func asPortal(t *testing.T) (owner, portal *store.Store, role string, clock *storetest.Clock) {
	t.Helper()
	role, address, as := storetest.PostgresRole(t)
	owner, _ = storetest.OpenOn(t, address)
	must(t, owner.GrantPortal(bg, role))
	portal, clock = storetest.OpenOn(t, as)
	return owner, portal, role, clock
}

func TestPortalRoleCanDoItsWork(t *testing.T) {
	// Proves that under the portal's own role every use case of the access tests, the
	// growth of the log, checkpoints, what others say of them, the watch, alarms,
	// holds, cuts and erasures work, and that the schema is found in order.
	_, s, _, clock := asPortal(t)
	must(t, s.CheckSchema(bg))
	w := newWorld(t, s)
	for _, c := range accesses {
		must(t, c.do(w, w.p.Everybody()[strings.Fields(c.done)[0]]))
	}
	u := erasee(t, s, w.p)
	o := newOffice(t, s, clock)
	id := o.issued(o.low())
	_, err := s.PlaceHold(bg, o.reviewer, id, "係争")
	must(t, err)
	_, err = s.LiftHold(bg, o.reviewer, id, "終結")
	must(t, err)
	_, err = s.Refresh(bg, models.System())
	must(t, err)
	keys := store.LogKeys{Key: newKey(t)}
	c, made, err := s.CheckpointLog(bg, keys)
	must(t, err)
	_, witness, err := ledger.NewWitness(rand.Reader, "audit.test/witness")
	must(t, err)
	must(t, s.KeepCosignature(bg, c.Size, "audit.test/witness", witness.Cosign(c, clock.Now())))
	must(t, s.KeepStamp(bg, c.Size, "authority", []byte("stamp"), clock.Now()))
	found, err := s.WatchLog(bg)
	must(t, err)
	if !made || found != nil {
		t.Errorf("made %v, found %v", made, found)
	}
	must(t, s.ErasePerson(bg, w.p.Admin, u.ID, u.Version, "請求"))
	clock.Advance(6 * 366 * 24 * time.Hour)
	must(t, s.SetLanguage(bg, w.p.Drafter, "en"))
	_, _, err = s.CheckpointLog(bg, keys)
	must(t, err)
	n, err := s.CutLog(bg)
	must(t, err)
	r := check(t, s, ledger.Options{})
	if r.Finding != nil || n == 0 || int(r.Cut) != n || r.Erased == 0 {
		t.Errorf("cut %d, report %+v", n, r)
	}
	must(t, s.RaiseAlarm(bg, ledger.Finding{Code: ledger.Altered}))
	_, err = s.WatchLog(bg)
	must(t, err)
}

// logTables are those the portal's role may add to and read.
var logTables = []string{
	"events", "personal_values", "log_leaves", "log_nodes", "log_checkpoints", "log_cosignatures", "log_stamps", "log_cuts", "log_cut_leaves", "log_alarms",
}

func TestPortalRoleCannotAlterTheLog(t *testing.T) {
	// Proves on a real server that the portal's own role is refused, by the server and
	// not by a trigger, whatever would change the log or take away what guards it.
	owner, s, role, clock := asPortal(t)
	keys := logged(t, s, clock)
	var queries []string
	for _, table := range logTables {
		for _, q := range []string{
			"DELETE FROM %s", "TRUNCATE %s", "TRUNCATE %s CASCADE", "DROP TABLE %s", "ALTER TABLE %s DISABLE TRIGGER ALL", "ALTER TABLE %s ADD COLUMN x TEXT",
			"ALTER TABLE %s RENAME TO x", "CREATE TRIGGER x BEFORE INSERT ON %s EXECUTE FUNCTION inserts_only()", "ALTER TABLE %s OWNER TO " + role,
			"CREATE RULE x AS ON INSERT TO %s DO INSTEAD NOTHING",
		} {
			queries = append(queries, fmt.Sprintf(q, table))
		}
	}
	queries = append(queries,
		"UPDATE events SET reason = 'x'", "UPDATE personal_values SET person_id = 'x'", "UPDATE personal_values SET commitment = 'x'",
		"UPDATE log_leaves SET hash = ''", "UPDATE log_nodes SET hash = ''", "UPDATE log_checkpoints SET note = ''", "UPDATE log_cosignatures SET line = ''",
		"UPDATE log_stamps SET stamp = ''", "UPDATE log_cuts SET digest = ''", "UPDATE log_cut_leaves SET cut_id = ''", "UPDATE log_alarms SET finding = ''",
		"UPDATE event_queue SET event_id = 'x'", "UPDATE goose_db_version SET is_applied = FALSE", "DELETE FROM goose_db_version",
		"DROP TRIGGER events_delete ON events", "DROP TRIGGER events_queue ON events", "DROP TRIGGER log_leaves_change ON log_leaves",
		"DROP FUNCTION inserts_only() CASCADE", "CREATE OR REPLACE FUNCTION leave_by_cut() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN OLD; END $$",
		"ALTER FUNCTION cut_events(TEXT) OWNER TO "+role, "SELECT grant_portal('"+role+"')", "SET session_replication_role = replica",
		"CREATE TABLE x (y TEXT)",
	)
	before := check(t, s, ledger.Options{Key: keys.Key.Verifier})
	for _, q := range queries {
		err := s.RawExec(q)
		if err == nil || !strings.Contains(err.Error(), "42501") {
			t.Errorf("%s: %v", q, err)
		}
	}
	for _, q := range []string{ // what the role may do, the tables refuse
		"UPDATE personal_values SET value = 'x'", "SELECT cut_events('x')",
	} {
		if err := s.RawExec(q); err == nil {
			t.Errorf("%s was done", q)
		}
	}
	after := check(t, owner, ledger.Options{Key: keys.Key.Verifier})
	if after.Finding != nil || after.Root != before.Root || after.Size != before.Size {
		t.Errorf("report = %+v", after)
	}
}

func TestPortalRoleIsGrantedAnew(t *testing.T) {
	// Proves that a later table is not the role's until it is granted anew, that what
	// was granted by hand is taken back, and that roles which cannot be held are refused.
	owner, s, role, _ := asPortal(t)
	must(t, owner.RawExec("CREATE TABLE later (secret TEXT)"))
	must(t, owner.RawExec("GRANT UPDATE, TRUNCATE ON events TO "+role))
	if err := s.RawExec("SELECT * FROM later"); err == nil {
		t.Error("a table made after the grant is read")
	}
	must(t, owner.GrantPortal(bg, role))
	must(t, s.RawExec("SELECT * FROM later"))
	for _, q := range []string{"UPDATE events SET reason = 'x'", "TRUNCATE events"} {
		if err := s.RawExec(q); err == nil || !strings.Contains(err.Error(), "42501") {
			t.Errorf("%s: %v", q, err)
		}
	}
	for name, prepare := range map[string]string{
		"nobody_of_that_name": "", role: "ALTER ROLE " + role + " CREATEROLE",
	} {
		if prepare != "" {
			must(t, owner.RawExec(prepare))
		}
		if err := owner.GrantPortal(bg, name); err == nil {
			t.Errorf("%s is granted after %q", name, prepare)
		}
	}
	var me []string
	me, err := owner.RawRows("pg_roles WHERE rolname = current_user", "rolname")
	if err == nil && len(me) == 1 {
		err = owner.GrantPortal(bg, me[0])
	}
	if err == nil {
		t.Error("the owner was granted to itself")
	}
	if lite, _ := storetest.Open(t); lite.GrantPortal(bg, role) == nil {
		t.Error("a role was granted on SQLite")
	}
}
