package store

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"gorm.io/gorm"
	"gorm.io/gorm/callbacks"

	"chigiri/models"
	"chigiri/models/ledger"
	"chigiri/models/secret"
)

// Attempt counts an attempt to sign in without looking at a password: hashing takes
// its tenth of a second, and the tests of throttling make hundreds.
func (s *Store) Attempt(ctx context.Context, login, address string) error {
	_, attempt, err := s.admitAttempt(ctx, models.Actor{Address: address}, login)
	if err != nil {
		return err
	}
	return s.write(ctx, models.System(), func(t *tx) error { return t.failed(attempt) })
}

// Begin counts an attempt that is under way and gives its id.
func (s *Store) Begin(ctx context.Context, login, address string) (string, error) {
	_, attempt, err := s.admitAttempt(ctx, models.Actor{Address: address}, login)
	return attempt, err
}

// End says how an attempt ended that was under way.
func (s *Store) End(ctx context.Context, attempt string, ok bool) error {
	return s.write(ctx, models.System(), func(t *tx) error {
		if ok {
			return t.succeeded(attempt)
		}
		return t.failed(attempt)
	})
}

// Succeed is an attempt with the right password, as far as throttling sees it.
func (s *Store) Succeed(ctx context.Context, login, address string) error {
	_, attempt, err := s.admitAttempt(ctx, models.Actor{Address: address}, login)
	if err != nil {
		return err
	}
	return s.write(ctx, models.System(), func(t *tx) error { return t.succeeded(attempt) })
}

// CheckPassword shows the rules to their tests.
func CheckPassword(password string, u models.User) error {
	return checkPassword("password", password, u)
}

// Attachment shows the rules for files to their tests.
func Attachment(f models.File) (models.File, error) { return attachment("file", f) }

// RawRows gives each value of a column as the database has it.
func (s *Store) RawRows(table, column string) (values []string, err error) {
	cast := column + "::text"
	if s.engine == SQLite {
		cast = "CAST(" + column + " AS TEXT)"
	}
	err = s.db.Table(table).Where(column+" IS NOT NULL").Pluck(cast, &values).Error
	return values, err
}

// Column is a column of the schema, in words both engines share.
type Column struct {
	Table, Name, Family string
	Required, Key       bool
}

// Columns lists all columns but those of the migrations' own table.
func (s *Store) Columns(ctx context.Context) ([]Column, error) {
	query := `SELECT m.name, c.name, c.type, c."notnull" <> 0 OR c.pk > 0, c.pk > 0
		FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'`
	if s.engine == Postgres {
		query = `SELECT c.table_name, c.column_name, c.data_type, c.is_nullable = 'NO', EXISTS (
			SELECT 1 FROM information_schema.table_constraints k JOIN information_schema.key_column_usage u USING (constraint_name, table_name)
			WHERE k.constraint_type = 'PRIMARY KEY' AND u.table_name = c.table_name AND u.column_name = c.column_name)
			FROM information_schema.columns c WHERE c.table_schema = 'public'`
	}
	rows, err := s.pool.QueryContext(ctx, query)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var list []Column
	for rows.Next() {
		var c Column
		var kind string
		if err := rows.Scan(&c.Table, &c.Name, &kind, &c.Required, &c.Key); err != nil {
			return nil, err
		}
		if c.Family = families[strings.ToLower(kind)]; c.Table != "goose_db_version" {
			list = append(list, c)
		}
	}
	return list, rows.Err()
}

var families = map[string]string{
	"text": "text", "integer": "number", "bigint": "number", "boolean": "truth", "date": "day",
	"timestamp": "instant", "timestamp without time zone": "instant", "blob": "bytes", "bytea": "bytes",
}

// RawExec runs SQL as the owner of the tables, past the store.
func (s *Store) RawExec(query string) error { return s.db.Exec(query).Error }

// RawUnchecked runs SQL without what the table of events itself demands of a row.
func (s *Store) RawUnchecked(query string) error {
	return s.db.Connection(func(db *gorm.DB) error {
		off, on := "PRAGMA ignore_check_constraints = ON", "PRAGMA ignore_check_constraints = OFF"
		if s.engine == Postgres {
			off, on = "ALTER TABLE events DROP CONSTRAINT events_contract_named", "SELECT 1"
		}
		for _, q := range []string{off, query, on} {
			if err := db.Exec(q).Error; err != nil {
				return err
			}
		}
		return nil
	})
}

// DropTriggers takes away what keeps the log's tables to inserts, as an owner can.
func (s *Store) DropTriggers() error {
	query := "SELECT 'DROP TRIGGER ' || name FROM sqlite_master WHERE type = 'trigger'"
	if s.engine == Postgres {
		query = `SELECT format('DROP TRIGGER %I ON %I', t.tgname, c.relname) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE NOT t.tgisinternal`
	}
	var drops []string
	if err := s.db.Raw(query).Scan(&drops).Error; err != nil {
		return err
	}
	for _, d := range drops {
		if err := s.db.Exec(d).Error; err != nil {
			return err
		}
	}
	return nil
}

// Rehash writes the leaf hash of one event as its present contents give it, and with
// all the hashes above the leaves too.
func (s *Store) Rehash(ctx context.Context, at int64, all bool) error {
	return s.write(ctx, models.System(), func(t *tx) error {
		size, err := t.treeSize()
		if err != nil {
			return err
		}
		tree := &ledger.Tree{}
		for e, err := range (logSource{t: t}).Entries(ctx) {
			if err != nil {
				return err
			}
			h := ledger.LeafHash(e.Data)
			if e.Position == at {
				if err := t.db.Exec("UPDATE log_leaves SET hash = ? WHERE position = ?", h[:], at).Error; err != nil {
					return err
				}
			}
			tree.Append(h, func(number int64, h ledger.Hash) {
				if all && err == nil {
					err = t.db.Exec("UPDATE log_nodes SET hash = ? WHERE number = ?", h[:], number).Error
				}
			})
			if err != nil || tree.Size() == size {
				return err
			}
		}
		return nil
	})
}

// Resign signs every checkpoint anew, over the tree as it is now.
func (s *Store) Resign(ctx context.Context, keys LogKeys) error {
	return s.write(ctx, models.System(), func(t *tx) error {
		var rows []checkpointRow
		if err := t.db.Order("size").Find(&rows).Error; err != nil {
			return err
		}
		tree := &ledger.Tree{}
		for e, err := range (logSource{t: t}).Entries(ctx) {
			if err != nil {
				return err
			}
			tree.Append(e.Hash, nil)
			for len(rows) > 0 && rows[0].Size == tree.Size() {
				root := tree.Root()
				note, err := ledger.Sign(ledger.Checkpoint{Origin: keys.Key.Name(), Size: tree.Size(), Root: root}, keys.Key)
				if err != nil {
					return err
				}
				if err := t.db.Exec("UPDATE log_checkpoints SET root = ?, note = ? WHERE size = ?", root[:], note, rows[0].Size).Error; err != nil {
					return err
				}
				rows = rows[1:]
			}
		}
		return nil
	})
}

// Touch is a small use case, with its event or without, so that what the log costs
// can be told: it raises the version of a division.
func (s *Store) Touch(ctx context.Context, actor models.Actor, id string, logged bool) error {
	return s.write(ctx, actor, func(t *tx) error {
		err := t.db.Table("divisions").Where("id = ?", id).Update("version", gorm.Expr("version + 1")).Error
		if err != nil || !logged {
			return err
		}
		return t.event(models.Event{
			Kind: models.EventDivisionRenamed, Subject: "division", SubjectID: id,
			Before: map[string]any{"name": "ＩＴ推進課"}, After: map[string]any{"name": "ＩＴ・業務改革課"},
		})
	})
}

// Unlogged lets this store write no events, so that what the log costs can be told;
// everything else a use case does is done.
func (s *Store) Unlogged() error {
	return s.db.Callback().Raw().Replace("gorm:raw", func(db *gorm.DB) {
		if !strings.HasPrefix(db.Statement.SQL.String(), "INSERT INTO events") {
			callbacks.RawExec(db)
		}
	})
}

// VendorLinesByOr are the ids of the lines a vendor's lead reads, newest first, by the
// conditions joined as the rule says them, whatever it costs.
func (s *Store) VendorLinesByOr(ctx context.Context, actor models.Actor, q EventQuery) (ids []string, err error) {
	err = s.read(ctx, actor, func(t *tx) error {
		own, vendor := t.ownEvents(q), actor.VendorID
		contracts := func() *gorm.DB { return t.visibleContracts().Select("contracts.id") }
		lines := t.db.Where(own.where, own.args...).
			Or(vendorDeeds+" AND (events.contract_id IN (?) OR events.contract_id IS NULL AND events.subject = 'vendor' AND events.subject_id = ?)", vendor, contracts(), vendor)
		if q.Actor == "" {
			lines = lines.Or(vendorIssued, contracts(), vendor)
		}
		return q.narrow(t.db.Table("events").Where(lines)).Order("events.id DESC").Pluck("events.id", &ids).Error
	})
	return ids, err
}

// OnStep calls f between two steps of the log, where tests stop a process.
func (s *Store) OnStep(f func(step string)) { s.step = f }

// LimitPages makes SQLite's file as full as it is, or for a larger n lets it grow to n
// pages. The limit belongs to a connection, so there is one from now on.
func (s *Store) LimitPages(n int) error {
	s.pool.SetMaxOpenConns(1)
	return s.db.Exec("PRAGMA max_page_count = " + strconv.Itoa(n)).Error
}

// UseCode is how signing takes a one-time code.
func (s *Store) UseCode(ctx context.Context, actor models.Actor, userID, code string) error {
	step, err := s.lookAtCode(ctx, actor, userID, "", code, func(*tx) (bool, error) { return false, nil })
	if err != nil {
		return err
	}
	return s.write(ctx, actor, func(t *tx) error { return t.takeCode(userID, step) })
}

// SetPassword gives an account the password that a test signs in with.
func (s *Store) SetPassword(ctx context.Context, userID, password string) error {
	hash, err := secret.HashDrawn(ctx, s.rand, password)
	if err != nil {
		return err
	}
	return s.write(ctx, models.System(), func(t *tx) error {
		return wrap(t.db.Table("users").Where("id = ?", userID).Update("password_hash", hash).Error, "user")
	})
}

// TopicsOf are all topics anybody of a party has to know.
func (s *Store) TopicsOf(ctx context.Context, partyID string) (list []models.BriefingTopic, err error) {
	err = s.read(ctx, models.System(), func(t *tx) error {
		p, _, err := t.partyOf(partyID)
		if err != nil {
			return err
		}
		d, err := t.dossierOf(p.ContractID, false)
		if err != nil {
			return err
		}
		e, a, err := t.binding(d)
		if err != nil {
			return err
		}
		set := newTopicSet(e, a)
		list = append(append([]models.BriefingTopic(nil), set.topics(models.BoundWorker)...), set.topics(boundOf(p.Tier))...)
		return nil
	})
	return list, err
}

// SetMail gives an account an address.
func (s *Store) SetMail(ctx context.Context, userID, mail string) error {
	return s.write(ctx, models.System(), func(t *tx) error {
		return wrap(t.db.Table("users").Where("id = ?", userID).Update("mail", mail).Error, "user")
	})
}

// Reminders are the lines of a first round on the day.
func (s *Store) Reminders(ctx context.Context) (list []models.Reminder, err error) {
	err = s.read(ctx, models.System(), func(t *tx) error {
		list, err = t.reminders(roundRow{})
		return err
	})
	return list, err
}

// AllTallies are the counts of every contract, as a board of all asks for them.
func (s *Store) AllTallies(ctx context.Context) (all map[string]models.Tallies, err error) {
	err = s.read(ctx, models.System(), func(t *tx) error {
		all, err = t.tallyWhere("contract_id IS NOT NULL", map[string]any{})
		return err
	})
	return all, err
}

// CountAll plainly counts by contract the rows that standing is counted from.
func (s *Store) CountAll(ctx context.Context) error {
	return s.read(ctx, models.System(), func(t *tx) error {
		for _, table := range []string{"parties", "workers", "pledges", "structures"} {
			var rows []struct {
				ContractID string
				N          int
			}
			if err := t.db.Raw("SELECT contract_id, COUNT(*) AS n FROM " + table + " GROUP BY contract_id").Scan(&rows).Error; err != nil {
				return err
			}
		}
		return nil
	})
}

// PartyLinesOn are all lines of parties and their people as of a day.
func (s *Store) PartyLinesOn(ctx context.Context, day models.Date) (lines []models.PartyLine, err error) {
	err = s.read(ctx, models.System(), func(t *tx) error {
		t.now = day.Start()
		var rows []partyLineRow
		if err := t.dated(models.PartyQuery{}, t.partyPeople(models.PartyQuery{}, t.contractsOf(models.PartyQuery{}))).Find(&rows).Error; err != nil {
			return err
		}
		lines, err = t.partyLinesOf(rows)
		return err
	})
	return lines, err
}

// LoadedPartyLines are the same of one contract by the rule over loaded facts.
func (s *Store) LoadedPartyLines(ctx context.Context, contract string, day models.Date) (lines []models.PartyLine, err error) {
	err = s.read(ctx, models.System(), func(t *tx) error {
		t.now = day.Start()
		stands, err := t.partyStands(contract)
		if err != nil {
			return err
		}
		var asked []pledgeRow
		if err := t.db.Where("contract_id = ? AND state = 'asked'", contract).Find(&asked).Error; err != nil {
			return err
		}
		line := func(p models.Party, worker string, g models.PledgeStand, heard models.ReqState, until models.Date, quizzed bool) {
			l := models.PartyLine{PartyID: p.ID, State: p.State, WorkerID: worker, Pledge: g.State, Heard: heard, Quiz: models.ReqMissing}
			if quizzed {
				l.Quiz = models.ReqMet
			}
			if g.State == models.ReqMet {
				l.PledgeUntil = g.Until
			}
			if heard == models.ReqMet || heard == models.ReqLapsed {
				l.HeardUntil = until
			}
			if g.State == models.ReqMissing && !slices.ContainsFunc(asked, func(r pledgeRow) bool { return r.PartyID == p.ID && value(r.WorkerID) == worker }) {
				l.Pledge = models.ReqNotAsked
			}
			lines = append(lines, l)
		}
		for _, p := range stands {
			if p.Party.State == models.PartyUnapproved {
				lines = append(lines, models.PartyLine{PartyID: p.Party.ID, State: p.Party.State, Pledge: models.ReqNotAsked, Heard: models.ReqNotAsked, Quiz: models.ReqNotAsked})
				continue
			}
			line(p.Party, "", p.Company, p.Heard, p.Until, p.Quizzed)
			for _, w := range p.Workers {
				if w.Worker.Working(day) {
					line(p.Party, w.Worker.ID, w.Pledge, w.Heard, w.Until, w.Quizzed)
				}
			}
		}
		return nil
	})
	return lines, err
}
