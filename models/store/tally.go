package store

import (
	"fmt"

	"chigiri/models"
)

// What a pledge that was signed comes to: it holds, it waits to be confirmed, it ran out.
// They are the SQL form of models.PledgeStandOf; the first counts before the others.
const (
	heldSQL    = `(method <> 'paper' OR confirmed_at IS NOT NULL) AND holds_from <= @today AND (lapses_on IS NULL OR lapses_on >= @today)`
	waitingSQL = `method = 'paper' AND confirmed_at IS NULL`
	ranOutSQL  = `(method <> 'paper' OR confirmed_at IS NOT NULL) AND lapses_on < @today`
)

// heardNow and heardOnce say whether what somebody has to know was heard and holds, or
// was heard and ran out: the SQL form of heardState. of is the table with what was heard,
// topics the column of what has to be.
func heardNow(of, topics string) string {
	return of + ".briefed = " + topics + " AND " + of + ".briefed <> '' AND (" + of + ".briefed_until IS NULL OR " + of + ".briefed_until >= @today)"
}

func heardOnce(of, topics string) string {
	return of + ".briefed = " + topics + " AND " + of + ".briefed <> '' AND " + of + ".briefed_until < @today"
}

// tallySQL counts what the parties of contracts owe, for any number of contracts in
// one query: the SQL form of models.TallyOf. @which narrows parties to the contracts
// asked for. Every part is counted by party before parties are summed up, so that no
// join multiplies.
var tallySQL = `WITH signed AS (
	SELECT party_id, worker_id, MAX(held) AS held, MAX(waiting) AS waiting, MAX(lapsed) AS lapsed,
		CASE WHEN MAX(CASE WHEN held = 1 AND lapses_on IS NULL THEN 1 ELSE 0 END) = 1 THEN NULL ELSE MAX(CASE WHEN held = 1 THEN lapses_on END) END AS until
	FROM (SELECT party_id, worker_id, lapses_on,
			CASE WHEN ` + heldSQL + ` THEN 1 ELSE 0 END AS held,
			CASE WHEN ` + waitingSQL + ` THEN 1 ELSE 0 END AS waiting,
			CASE WHEN ` + ranOutSQL + ` THEN 1 ELSE 0 END AS lapsed
		FROM pledges WHERE state = 'signed' AND %[1]s) each
	GROUP BY party_id, worker_id
), people AS (
	SELECT w.party_id, COUNT(*) AS n, SUM(CASE WHEN w.confirmed_at IS NULL AND w.returned_at IS NULL THEN 1 ELSE 0 END) AS unconfirmed,
		SUM(CASE WHEN w.confirmed_at IS NULL AND w.returned_at IS NOT NULL THEN 1 ELSE 0 END) AS returned,
		COALESCE(SUM(g.held), 0) AS pledged, MIN(g.until) AS until,
		SUM(CASE WHEN g.held = 0 AND g.waiting = 1 THEN 1 ELSE 0 END) AS waiting,
		SUM(CASE WHEN g.held = 0 AND g.waiting = 0 AND g.lapsed = 1 THEN 1 ELSE 0 END) AS lapsed,
		SUM(CASE WHEN ` + heardNow("w", "p.worker_topics") + ` THEN 1 ELSE 0 END) AS briefed,
		SUM(CASE WHEN ` + heardWaits("w", "p.worker_topics") + ` THEN 1 ELSE 0 END) AS brief_waiting,
		SUM(CASE WHEN ` + heardOnce("w", "p.worker_topics") + ` AND NOT (` + heardWaits("w", "p.worker_topics") + `) THEN 1 ELSE 0 END) AS brief_lapsed,
		MIN(CASE WHEN w.briefed = p.worker_topics AND w.briefed <> '' AND w.briefed_until >= @today THEN w.briefed_until END) AS brief_until,
		SUM(CASE WHEN w.quizzed = p.worker_topics AND w.quizzed <> '' THEN 1 ELSE 0 END) AS quizzed
	FROM workers w JOIN parties p ON p.id = w.party_id
	LEFT JOIN signed g ON g.worker_id = w.id
	WHERE w.left_on IS NULL AND w.ends_on >= @today AND p.state = 'approved' AND %[2]s
	GROUP BY w.party_id
), filed AS (
	SELECT s.party_id, s.confirmed_at, s.returned_at, s.lacks FROM structures s
	WHERE NOT EXISTS (SELECT 1 FROM structures m WHERE m.party_id = s.party_id AND m.number > s.number) AND %[3]s
)
SELECT p.contract_id,
	SUM(CASE WHEN p.state = 'approved' THEN 1 ELSE 0 END) AS parties,
	SUM(CASE WHEN p.state = 'approved' AND p.tier > 0 THEN 1 ELSE 0 END) AS subs,
	SUM(CASE WHEN p.state = 'unapproved' THEN 1 ELSE 0 END) AS unapproved,
	SUM(CASE WHEN p.state = 'approved' AND f.confirmed_at IS NOT NULL AND f.lacks = '' THEN 1 ELSE 0 END) AS structured,
	SUM(CASE WHEN p.state = 'approved' AND f.party_id IS NOT NULL AND f.confirmed_at IS NULL AND f.returned_at IS NULL AND f.lacks = '' THEN 1 ELSE 0 END) AS structure_waiting,
	SUM(CASE WHEN p.state = 'approved' AND f.confirmed_at IS NULL AND f.returned_at IS NOT NULL THEN 1 ELSE 0 END) AS structure_returned,
	SUM(CASE WHEN p.state = 'approved' AND f.lacks <> '' AND (f.confirmed_at IS NOT NULL OR f.returned_at IS NULL) THEN 1 ELSE 0 END) AS structure_lacking,
	SUM(CASE WHEN p.state = 'approved' AND k.held = 1 THEN 1 ELSE 0 END) AS pledged, MIN(CASE WHEN p.state = 'approved' THEN k.until END) AS until,
	SUM(CASE WHEN p.state = 'approved' AND k.held = 0 AND k.waiting = 1 THEN 1 ELSE 0 END) AS pledge_waiting,
	SUM(CASE WHEN p.state = 'approved' AND k.held = 0 AND k.waiting = 0 AND k.lapsed = 1 THEN 1 ELSE 0 END) AS pledge_lapsed,
	SUM(CASE WHEN n.n > 0 AND n.unconfirmed = 0 AND n.returned = 0 THEN 1 ELSE 0 END) AS rostered,
	SUM(CASE WHEN n.unconfirmed > 0 AND n.returned = 0 THEN 1 ELSE 0 END) AS roster_waiting,
	SUM(CASE WHEN n.returned > 0 THEN 1 ELSE 0 END) AS roster_returned,
	COALESCE(SUM(n.n), 0) AS workers, COALESCE(SUM(n.pledged), 0) AS workers_pledged, MIN(n.until) AS workers_until,
	COALESCE(SUM(n.waiting), 0) AS workers_waiting, COALESCE(SUM(n.lapsed), 0) AS workers_lapsed,
	COALESCE(SUM(n.briefed), 0) AS briefed, COALESCE(SUM(n.brief_waiting), 0) AS brief_waiting, COALESCE(SUM(n.brief_lapsed), 0) AS brief_lapsed, MIN(n.brief_until) AS brief_until,
	COALESCE(SUM(n.quizzed), 0) AS quizzed,
	SUM(CASE WHEN p.state = 'approved' AND ` + heardNow("p", "p.topics_hash") + ` THEN 1 ELSE 0 END) AS leads_briefed,
	SUM(CASE WHEN p.state = 'approved' AND ` + heardWaits("p", "p.topics_hash") + ` THEN 1 ELSE 0 END) AS leads_waiting,
	SUM(CASE WHEN p.state = 'approved' AND ` + heardOnce("p", "p.topics_hash") + ` AND NOT (` + heardWaits("p", "p.topics_hash") + `) THEN 1 ELSE 0 END) AS leads_lapsed,
	MIN(CASE WHEN p.state = 'approved' AND p.briefed = p.topics_hash AND p.briefed <> '' AND p.briefed_until >= @today THEN p.briefed_until END) AS leads_until,
	SUM(CASE WHEN p.state = 'approved' AND p.quizzed = p.topics_hash AND p.quizzed <> '' THEN 1 ELSE 0 END) AS leads_quizzed
FROM parties p
LEFT JOIN filed f ON f.party_id = p.id
LEFT JOIN signed k ON k.party_id = p.id AND k.worker_id IS NULL
LEFT JOIN people n ON n.party_id = p.id
WHERE p.state IN ('approved', 'unapproved') AND %[4]s
GROUP BY p.contract_id`

// tallyRow is one contract's counts.
type tallyRow struct {
	ContractID                                              string
	Parties, Subs, Unapproved, Structured, StructureWaiting int
	Pledged, PledgeWaiting, PledgeLapsed                    int
	StructureReturned, StructureLacking, RosterReturned     int
	Rostered, RosterWaiting                                 int
	Workers, WorkersPledged, WorkersWaiting, WorkersLapsed  int
	Briefed, BriefLapsed, BriefWaiting, Quizzed             int
	LeadsBriefed, LeadsLapsed, LeadsWaiting, LeadsQuizzed   int
	Until, WorkersUntil, BriefUntil, LeadsUntil             models.Date
}

func (r tallyRow) tallies() models.Tallies {
	return models.Tallies{
		models.ReqStructure:     {Of: r.Parties, Met: r.Structured, Waiting: r.StructureWaiting, Returned: r.StructureReturned, Lacking: r.StructureLacking},
		models.ReqSubcontract:   {Of: r.Subs + r.Unapproved, Met: r.Subs},
		models.ReqCompanyPledge: {Of: r.Parties, Met: r.Pledged, Waiting: r.PledgeWaiting, Lapsed: r.PledgeLapsed, Until: r.Until},
		models.ReqRoster:        {Of: r.Parties, Met: r.Rostered, Waiting: r.RosterWaiting, Returned: r.RosterReturned},
		models.ReqWorkerPledge:  {Of: r.Workers, Met: r.WorkersPledged, Waiting: r.WorkersWaiting, Lapsed: r.WorkersLapsed, Until: r.WorkersUntil},
		models.ReqBriefing: {
			Of: r.Parties + r.Workers, Met: r.LeadsBriefed + r.Briefed, Waiting: r.LeadsWaiting + r.BriefWaiting, Lapsed: r.LeadsLapsed + r.BriefLapsed, Until: first(r.LeadsUntil, r.BriefUntil),
		},
		models.ReqQuiz: {Of: r.Parties + r.Workers, Met: r.LeadsQuizzed + r.Quizzed},
	}
}

// tallies counts for contracts; one without a party has none.
func (t *tx) tallies(contracts []string) (map[string]models.Tallies, error) {
	return t.tallyWhere("contract_id IN @contracts", map[string]any{"contracts": contracts})
}

// tallyWhere counts for the contracts of a condition on contract_id.
func (t *tx) tallyWhere(condition string, args map[string]any) (map[string]models.Tallies, error) {
	args["today"] = t.today()
	var rows []tallyRow
	if err := t.db.Raw(tallyQuery(condition), args).Scan(&rows).Error; err != nil {
		return nil, wrap(err, "tallies")
	}
	all := make(map[string]models.Tallies, len(rows))
	for _, r := range rows {
		all[r.ContractID] = r.tallies()
	}
	return all, nil
}

// tallyQuery puts the condition where each part can use an index.
func tallyQuery(condition string) string {
	return fmt.Sprintf(tallySQL, condition, "w."+condition, "s."+condition, "p."+condition)
}

// first is the earlier of two days, either of which may be none.
func first(a, b models.Date) models.Date {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}
