package store

import (
	"context"
	"slices"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"chigiri/models"
)

// maxPartyExport is how many lines one table to take away holds at most.
const maxPartyExport = 200_000

// PartyList lists the parties at work in the contracts the actor sees, and everybody on
// their rosters, with how far each is. However long the list is, it makes the same few
// statements.
func (s *Store) PartyList(ctx context.Context, actor models.Actor, q models.PartyQuery) (list models.PartyList, err error) {
	err = s.read(ctx, actor, func(t *tx) error {
		if err := t.checkPartyQuery(q); err != nil {
			return err
		}
		if list, err = t.partyFigures(q); err != nil {
			return err
		}
		list.Rows, list.Next, err = t.partyLines(q, page{after: q.After, limit: q.Limit, by: partyListOrder})
		return err
	})
	return list, err
}

// AllPartyLines are all lines of a query, for a table to take away; a conflict where
// there are more than one table should hold.
func (s *Store) AllPartyLines(ctx context.Context, actor models.Actor, q models.PartyQuery) (lines []models.PartyLine, err error) {
	err = s.read(ctx, actor, func(t *tx) error {
		if err := t.checkPartyQuery(q); err != nil {
			return err
		}
		var rows []partyLineRow
		db := t.partyPeople(q, t.contractsOf(q)).Order("people.sort_key, people.contract_id, people.party_id, people.worker_id").Limit(maxPartyExport + 1)
		if err := t.dated(q, db).Find(&rows).Error; err != nil {
			return wrap(err, "parties")
		}
		if len(rows) > maxPartyExport {
			return models.Conflict("error.party_list.long", nil)
		}
		lines, err = t.partyLinesOf(rows)
		return err
	})
	return lines, err
}

func (t *tx) checkPartyQuery(q models.PartyQuery) error {
	switch {
	case !models.CanListParties(t.actor):
		return models.Denied("error.denied.contracts")
	case q.Show != "" && !slices.Contains(models.PartyShows(), q.Show):
		return models.Invalidf("show", "error.choice", string(q.Show))
	case q.On.After(t.today()):
		return models.Invalidf("on", "error.party_list.on")
	}
	return nil
}

// partyListOrder is by contract, a party before its people.
var partyListOrder = []sortKey{{column: "people.sort_key"}, {column: "people.contract_id"}, {column: "people.party_id"}, {column: "people.worker_id"}}

// partyLineRow is one line as it is read.
type partyLineRow struct {
	ContractID, Number, Title, DivisionID, SortKey string
	PartyID, Vendor                                string
	Tier                                           int
	State                                          models.PartyState
	WorkerID, Worker, Duty, UserID                 string
	Pledge, Heard, Quiz                            models.ReqState
	WorksSince, PledgeUntil, HeardUntil            models.Date
	StateSince, ApprovedAt, SignedAt, ToldAt       instant
}

// The parties at work, and the people on the rosters of those that are approved.
const (
	partiesAtWork = ` FROM contracts JOIN parties p ON p.contract_id = contracts.id JOIN vendors v ON v.id = p.vendor_id
		WHERE ` + listedContracts + ` AND (p.state = 'unapproved' OR p.state = 'approved' AND contracts.signed_on IS NOT NULL)`
	workersAtWork = ` FROM contracts JOIN parties p ON p.contract_id = contracts.id JOIN vendors v ON v.id = p.vendor_id JOIN workers w ON w.party_id = p.id
		WHERE ` + listedContracts + ` AND p.state = 'approved' AND contracts.signed_on IS NOT NULL AND w.left_on IS NULL AND w.ends_on >= @today`
	// partiesEver are those that ever worked without approval, under a contract that is over too.
	partiesEver = ` FROM contracts JOIN parties p ON p.contract_id = contracts.id JOIN vendors v ON v.id = p.vendor_id
		WHERE contracts.id IN (@visible) AND p.works_since IS NOT NULL`
	// listedContracts are those somebody may be at work under, among those the actor sees.
	listedContracts = `contracts.id IN (@visible) AND contracts.state NOT IN ('completed', 'closed')`
)

// How far each is, by the same parts the tallies are counted by. Where nothing is asked of
// somebody, it says so: no pledge is asked for, there is no topic.
var (
	partyStandSQL  = pledgeState("worker_id IS NULL") + ` AS pledge, ` + heardStateSQL("p", "p.topics_hash") + ` AS heard`
	workerStandSQL = pledgeState("worker_id = w.id") + ` AS pledge, ` + heardStateSQL("w", "p.worker_topics") + ` AS heard`
)

// What a line holds besides; what only a page needs is read for its lines alone, see dated.
const (
	lineColumns = `contracts.id AS contract_id, contracts.number, contracts.title, contracts.division_id, contracts.sort_key,
	p.id AS party_id, v.name AS vendor, p.tier`
	bareColumns   = `p.works_since, p.state_since, p.approved_at`
	noBareColumns = `NULL AS works_since, NULL AS state_since, NULL AS approved_at`
)

// partySQL are the parts of the statements that read the list, of today or as of a day.
type partySQL struct {
	from             partySources
	any              string    // of a contract that has a line
	state            string    // of a party
	parties, workers string    // the columns of each
	stand            [2]string // how far a party, and a worker, is
	dated            string    // the columns that are read for chosen lines alone
}

// partiesToday reads the lines of today.
var partiesToday = partySQL{
	from: partySources{parties: partiesAtWork, workers: workersAtWork, ever: partiesEver},
	any: `contracts.state NOT IN ('completed', 'closed') AND EXISTS (SELECT 1 FROM parties x WHERE x.contract_id = contracts.id
		AND (x.state = 'unapproved' OR x.state = 'approved' AND contracts.signed_on IS NOT NULL))`,
	state: `p.state`,
	parties: lineColumns + `, ` + bareColumns + `, '' AS worker_id, '' AS worker, '' AS duty, '' AS user_id,
		CASE WHEN p.state = 'approved' AND p.briefed = p.topics_hash AND NOT (` + heardWaits("p", "p.topics_hash") + `) THEN p.briefed_until END AS heard_until, ` + quizState("p", "p.topics_hash") + ` AS quiz, `,
	workers: lineColumns + `, ` + noBareColumns + `, w.id AS worker_id, w.name AS worker, w.duty, w.user_id,
		CASE WHEN w.briefed = p.worker_topics AND NOT (` + heardWaits("w", "p.worker_topics") + `) THEN w.briefed_until END AS heard_until, ` + quizState("w", "p.worker_topics") + ` AS quiz, `,
	stand: [2]string{partyStandSQL, workerStandSQL},
	dated: heldColumns(`pledges.state = 'signed' AND `+heldSQL, `CASE WHEN people.worker_id = '' THEN (SELECT MAX(r.told_at) FROM topic_records r WHERE r.party_id = people.party_id AND r.bound <> 'worker')
			ELSE (SELECT MAX(r.told_at) FROM topic_records r WHERE r.party_id = people.party_id AND r.user_id = people.user_id AND r.bound = 'worker') END`),
}

// heldColumns are when the pledge that holds was signed and until when it holds, and when
// the last topic was told.
func heldColumns(holds, told string) string {
	holding := ` FROM pledges WHERE pledges.party_id = people.party_id AND COALESCE(pledges.worker_id, '') = people.worker_id AND ` + holds + `)`
	return `people.*, CASE WHEN people.pledge = 'met' THEN (SELECT MAX(pledges.signed_at)` + holding + ` END AS signed_at,
		CASE WHEN people.pledge = 'met' THEN (SELECT CASE WHEN COUNT(*) = COUNT(lapses_on) THEN MAX(lapses_on) END` + holding + ` END AS pledge_until, ` + told + ` AS told_at`
}

// partySQLOf are the statements of a query.
func partySQLOf(q models.PartyQuery) partySQL {
	if q.On.IsZero() {
		return partiesToday
	}
	return partiesOnDay
}

// pledgeState is a signer's models.PledgeStand in words.
func pledgeState(signer string) string {
	return `CASE WHEN p.state <> 'approved' THEN 'not_asked' ELSE
		CASE (SELECT MAX(CASE WHEN ` + heldSQL + ` THEN 3 WHEN ` + waitingSQL + ` THEN 2 WHEN ` + ranOutSQL + ` THEN 1 ELSE 0 END)
			FROM pledges WHERE party_id = p.id AND ` + signer + ` AND state = 'signed')
		WHEN 3 THEN 'met' WHEN 2 THEN 'due' WHEN 1 THEN 'lapsed' ELSE
			CASE WHEN EXISTS (SELECT 1 FROM pledges WHERE party_id = p.id AND ` + signer + ` AND state = 'asked') THEN 'missing' ELSE 'not_asked' END
		END END`
}

func heardStateSQL(of, topics string) string {
	return `CASE WHEN p.state <> 'approved' OR ` + topics + ` = '' THEN 'not_asked' WHEN ` + heardNow(of, topics) + ` THEN 'met'
		WHEN ` + heardWaits(of, topics) + ` THEN 'due' WHEN ` + heardOnce(of, topics) + ` THEN 'lapsed' ELSE 'missing' END`
}

func quizState(of, topics string) string {
	return `CASE WHEN p.state <> 'approved' OR ` + topics + ` = '' THEN 'not_asked' WHEN ` + of + `.quizzed = ` + topics + ` THEN 'met' ELSE 'missing' END`
}

// shows narrows lines to a part.
var shows = map[models.PartyShow]string{
	models.ShowUnapproved: `people.state = 'unapproved'`,
	models.ShowUnpledged:  `people.pledge IN ('due', 'lapsed', 'missing')`,
	models.ShowUnbriefed:  `people.heard IN ('due', 'lapsed', 'missing')`,
	models.ShowLapsed:     `(people.pledge = 'lapsed' OR people.heard = 'lapsed')`,
}

// partyPeople are the lines of a query.
func (t *tx) partyPeople(q models.PartyQuery, contracts *gorm.DB) *gorm.DB {
	db := t.everyParty(q, contracts)
	if part := shows[q.Show]; part != "" {
		db = db.Where(part)
	}
	return db
}

// everyParty are the lines of a query, whatever part is shown.
func (t *tx) everyParty(q models.PartyQuery, contracts *gorm.DB) *gorm.DB {
	from, args := t.listedParties(q, contracts)
	x := partySQLOf(q)
	sql := `SELECT ` + x.state + ` AS state, ` + x.parties + x.stand[0] + from.parties + ` UNION ALL SELECT ` + x.state + ` AS state, ` + x.workers + x.stand[1] + from.workers
	if q.Show == models.ShowEver { // it stands as it does today
		sql = `SELECT p.state, ` + partiesToday.parties + partyStandSQL + from.ever
	}
	return t.db.Table("(?) AS people", t.db.Raw(sql, args))
}

// partySources is where lines come from: of parties, of workers, and of the parties that
// ever worked without approval.
type partySources struct{ parties, workers, ever string }

// listedParties is where the lines of a query come from.
func (t *tx) listedParties(q models.PartyQuery, contracts *gorm.DB) (from partySources, args map[string]any) {
	args, from = t.partyDays(q), partySQLOf(q).from
	args["visible"] = contracts
	for i, word := range searchWords(q.Text) {
		key, typed := "key"+string(rune('a'+i)), "typed"+string(rune('a'+i))
		args[key], args[typed] = anywhere(models.SearchKey(word)), anywhere(word)
		known := `contracts.search_key LIKE @` + key + ` ESCAPE '\' OR v.search_key LIKE @` + key + ` ESCAPE '\'`
		from.parties += ` AND (` + known + `)`
		from.ever += ` AND (` + known + `)`
		from.workers += ` AND (` + known + ` OR w.name LIKE @` + typed + ` ESCAPE '\' OR w.name_kana LIKE @` + typed + ` ESCAPE '\')`
	}
	return from, args
}

// partyDays are the days and moments the list is read by.
func (t *tx) partyDays(q models.PartyQuery) map[string]any {
	return map[string]any{"today": t.today(), "on": q.On, "begin": instant{q.On.Start()}, "after": instant{q.On.AddDays(1).Start()}}
}

// partyFigures counts the parts under the words and the division asked for: in one
// statement that gives a row for each way somebody may stand, and one for those that ever
// worked without approval, who need not be at work.
func (t *tx) partyFigures(q models.PartyQuery) (models.PartyList, error) {
	from, args := t.listedParties(q, t.contractsOf(q))
	list := models.PartyList{Counts: map[models.PartyShow]int{}}
	var cells []struct {
		models.PartyLine
		N, Ever int
	}
	x := partySQLOf(q)
	err := t.db.Raw(`SELECT `+x.state+` AS state, `+x.stand[0]+`, COUNT(*) AS n, 0 AS ever`+from.parties+` GROUP BY 1, 2, 3
		UNION ALL SELECT `+x.state+` AS state, `+x.stand[1]+`, COUNT(*) AS n, 0 AS ever`+from.workers+` GROUP BY 1, 2, 3
		UNION ALL SELECT '' AS state, '' AS pledge, '' AS heard, 0 AS n, COUNT(*) AS ever`+from.ever, args).Scan(&cells).Error
	for _, c := range cells {
		list.Total += c.N
		list.Counts[models.ShowEver] += c.Ever
		for _, show := range models.PartyShows() {
			if c.In(show) {
				list.Counts[show] += c.N
			}
		}
	}
	return list, wrap(err, "parties")
}

// contractsOf are the contracts of a query, as far as the actor sees them.
func (t *tx) contractsOf(q models.PartyQuery) *gorm.DB {
	db := t.visibleContracts().Select("contracts.id")
	if q.Division != "" {
		db = db.Where("contracts.division_id = ?", q.Division)
	}
	return db
}

// pageOfParties narrows lines to one page. Where nothing narrows them, each contract has a
// line, so that no more contracts have to be looked at than a page has lines.
func (t *tx) pageOfParties(q models.PartyQuery, p page) (*gorm.DB, error) {
	contracts := t.contractsOf(q)
	if q.Text == "" && q.Show == "" {
		contracts = contracts.Where(clause.NamedExpr{SQL: partySQLOf(q).any, Vars: []any{t.partyDays(q)}})
		if p.after != "" {
			at, err := readCursor(p.after, p.by)
			if err != nil {
				return nil, err
			}
			contracts = contracts.Where("(contracts.sort_key, contracts.id) >= (?, ?)", at[0], at[1])
		}
		contracts = contracts.Order("contracts.sort_key").Order("contracts.id").Limit(p.size() + 2) // the cursor's own may have no more
	}
	return p.apply(t.partyPeople(q, contracts))
}

// partyLines reads one page of lines.
func (t *tx) partyLines(q models.PartyQuery, p page) ([]models.PartyLine, string, error) {
	db, err := t.pageOfParties(q, p)
	if err != nil {
		return nil, "", err
	}
	var rows []partyLineRow
	if err := t.dated(q, db).Find(&rows).Error; err != nil {
		return nil, "", wrap(err, "parties")
	}
	rows, next := cut(p, rows, func(r partyLineRow) []any { return []any{r.SortKey, r.ContractID, r.PartyID, r.WorkerID} })
	lines, err := t.partyLinesOf(rows)
	return lines, next, err
}

// dated adds to lines that were chosen when the pledge that holds was signed and until
// when it holds, and when the last topic was told: to a party's lead, or to the worker.
func (t *tx) dated(q models.PartyQuery, chosen *gorm.DB) *gorm.DB {
	x := partySQLOf(q)
	if q.Show == models.ShowEver {
		x = partiesToday
	}
	return t.db.Table("(?) AS people", chosen.Select("people.*")).Select(x.dated, t.partyDays(q)).Order("people.sort_key, people.contract_id, people.party_id, people.worker_id")
}

// partyLinesOf names the divisions of lines.
func (t *tx) partyLinesOf(rows []partyLineRow) ([]models.PartyLine, error) {
	names, err := t.divisionNamesToday()
	lines := make([]models.PartyLine, len(rows))
	for i, r := range rows {
		_, bare := models.Party{State: r.State, Since: r.StateSince.Time, ApprovedAt: r.ApprovedAt.Time, WorksSince: r.WorksSince}.Bare()
		lines[i] = models.PartyLine{
			ContractID: r.ContractID, Number: r.Number, Title: r.Title, Division: names[r.DivisionID], PartyID: r.PartyID, Vendor: r.Vendor, Tier: r.Tier,
			State: r.State, WorksSince: r.WorksSince, BareUntil: bare, WorkerID: r.WorkerID, Worker: r.Worker, Duty: r.Duty,
			Pledge: r.Pledge, PledgedOn: dayOf(r.SignedAt), PledgeUntil: r.PledgeUntil,
			Heard: r.Heard, HeardOn: dayOf(r.ToldAt), HeardUntil: r.HeardUntil, Quiz: r.Quiz,
		}
	}
	return lines, err
}

// dayOf is the day of an instant in Japan; zero for none.
func dayOf(i instant) models.Date {
	if i.IsZero() {
		return models.Date{}
	}
	return models.Today(i.Time)
}
