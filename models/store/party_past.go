package store

// The list of parties and their people as of a past day: @on is the day, @begin its first
// moment and @after the first of the next. Whoever was at work on some part of the day is
// listed, whose pledge was in force on some part of it is pledged.
const (
	// approvedThen is of the prime, which is approved from the beginning, and of who was.
	approvedThen = `(p.tier = 0 OR p.approved_at < @after)`
	stayedThen   = `(p.ended_at IS NULL OR p.ended_at >= @begin)`
	stateThen    = `CASE WHEN ` + approvedThen + ` THEN 'approved' ELSE 'unapproved' END`
	workedThen   = stayedThen + ` AND (` + approvedThen + ` AND contracts.signed_on <= @on
		OR p.works_since <= @on AND (p.approved_at IS NULL OR p.approved_at >= @after))`
	// openThen are the contracts that were not completed before, be they closed today.
	openThen    = `(contracts.completed_on IS NULL OR contracts.completed_on >= @on)`
	partiesThen = ` FROM contracts JOIN parties p ON p.contract_id = contracts.id JOIN vendors v ON v.id = p.vendor_id
		WHERE contracts.id IN (@visible) AND ` + openThen + ` AND ` + workedThen
	workersThen = ` FROM contracts JOIN parties p ON p.contract_id = contracts.id JOIN vendors v ON v.id = p.vendor_id JOIN workers w ON w.party_id = p.id
		WHERE contracts.id IN (@visible) AND ` + openThen + ` AND ` + stayedThen + ` AND ` + approvedThen + ` AND contracts.signed_on <= @on
		AND w.starts_on <= @on AND w.ends_on >= @on AND (w.left_on IS NULL OR w.left_on >= @on)`
)

// What a pledge came to on the day.
const (
	lastedThen = `(pledges.ended_at IS NULL OR pledges.ended_at >= @begin)`
	keptThen   = `(pledges.method <> 'paper' OR pledges.confirmed_at < @after)`
	forceThen  = `pledges.signed_at < @after AND ` + lastedThen + ` AND ` + keptThen + `
		AND pledges.holds_from <= @on AND (pledges.lapses_on IS NULL OR pledges.lapses_on >= @on)`
)

// partiesOnDay reads the lines as of a past day.
var partiesOnDay = partySQL{
	from:    partySources{parties: partiesThen, workers: workersThen, ever: partiesEver + ` AND p.works_since <= @on`},
	any:     openThen + ` AND EXISTS (SELECT 1 FROM parties p WHERE p.contract_id = contracts.id AND ` + workedThen + `)`,
	state:   stateThen,
	parties: lineColumns + `, ` + bareColumns + `, '' AS worker_id, '' AS worker, '' AS duty, '' AS user_id, ` + toldThen("p.topics_hash", "worker_id IS NULL"),
	workers: lineColumns + `, ` + noBareColumns + `, w.id AS worker_id, w.name AS worker, w.duty, w.user_id, ` + toldThen("p.worker_topics", "worker_id = w.id"),
	stand: [2]string{
		pledgeThen("worker_id IS NULL") + ` AS pledge, ` + heardThen("p.topics_hash", "worker_id IS NULL") + ` AS heard`,
		pledgeThen("worker_id = w.id") + ` AS pledge, ` + heardThen("p.worker_topics", "worker_id = w.id") + ` AS heard`,
	},
	dated: heldColumns(forceThen, `(SELECT MAX(h.since) FROM heard_history h WHERE h.party_id = people.party_id AND COALESCE(h.worker_id, '') = people.worker_id AND `+sinceThen+`)`),
}

// pledgeThen is what pledgeState is of today. Who signed later, or was asked later, had not
// pledged.
func pledgeThen(signer string) string {
	return `CASE WHEN NOT ` + approvedThen + ` THEN 'not_asked' ELSE
		CASE (SELECT MAX(CASE WHEN ` + forceThen + ` THEN 4
				WHEN pledges.signed_at < @after AND ` + lastedThen + ` AND NOT ` + keptThen + ` THEN 3
				WHEN pledges.signed_at < @after AND ` + lastedThen + ` AND pledges.lapses_on < @on THEN 2
				WHEN ` + lastedThen + ` THEN 1 ELSE 0 END)
			FROM pledges WHERE party_id = p.id AND ` + signer + `)
		WHEN 4 THEN 'met' WHEN 3 THEN 'due' WHEN 2 THEN 'lapsed' WHEN 1 THEN 'missing' ELSE 'not_asked' END END`
}

// sinceThen narrows what is kept of hearings to what was so on the day.
const sinceThen = `h.since < @after AND (h.ended_at IS NULL OR h.ended_at >= @begin)`

func heardThen(topics, whose string) string {
	some := `EXISTS (SELECT 1 FROM heard_history h WHERE h.party_id = p.id AND h.` + whose + ` AND ` + sinceThen
	return `CASE WHEN NOT ` + approvedThen + ` OR ` + topics + ` = '' THEN 'not_asked' WHEN ` + some + ` AND (h.until IS NULL OR h.until >= @on)) THEN 'met'
		WHEN ` + some + `) THEN 'lapsed' ELSE 'missing' END`
}

// toldThen are until when what was heard held, and whether its questions were answered.
func toldThen(topics, whose string) string {
	some := ` FROM heard_history h WHERE h.party_id = p.id AND h.` + whose + ` AND ` + sinceThen
	return `(SELECT MAX(h.until)` + some + `) AS heard_until, CASE WHEN NOT ` + approvedThen + ` OR ` + topics + ` = '' THEN 'not_asked'
		WHEN EXISTS (SELECT 1` + some + ` AND h.quizzed) THEN 'met' ELSE 'missing' END AS quiz, `
}
