package store

import "chigiri/models"

// homeAgain are the topics that have to be told again under the contracts of the actor's
// division: somebody's tries are used up, and no meeting is planned in which they hear it.
func (t *tx) homeAgain() (list []models.HomeAgain, err error) {
	if !t.actor.Is(models.Drafter) && !t.actor.Is(models.Manager) {
		return nil, nil
	}
	err = t.db.Raw(`SELECT c.id AS contract_id, c.title, r.topic, COUNT(DISTINCT r.user_id) AS people FROM topic_records r
		JOIN contracts c ON c.id = r.contract_id AND c.state IN ('concluded', 'ready') JOIN parties p ON p.id = r.party_id AND p.state = 'approved'
		WHERE r.again AND c.id IN (@contracts)
		AND (r.bound = 'worker' AND EXISTS (SELECT 1 FROM workers w WHERE w.party_id = r.party_id AND w.user_id = r.user_id AND w.left_on IS NULL AND w.ends_on >= @today)
			OR r.bound <> 'worker' AND p.quizzed <> p.topics_hash AND EXISTS (SELECT 1 FROM users u WHERE u.id = r.user_id AND u.disabled_at IS NULL AND u.vendor_id = p.vendor_id))
		AND NOT EXISTS (SELECT 1 FROM topic_records n WHERE n.party_id = r.party_id AND n.user_id = r.user_id AND n.bound = r.bound AND n.topic = r.topic AND n.told_at > r.told_at)
		AND NOT EXISTS (SELECT 1 FROM briefing_attendees a JOIN briefings b ON b.id = a.briefing_id AND (b.state = 'planned' AND b.held_on >= @today OR b.waits AND a.attended_at IS NOT NULL)
			WHERE a.party_id = r.party_id AND a.user_id = r.user_id AND ',' || b.topics || ',' LIKE '%,' || r.topic || ',%')
		GROUP BY c.id, c.title, r.topic ORDER BY c.id, r.topic LIMIT @limit`,
		map[string]any{"contracts": t.visibleContracts().Select("contracts.id"), "today": t.today(), "limit": homeItems}).Scan(&list).Error
	return list, wrap(err, "topics")
}
