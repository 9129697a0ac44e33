package store

import (
	"chigiri/models"
	"chigiri/models/catalog"
)

// askOwed asks for what is owed under a contract at work, and keeps which topics have to
// be known and what the structures that were filed lack by now: of every approved party
// its company's pledge, of everybody on a roster their own; again where one runs out
// soon, and anew where another edition, whose wording binds now, says so. It is done
// after every deed and by the clock, and does nothing twice.
func (t *tx) askOwed(d *dossier) error {
	if d.row.State != models.StateConcluded && d.row.State != models.StateReady {
		return nil
	}
	e, a, err := t.binding(d)
	if err != nil {
		return err
	}
	if err := t.setTopics(d, newTopicSet(e, a)); err != nil {
		return err
	}
	if err := t.setStructures(d, e, a); err != nil {
		return err
	}
	for _, kind := range models.PledgeKinds() {
		rule := catalog.PledgeRule(e, a, kind)
		if !rule.Asked {
			continue
		}
		if rule.OnNewEdition {
			if err := t.overtakenPledges(d, e, a, kind); err != nil {
				return err
			}
		}
		if err := t.askKind(d, kind); err != nil {
			return err
		}
	}
	return nil
}

// owing finds who owes a pledge of a kind and is not asked yet.
var owing = map[models.PledgeKind]string{
	models.PledgeCompany: `SELECT p.id AS party_id, NULL AS worker_id FROM parties p
		WHERE p.contract_id = @contract AND p.state = 'approved'
		AND NOT EXISTS (SELECT 1 FROM pledges g WHERE g.party_id = p.id AND g.worker_id IS NULL AND (g.state = 'asked'
			OR g.state = 'signed' AND (g.lapses_on IS NULL OR g.lapses_on > @soon)))
		ORDER BY p.id`,
	models.PledgeWorker: `SELECT w.party_id, w.id AS worker_id FROM workers w JOIN parties p ON p.id = w.party_id AND p.state = 'approved'
		WHERE w.contract_id = @contract AND w.left_on IS NULL AND w.ends_on >= @today
		AND NOT EXISTS (SELECT 1 FROM pledges g WHERE g.worker_id = w.id AND (g.state = 'asked'
			OR g.state = 'signed' AND (g.lapses_on IS NULL OR g.lapses_on > @soon OR g.lapses_on >= w.ends_on)))
		ORDER BY w.id`,
}

func (t *tx) askKind(d *dossier, kind models.PledgeKind) error {
	var found []struct {
		PartyID  string
		WorkerID *string
	}
	soon := t.today().AddDays(models.RenewFrom)
	if !d.row.EndsOn.After(soon) {
		soon = t.today() // no renewal for days after the contract's end
	}
	err := t.db.Raw(owing[kind], map[string]any{"contract": d.row.ID, "today": t.today(), "soon": soon}).Scan(&found).Error
	if err != nil {
		return wrap(err, "pledges")
	}
	if len(found) == 0 {
		return nil
	}
	holding, err := t.holding(d.row.ID, kind)
	if err != nil {
		return err
	}
	rows, events := make([]pledgeRow, len(found)), make([]models.Event, len(found))
	for i, f := range found {
		rows[i] = pledgeRow{
			ID: t.id(), ContractID: d.row.ID, PartyID: f.PartyID, WorkerID: f.WorkerID, Kind: kind, State: models.PledgeAsked,
			Renewal: holding[f.PartyID+value(f.WorkerID)], AskedAt: instant{t.now}, Version: 1,
		}
		events[i] = models.Event{
			Kind: models.EventPledgeAsked, Subject: "pledge", SubjectID: rows[i].ID, ContractID: d.row.ID,
			After: map[string]any{"kind": kind, "party_id": f.PartyID, "renewal": rows[i].Renewal},
		}
	}
	if err := t.db.CreateInBatches(&rows, batch).Error; err != nil {
		return wrap(err, "pledges")
	}
	return t.logged(events)
}

// holding are those, as party and worker, for whom a pledge of a kind holds today.
func (t *tx) holding(contractID string, kind models.PledgeKind) (map[string]bool, error) {
	var rows []struct {
		PartyID  string
		WorkerID *string
	}
	err := t.db.Table("pledges").Where("contract_id = ? AND kind = ?", contractID, kind).Where(inForce, t.today(), t.today()).Find(&rows).Error
	all := make(map[string]bool, len(rows))
	for _, r := range rows {
		all[r.PartyID+value(r.WorkerID)] = true
	}
	return all, wrap(err, "pledges")
}

// overtakenPledges ends pledges of an earlier edition whose terms another one states
// otherwise.
func (t *tx) overtakenPledges(d *dossier, e *catalog.Edition, a models.Appendix, kind models.PledgeKind) error {
	var rows []pledgeRow
	err := t.db.Omit("text").Where("contract_id = ? AND kind = ? AND state = 'signed' AND edition_id <> ?", d.row.ID, kind, e.ID()).Find(&rows).Error
	if err != nil {
		return wrap(err, "pledges")
	}
	for _, r := range rows {
		c := &pledgeCase{row: r, d: d, e: e, a: a}
		if err := t.pledgeSeen(c); err != nil {
			return err
		}
		text, err := c.text(t)
		if err != nil {
			return err
		}
		if text.Terms == r.Terms {
			continue
		}
		if err := t.endPledges(t.db.Where("id = ?", r.ID), "edition"); err != nil {
			return err
		}
	}
	return nil
}

// runningOut are the contracts at work in which a pledge runs out soon, and nothing
// follows it yet.
const runningOut = `SELECT DISTINCT g.contract_id FROM pledges g JOIN contracts c ON c.id = g.contract_id AND c.state IN ('concluded', 'ready')
	WHERE g.state = 'signed' AND g.lapses_on <= @soon AND g.lapses_on < c.ends_on
	AND NOT EXISTS (SELECT 1 FROM pledges n WHERE n.party_id = g.party_id AND COALESCE(n.worker_id, '') = COALESCE(g.worker_id, '')
		AND (n.state = 'asked' OR n.state = 'signed' AND (n.lapses_on IS NULL OR n.lapses_on > @soon)))
	ORDER BY g.contract_id`

// askAgain is the clock's part: it asks for pledges whose last day comes near.
func (t *tx) askAgain() error {
	var ids []string
	if err := t.db.Raw(runningOut, map[string]any{"soon": t.today().AddDays(models.RenewFrom)}).Scan(&ids).Error; err != nil {
		return wrap(err, "pledges")
	}
	for _, id := range ids {
		d, err := t.dossierOf(id, true)
		if err != nil {
			return err
		}
		if err := t.askOwed(d); err != nil {
			return err
		}
	}
	return nil
}
