package store

import (
	"time"

	"gorm.io/gorm"

	"chigiri/models"
	"chigiri/models/catalog"
)

// term is a group of events that one period holds for.
type term struct {
	since models.Date // the first day that is still kept
	where *gorm.DB
}

// youngest is how much older than the newest checkpoint an event is before its contents
// may go. The tables demand the same: it stands in the trigger events_delete too.
const youngest = 330 * 24 * time.Hour

// pastTime finds events whose contents are past their time, cutBatch at most, and
// the day before which all of them happened:
//
//   - of a contract that is closed: when the period of its level, in the edition it is
//     pinned to, or its own stricter one, has passed since the event, the end of the
//     contract and its closing, whichever was last;
//   - of a contract that was removed: when the longest period of the edition in force
//     has passed since the last of its events;
//   - about no contract: when that longest period has passed since the event.
//
// Events under legal hold, those of kinds that are kept for good, those that no signed
// checkpoint covers yet, and those that are not older than the newest one by youngest are
// not among them; the tables refuse them too.
func (t *tx) pastTime() (leaves []cutLeaf, before models.Date, err error) {
	last, err := t.lastCheckpoint()
	if err != nil || last == nil {
		return nil, before, err
	}
	terms, err := t.terms()
	if err != nil {
		return nil, before, err
	}
	for _, m := range terms {
		if m.since.IsZero() || len(leaves) == cutBatch {
			continue
		}
		var found []cutLeaf
		// Ids sort by time: those from the day after on need not be looked at.
		end := models.NewID(m.since.Start().Add(24*time.Hour), t.s.rand)
		err := t.db.Model(&eventRow{}).Select("events.*, l.position, l.hash").Joins("JOIN log_leaves l ON l.event_id = events.id").
			Where("events.id < ? AND events.at < ? AND l.position < ?", end, instant{m.since.Start()}, last.Size).
			Where("events.at < ?", instant{last.MadeAt.Add(-youngest)}).
			Where("events.kind NOT LIKE 'log.%' AND events.kind <> ?", string(models.EventEditionPublished)).
			Where("NOT EXISTS (SELECT 1 FROM contract_holds h WHERE h.contract_id = events.contract_id AND h.lifted_at IS NULL)").
			Where(m.where).Order("events.id").Limit(cutBatch - len(leaves)).Find(&found).Error
		if err != nil {
			return nil, before, wrap(err, "cut")
		}
		if leaves = append(leaves, found...); len(found) > 0 && before.Before(m.since) {
			before = m.since
		}
	}
	return leaves, before, nil
}

// terms are the groups of events that may be past their time by now.
func (t *tx) terms() ([]term, error) {
	_, current, err := t.currentEdition()
	if models.KindOf(err) == models.KindNotFound {
		return nil, nil // no edition, no period
	}
	if err != nil {
		return nil, err
	}
	since := models.KeptSince(current.Retention().Longest(), t.today())
	terms := []term{
		{since, t.db.Where("events.contract_id IS NULL")},
		{since, t.db.Where("events.contract_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM contracts c WHERE c.id = events.contract_id)").
			Where("NOT EXISTS (SELECT 1 FROM events r WHERE r.contract_id = events.contract_id AND r.at >= ?)", instant{since.Start()})},
	}
	closed, err := t.closedTerms()
	if err != nil {
		return nil, err
	}
	own, err := t.ownTerms()
	return append(append(terms, closed...), own...), err
}

// over are the contracts that were closed, and had ended, before a day.
const over = `c.state = 'closed' AND c.ends_on < ? AND (c.completed_on IS NULL OR c.completed_on < ?) AND c.state_since < ?`

// ownPeriod is the stricter period a contract may have set for itself.
const ownPeriod = `FROM contract_params p WHERE p.contract_id = c.id AND p.obligation = '` + catalog.RetentionObligation +
	`' AND p.param = '` + catalog.RetentionParam + `'`

// closedTerms are those of closed contracts, by edition and level.
func (t *tx) closedTerms() ([]term, error) {
	var groups []struct {
		EditionID string
		Level     int
	}
	err := t.db.Raw("SELECT DISTINCT edition_id, level FROM contracts WHERE state = 'closed' ORDER BY 1, 2").Scan(&groups).Error
	if err != nil {
		return nil, wrap(err, "cut")
	}
	var terms []term
	for _, g := range groups {
		e, err := t.edition(g.EditionID)
		if err != nil {
			return nil, err
		}
		since := models.KeptSince(e.Retention().Months(models.Level(g.Level)), t.today())
		terms = append(terms, term{since, t.db.Where("events.contract_id IN (SELECT c.id FROM contracts c WHERE c.edition_id = ? AND c.level = ? AND "+
			over+" AND NOT EXISTS (SELECT 1 "+ownPeriod+"))", g.EditionID, g.Level, since, since, instant{since.Start()})})
	}
	return terms, nil
}

// ownTerms are those of closed contracts with a period of their own.
func (t *tx) ownTerms() ([]term, error) {
	var rows []struct {
		ID, EditionID, Value string
		Level                int
	}
	err := t.db.Raw(`SELECT c.id, c.edition_id, c.level, p.value FROM contracts c JOIN contract_params p ON p.contract_id = c.id
		WHERE c.state = 'closed' AND p.obligation = ? AND p.param = ? ORDER BY c.id`,
		catalog.RetentionObligation, catalog.RetentionParam).Scan(&rows).Error
	if err != nil {
		return nil, wrap(err, "cut")
	}
	var terms []term
	for _, r := range rows {
		e, err := t.edition(r.EditionID)
		if err != nil {
			return nil, err
		}
		months, _ := readJSON(r.Value).(int)
		since := models.KeptSince(max(months, e.Retention().Months(models.Level(r.Level))), t.today())
		terms = append(terms, term{since, t.db.Where("events.contract_id IN (SELECT c.id FROM contracts c WHERE c.id = ? AND "+over+")",
			r.ID, since, since, instant{since.Start()})})
	}
	return terms, nil
}
