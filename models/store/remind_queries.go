package store

import "chigiri/models"

// reminderQuery finds everybody who is to be reminded of one kind of thing. It gives
// user_id, lang, contract_id, and where they say something name, count, due; path is
// put between the query's path and leaf.
type reminderQuery struct {
	kind       models.ReminderKind
	path, leaf string
	sql        string
}

// Who signs a pledge that is asked for or runs out: the worker, or whoever was named for
// the company's, or its leads.
const signers = ` JOIN parties p ON p.id = g.party_id AND p.state = 'approved'
	JOIN contracts c ON c.id = g.contract_id AND c.state IN ('concluded', 'ready') AND c.ends_on >= @today
	LEFT JOIN workers w ON w.id = g.worker_id
	JOIN users u ON u.disabled_at IS NULL AND u.mail IS NOT NULL AND (u.id = w.user_id
		OR g.worker_id IS NULL AND (u.id = g.delegate_id OR g.delegate_id IS NULL AND u.vendor_id = p.vendor_id AND u.role = 'vendor_lead'))
	WHERE (g.worker_id IS NULL OR w.left_on IS NULL AND w.ends_on >= @today)`

// The leads of a party, and the people of the division that owns a contract.
const (
	leadsOf = ` JOIN users u ON u.vendor_id = p.vendor_id AND u.role = 'vendor_lead' AND u.disabled_at IS NULL AND u.mail IS NOT NULL`
	staffOf = ` JOIN users u ON u.division_id = c.division_id AND u.role IN ('drafter', 'manager') AND u.disabled_at IS NULL AND u.mail IS NOT NULL`
	atWork  = ` JOIN contracts c ON c.id = p.contract_id AND c.state IN ('concluded', 'ready') AND c.ends_on >= @today` // nobody owes past the end
	latest  = `NOT EXISTS (SELECT 1 FROM structures m WHERE m.party_id = s.party_id AND m.number > s.number)`           // filing counts
	issued  = ` JOIN contracts c ON c.id = p.contract_id AND c.issued_number > 0`
)

// The pledge that is asked for after one that runs out; where none is, that one itself.
const follows = `COALESCE((SELECT MAX(n.id) FROM pledges n WHERE n.party_id = g.party_id AND COALESCE(n.worker_id, '') = COALESCE(g.worker_id, '')
	AND n.state = 'asked'), g.id)`

// A renewal that is asked for when nothing holds any more: the day after a lapse, and
// once a week from then on.
const lapsed = ` g.state = 'asked' AND g.declined_at IS NULL AND g.renewal AND c.ends_on >= @today
	AND NOT EXISTS (SELECT 1 FROM pledges h WHERE h.party_id = g.party_id AND COALESCE(h.worker_id, '') = COALESCE(g.worker_id, '')
		AND h.state = 'signed' AND (h.lapses_on IS NULL OR h.lapses_on >= @today))
	AND (@weekly OR EXISTS (SELECT 1 FROM pledges h WHERE h.party_id = g.party_id AND COALESCE(h.worker_id, '') = COALESCE(g.worker_id, '')
		AND h.state = 'signed' AND h.lapses_on >= @told))`

// How many of a party's did, by the party: of its people alone, or with its own.
const (
	lapsesOf = `(SELECT g.party_id, COUNT(*) AS n FROM pledges g JOIN contracts c ON c.id = g.contract_id
		LEFT JOIN workers w ON w.id = g.worker_id WHERE ` + lapsed + ` AND (g.worker_id IS NULL OR w.left_on IS NULL AND w.ends_on >= @today)`
	lapsesPage = `SELECT u.id AS user_id, u.lang, p.contract_id, v.name, p.contract_id || '/parties/' || p.id AS path, f.n AS count FROM `
)

// A pledge that somebody will not sign, by their name or the firm's: once, and weekly.
const (
	declinedPage = `SELECT u.id AS user_id, u.lang, g.contract_id, COALESCE(w.name, v.name) AS name, g.id AS path FROM pledges g
		JOIN parties p ON p.id = g.party_id AND p.state = 'approved' JOIN vendors v ON v.id = p.vendor_id LEFT JOIN workers w ON w.id = g.worker_id` + atWork
	refusedNow = ` g.state = 'asked' AND g.declined_at IS NOT NULL AND c.ends_on >= @today
		AND (w.id IS NULL OR w.left_on IS NULL AND w.ends_on >= @today) AND (@weekly OR g.declined_at >= @since)`
)

// A firm known to work without approval: whoever engages it, and the division.
const (
	unapproved    = `SELECT u.id AS user_id, u.lang, q.contract_id, v.name, q.contract_id || '/parties/' || q.id AS path FROM parties q JOIN vendors v ON v.id = q.vendor_id`
	unapprovedNow = ` WHERE q.state = 'unapproved' AND (@weekly OR q.state_since >= @since) ORDER BY q.id, u.id`
)

// An application q past its own first day: in the first round after that, when it comes
// to somebody else, and weekly. Nothing else is told of it.
const (
	tooLate   = `EXISTS (SELECT 1 FROM subcontracts t WHERE t.party_id = q.id AND t.starts_on < @today)`
	reviewers = ` JOIN users u ON u.role = 'reviewer' AND u.disabled_at IS NULL AND u.mail IS NOT NULL`
	lateParty = `SELECT u.id AS user_id, u.lang, q.contract_id, v.name, q.contract_id || '/parties/' || q.id AS path FROM parties q
		JOIN vendors v ON v.id = q.vendor_id JOIN subcontracts s ON s.party_id = q.id`
	lateNow = ` AND s.starts_on < @today AND (@weekly OR s.starts_on >= @told OR q.state_since >= @since) ORDER BY q.id, u.id`
)

// Pledges on paper whose receipt nobody has confirmed, by contract: not to who brought
// them, for nobody confirms what they brought; @theirs finds those of the IT division.
const (
	papersPage = `SELECT u.id AS user_id, u.lang, pledges.contract_id, '' AS path, COUNT(*) AS count FROM pledges
		JOIN parties p ON p.id = pledges.party_id AND p.state = 'approved' LEFT JOIN files f ON f.sha256 = pledges.scan` + atWork
	papersWait = ` WHERE pledges.state = 'signed' AND pledges.method = 'paper' AND pledges.confirmed_at IS NULL AND pledges.signer_id <> u.id AND `
	papersNow  = ` GROUP BY u.id, u.lang, pledges.contract_id HAVING @weekly OR MAX(f.created_at) >= @since ORDER BY pledges.contract_id, u.id`
)

// Who was absent from a meeting that was held, has something left to hear, and is asked to
// none to come, by the meeting: when it was closed, weekly, and before the day that was set.
const (
	makeUpPage = `SELECT u.id AS user_id, u.lang, briefings.contract_id, briefings.id AS path, f.n AS count, f.due FROM (
			SELECT briefing_attendees.briefing_id, COUNT(*) AS n, MIN(CASE WHEN briefing_attendees.make_up_on >= @today THEN briefing_attendees.make_up_on END) AS due
			FROM briefing_attendees JOIN briefings ON briefings.id = briefing_attendees.briefing_id JOIN parties q ON q.id = briefing_attendees.party_id AND q.state = 'approved'
			LEFT JOIN workers w ON w.id = briefing_attendees.worker_id
			WHERE ` + absent + ` AND NOT briefing_attendees.self_study AND (w.id IS NULL AND (q.briefed <> q.topics_hash OR q.briefed_until < @today)
				OR w.left_on IS NULL AND w.ends_on >= @today AND (w.briefed <> q.worker_topics OR w.briefed_until < @today))
			GROUP BY briefing_attendees.briefing_id) f
		JOIN briefings ON briefings.id = f.briefing_id JOIN parties p ON p.contract_id = briefings.contract_id AND p.tier = 0 AND p.state = 'approved'` + atWork
	makeUpNow = ` AND (@weekly OR briefings.closed_at >= @since OR f.due <= @tomorrow) ORDER BY briefings.id, u.id`
)

// The record of a meeting the contractor held in the body's place.
const recordPage = `SELECT u.id AS user_id, u.lang, b.contract_id, b.id AS path, b.place AS name FROM briefings b
	JOIN contracts c ON c.id = b.contract_id AND c.state IN ('concluded', 'ready') AND c.ends_on >= @today`

var reminderQueries = []reminderQuery{
	{models.RemindLapsed, "/pledges/", "", `SELECT u.id AS user_id, u.lang, g.contract_id, g.id AS path FROM pledges g` + signers + ` AND` + lapsed + ` ORDER BY g.id, u.id`},
	{models.RemindLapses, "/contracts/", "/roster", lapsesPage + lapsesOf + ` AND g.worker_id IS NOT NULL GROUP BY g.party_id) f
		JOIN parties p ON p.id = f.party_id AND p.state = 'approved' JOIN vendors v ON v.id = p.vendor_id` + atWork + leadsOf + ` ORDER BY p.id, u.id`},
	{models.RemindLapses, "/contracts/", "", lapsesPage + lapsesOf + ` GROUP BY g.party_id) f
		JOIN parties p ON p.id = f.party_id AND p.state = 'approved' JOIN vendors v ON v.id = p.vendor_id` + atWork + staffOf + ` ORDER BY p.id, u.id`},
	{models.RemindLapse, "/pledges/", "", `SELECT u.id AS user_id, u.lang, g.contract_id, ` + follows + ` AS path, g.lapses_on AS due FROM pledges g` + signers + `
		AND g.state = 'signed' AND g.lapses_on IN @days AND g.lapses_on < c.ends_on
		AND NOT EXISTS (SELECT 1 FROM pledges n WHERE n.party_id = g.party_id AND COALESCE(n.worker_id, '') = COALESCE(g.worker_id, '') AND n.state = 'asked' AND n.declined_at IS NOT NULL)
		AND NOT EXISTS (SELECT 1 FROM pledges n WHERE n.party_id = g.party_id AND COALESCE(n.worker_id, '') = COALESCE(g.worker_id, '')
			AND n.state = 'signed' AND (n.lapses_on IS NULL OR n.lapses_on > g.lapses_on)) ORDER BY g.id, u.id`},
	{models.RemindMeeting, "/briefings/", "", `SELECT DISTINCT u.id AS user_id, u.lang, b.contract_id, b.id AS path, b.place AS name, b.held_on AS due FROM briefings b
		JOIN briefing_attendees a ON a.briefing_id = b.id JOIN users u ON u.id = a.user_id AND u.disabled_at IS NULL AND u.mail IS NOT NULL
		JOIN parties p ON p.id = a.party_id AND p.state = 'approved' AND p.vendor_id = u.vendor_id
		WHERE b.state = 'planned' AND b.held_on >= @today AND (b.held_on <= @tomorrow OR b.planned_at >= @since)
		AND (u.role = 'vendor_lead' OR EXISTS (SELECT 1 FROM workers w WHERE w.id = a.worker_id AND w.left_on IS NULL AND w.ends_on >= @today)) ORDER BY b.id, u.id`},
	{models.RemindCancelled, "/briefings/", "", `SELECT DISTINCT u.id AS user_id, u.lang, b.contract_id, b.id AS path, b.place AS name FROM briefings b
		JOIN briefing_attendees a ON a.briefing_id = b.id JOIN users u ON u.id = a.user_id AND u.disabled_at IS NULL AND u.mail IS NOT NULL
		JOIN parties p ON p.id = a.party_id AND p.state = 'approved' AND p.vendor_id = u.vendor_id
		WHERE b.state = 'cancelled' AND b.held_on >= @today AND b.closed_at >= @since ORDER BY b.id, u.id`},
	{models.RemindMakeUp, "/briefings/", "", `SELECT u.id AS user_id, u.lang, briefings.contract_id, briefings.id AS path, briefing_attendees.make_up_on AS due
		FROM briefing_attendees JOIN briefings ON briefings.id = briefing_attendees.briefing_id
		JOIN users u ON u.id = briefing_attendees.user_id AND u.disabled_at IS NULL AND u.mail IS NOT NULL
		JOIN parties p ON p.id = briefing_attendees.party_id AND p.state = 'approved' AND p.vendor_id = u.vendor_id
		WHERE ` + makeUpOpen + ` AND briefing_attendees.make_up_on <= @tomorrow
		AND (u.role = 'vendor_lead' OR EXISTS (SELECT 1 FROM workers w WHERE w.id = briefing_attendees.worker_id AND w.left_on IS NULL AND w.ends_on >= @today)) ORDER BY briefings.id, u.id`},
	{models.RemindAttended, "/briefings/", "", `SELECT DISTINCT u.id AS user_id, u.lang, briefings.contract_id, briefings.id AS path
		FROM briefing_attendees JOIN briefings ON briefings.id = briefing_attendees.briefing_id
		JOIN contracts c ON c.id = briefings.contract_id AND c.state IN ('concluded', 'ready')
		JOIN users u ON u.id = briefing_attendees.user_id AND u.disabled_at IS NULL AND u.mail IS NOT NULL
		WHERE ` + ownWordOpen + ` AND (@weekly OR briefings.closed_at >= @since) ORDER BY briefings.id, u.id`},
	{models.RemindPledge, "/pledges/", "", `SELECT u.id AS user_id, u.lang, g.contract_id, g.id AS path FROM pledges g` + signers + `
		AND g.state = 'asked' AND g.declined_at IS NULL AND NOT g.renewal AND (@weekly OR g.asked_at >= @since) ORDER BY g.id, u.id`},
	{models.RemindTopics, "/topics/", "", `SELECT u.id AS user_id, u.lang, p.contract_id, p.id AS path FROM workers w JOIN parties p ON p.id = w.party_id AND p.state = 'approved'` + atWork + `
		JOIN users u ON u.id = w.user_id AND u.disabled_at IS NULL AND u.mail IS NOT NULL
		WHERE w.left_on IS NULL AND w.ends_on >= @today AND (w.briefed <> p.worker_topics AND w.brief_waits <> p.worker_topics OR w.briefed = p.worker_topics AND w.quizzed <> p.worker_topics OR w.briefed_until < @today)
		AND (@weekly OR w.created_at >= @since) ORDER BY w.id`},
	{models.RemindTopics, "/topics/", "", `SELECT u.id AS user_id, u.lang, p.contract_id, p.id AS path FROM parties p` + atWork + leadsOf + `
		WHERE p.state = 'approved' AND p.topics_hash <> '' AND (p.briefed <> p.topics_hash AND p.brief_waits <> p.topics_hash OR p.briefed = p.topics_hash AND p.quizzed <> p.topics_hash OR p.briefed_until < @today)
		AND (@weekly OR p.approved_at >= @since) ORDER BY p.id, u.id`},
	{models.RemindReturned, "/contracts/", "", `SELECT u.id AS user_id, u.lang, q.contract_id, v.name, q.contract_id || '/parties/' || q.id AS path FROM parties q JOIN vendors v ON v.id = q.vendor_id
		JOIN parties p ON p.id = q.parent_id AND p.state = 'approved'` + leadsOf + ` WHERE q.state = 'returned' AND NOT ` + tooLate + ` AND (@weekly OR q.state_since >= @since) ORDER BY q.id, u.id`},
	{models.RemindDecided, "/contracts/", "", `SELECT u.id AS user_id, u.lang, q.contract_id, v.name, q.contract_id || '/parties/' || q.id AS path FROM parties q JOIN vendors v ON v.id = q.vendor_id
		JOIN parties p ON p.id = q.parent_id AND p.state = 'approved'` + leadsOf + ` WHERE q.state IN ('approved', 'refused') AND q.state_since >= @since ORDER BY q.id, u.id`},
	{models.RemindUnapproved, "/contracts/", "", unapproved + ` JOIN parties p ON p.id = q.parent_id AND p.state = 'approved'` + atWork + leadsOf + unapprovedNow},
	{models.RemindUnapproved, "/contracts/", "", unapproved + ` JOIN parties p ON p.id = q.id` + atWork + staffOf + unapprovedNow},
	{models.RemindBackFiled, "/contracts/", "/structure", `SELECT u.id AS user_id, u.lang, p.contract_id, v.name, p.contract_id || '/parties/' || p.id AS path FROM structures s
		JOIN parties p ON p.id = s.party_id AND p.state = 'approved' JOIN vendors v ON v.id = p.vendor_id` + atWork + leadsOf + `
		WHERE s.confirmed_at IS NULL AND (@weekly AND s.returned_at IS NOT NULL OR s.returned_at >= @since) AND ` + latest + ` ORDER BY p.id, u.id`},
	{models.RemindBackRoster, "/contracts/", "/roster", `SELECT u.id AS user_id, u.lang, p.contract_id, v.name, p.contract_id || '/parties/' || p.id AS path, f.n AS count FROM (
			SELECT party_id, COUNT(*) AS n, MAX(returned_at) AS at FROM workers WHERE confirmed_at IS NULL AND returned_at IS NOT NULL AND left_on IS NULL GROUP BY party_id) f
		JOIN parties p ON p.id = f.party_id AND p.state = 'approved' JOIN vendors v ON v.id = p.vendor_id` + atWork + leadsOf + `
		WHERE (@weekly OR f.at >= @since) ORDER BY p.id, u.id`},
	{models.RemindBackRecord, "/briefings/", "", recordPage + ` JOIN parties p ON p.contract_id = c.id AND p.tier = 0 AND p.state = 'approved'` + leadsOf + `
		WHERE (@weekly OR b.returned_at >= @since) AND ` + recordBack("b") + ` ORDER BY b.id, u.id`},
	{models.RemindPass, "/contracts/", "", `SELECT u.id AS user_id, u.lang, q.contract_id, v.name, q.contract_id || '/parties/' || q.id AS path FROM parties q JOIN vendors v ON v.id = q.vendor_id
		JOIN parties p ON p.contract_id = q.contract_id AND p.tier = 0 AND p.state = 'approved'` + leadsOf + ` WHERE q.state = 'applied' AND NOT ` + tooLate + ` AND (@weekly OR q.state_since >= @since) ORDER BY q.id, u.id`},
	{models.RemindDecide, "/contracts/", "", `SELECT u.id AS user_id, u.lang, p.contract_id, v.name, p.contract_id || '/parties/' || p.id AS path FROM parties p JOIN parties q ON q.id = p.id JOIN vendors v ON v.id = p.vendor_id` + issued + staffOf + `
		WHERE p.state = 'forwarded' AND NOT ` + tooLate + ` AND (@weekly OR p.state_since >= @since) ORDER BY p.id, u.id`},
	{models.RemindDecide, "/contracts/", "", `SELECT u.id AS user_id, u.lang, p.contract_id, v.name, p.contract_id || '/parties/' || p.id AS path FROM parties p JOIN parties q ON q.id = p.id JOIN vendors v ON v.id = p.vendor_id` + reviewers + `
		WHERE p.state = 'endorsed' AND NOT ` + tooLate + ` AND (@weekly OR p.state_since >= @since) ORDER BY p.id, u.id`},
	{models.RemindLate, "/contracts/", "", lateParty + ` JOIN parties p ON p.id = q.id` + issued + staffOf + ` WHERE q.state = 'forwarded'` + lateNow},
	{models.RemindLate, "/contracts/", "", lateParty + reviewers + ` WHERE q.state = 'endorsed'` + lateNow},
	{models.RemindLatePass, "/contracts/", "", lateParty + ` JOIN parties p ON p.contract_id = q.contract_id AND p.tier = 0 AND p.state = 'approved'` + leadsOf + ` WHERE q.state = 'applied'` + lateNow},
	{models.RemindLateMend, "/contracts/", "", lateParty + ` JOIN parties p ON p.id = q.parent_id AND p.state = 'approved'` + leadsOf + `
		WHERE q.state IN ('applied', 'forwarded', 'endorsed', 'returned')` + lateNow},
	{models.RemindConfirm, "/contracts/", "", `SELECT u.id AS user_id, u.lang, p.contract_id, v.name, p.contract_id || '/parties/' || p.id AS path, f.n AS count FROM (
			SELECT party_id, COUNT(*) AS n, MAX(at) AS at FROM (
				SELECT party_id, COALESCE(filed_at, created_at) AS at FROM workers WHERE confirmed_at IS NULL AND returned_at IS NULL AND left_on IS NULL
				UNION ALL SELECT party_id, filed_at FROM structures s WHERE confirmed_at IS NULL AND returned_at IS NULL AND lacks = '' AND ` + latest + `) x GROUP BY party_id) f
		JOIN parties p ON p.id = f.party_id AND p.state = 'approved' JOIN vendors v ON v.id = p.vendor_id` + atWork + staffOf + `
		WHERE (@weekly OR f.at >= @since) ORDER BY p.id, u.id`},
	{models.RemindPapers, "/pledges", "", papersPage + staffOf + papersWait + `NOT EXISTS (@theirs)` + papersNow},
	{models.RemindPapers, "/pledges", "", papersPage + reviewers + papersWait + `EXISTS (@theirs)` + papersNow},
	{models.RemindPlan, "/briefings/", "", makeUpPage + staffOf + ` WHERE briefings.side = 'prefecture'` + makeUpNow},
	{models.RemindPlan, "/briefings/", "", makeUpPage + leadsOf + ` WHERE briefings.side = 'prime'` + makeUpNow},
	{models.RemindRecord, "/briefings/", "", recordPage + staffOf + ` WHERE b.waits AND u.id <> b.briefer_id AND (@weekly OR b.closed_at >= @since) ORDER BY b.id, u.id`},
	{models.RemindQuestion, "/pledges/", "", `SELECT u.id AS user_id, u.lang, p.contract_id, g.id AS path FROM pledges g JOIN parties p ON p.id = g.party_id` + atWork + staffOf + `
		WHERE g.state = 'asked' AND g.question <> '' AND g.answer = '' ORDER BY g.id, u.id`},
	{models.RemindDeclined, "/pledges/", "", declinedPage + leadsOf + ` AND u.id <> COALESCE(g.delegate_id, '') WHERE` + refusedNow + ` AND (g.worker_id IS NOT NULL OR g.delegate_id IS NOT NULL) ORDER BY g.id, u.id`},
	{models.RemindDeclined, "/pledges/", "", declinedPage + staffOf + ` WHERE` + refusedNow + ` ORDER BY g.id, u.id`},
	{models.RemindStructure, "/contracts/", "/structure", `SELECT u.id AS user_id, u.lang, p.contract_id, p.contract_id || '/parties/' || p.id AS path FROM parties p` + atWork + leadsOf + `
		WHERE p.state = 'approved' AND p.topics_hash <> '' AND NOT EXISTS (SELECT 1 FROM structures s WHERE s.party_id = p.id) AND (@weekly OR p.approved_at >= @since) ORDER BY p.id, u.id`},
	{models.RemindLacks, "/contracts/", "/structure", `SELECT u.id AS user_id, u.lang, p.contract_id, v.name, p.contract_id || '/parties/' || p.id AS path FROM structures s
		JOIN parties p ON p.id = s.party_id AND p.state = 'approved' JOIN vendors v ON v.id = p.vendor_id` + atWork + leadsOf + `
		WHERE s.lacks <> '' AND (s.confirmed_at IS NOT NULL OR s.returned_at IS NULL) AND (@weekly OR s.lacks_since >= @since) AND ` + latest + ` ORDER BY p.id, u.id`},
	{models.RemindRoster, "/contracts/", "/roster", `SELECT u.id AS user_id, u.lang, p.contract_id, p.contract_id || '/parties/' || p.id AS path FROM parties p` + atWork + leadsOf + `
		WHERE p.state = 'approved' AND p.topics_hash <> '' AND NOT EXISTS (SELECT 1 FROM workers w WHERE w.party_id = p.id AND w.left_on IS NULL AND w.ends_on >= @today)
		AND (@weekly OR p.approved_at >= @since) ORDER BY p.id, u.id`},
	{models.RemindUnsigned, "/contracts/", "/roster", `SELECT u.id AS user_id, u.lang, p.contract_id, p.contract_id || '/parties/' || p.id AS path, f.n AS count FROM (
			SELECT g.party_id, COUNT(*) AS n FROM pledges g JOIN workers w ON w.id = g.worker_id AND w.left_on IS NULL AND w.ends_on >= @today
			WHERE g.state = 'asked' AND g.declined_at IS NULL AND NOT g.renewal GROUP BY g.party_id) f
		JOIN parties p ON p.id = f.party_id AND p.state = 'approved'` + atWork + leadsOf + ` WHERE @weekly ORDER BY p.id, u.id`},
	{models.RemindUnreachable, "/contracts/", "/roster", `SELECT u.id AS user_id, u.lang, p.contract_id, p.contract_id || '/parties/' || p.id AS path, f.n AS count FROM (
			SELECT g.party_id, COUNT(*) AS n FROM pledges g JOIN workers w ON w.id = g.worker_id AND w.left_on IS NULL AND w.ends_on >= @today
			JOIN users x ON x.id = w.user_id AND x.mail IS NULL WHERE g.state = 'asked' AND g.declined_at IS NULL GROUP BY g.party_id) f
		JOIN parties p ON p.id = f.party_id AND p.state = 'approved'` + atWork + leadsOf + ` WHERE @weekly ORDER BY p.id, u.id`},
}
