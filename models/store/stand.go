package store

import (
	"context"

	"gorm.io/gorm"

	"chigiri/models"
)

// PartyStands gives what stands of every party of a contract and of everybody on their
// rosters, as far as the actor may know of them.
func (s *Store) PartyStands(ctx context.Context, actor models.Actor, contractID string) (list []models.PartyStand, err error) {
	err = s.read(ctx, actor, func(t *tx) error {
		if _, err := t.visibleContract(contractID, false); err != nil {
			return err
		}
		tree, err := t.seenParties(contractID)
		if err != nil {
			return err
		}
		list, err = t.seenStands(contractID, tree)
		return err
	})
	return list, err
}

// partyStands loads the facts of the rule of standing, of parties that are at work, be
// it without approval: in three queries, however many work on the contract.
func (t *tx) partyStands(contractID string) ([]models.PartyStand, error) {
	l := standLoader{t: t, contractID: contractID, today: t.today()}
	for _, load := range []func() error{l.parties, l.pledges, l.workers} {
		if err := load(); err != nil {
			return nil, err
		}
	}
	list := make([]models.PartyStand, len(l.rows))
	for i, row := range l.rows {
		p := row.Party
		list[i] = models.PartyStand{
			Party: p.party(row.Vendor), Structure: row.structureState(), Returned: row.structure().Back(), Lacks: row.Lacks != "" && !row.structure().Back(), LacksFrom: row.LacksFrom.Time, Company: models.PledgeStandOf(l.company[p.ID], l.today), Workers: l.people[p.ID],
			Heard: p.heard(l.today), Until: p.BriefedUntil, Quizzed: p.TopicsHash != "" && p.Quizzed == p.TopicsHash,
		}
	}
	return list, nil
}

// heardState reads what is kept of what was heard.
func heardState(briefed, topics string, until, today models.Date) models.ReqState {
	switch {
	case topics == "" || briefed != topics: // where nobody said what has to be heard, nobody heard it
		return models.ReqMissing
	case !until.IsZero() && until.Before(today):
		return models.ReqLapsed
	}
	return models.ReqMet
}

type standLoader struct {
	t          *tx
	contractID string
	partyID    string      // of one party alone; empty for all
	past       bool        // as it stood when the place of that party ended
	today      models.Date // or the day of that end
	rows       []standingParty
	company    map[string][]models.Pledge
	own        map[string][]models.Pledge
	people     map[string][]models.WorkerStand
}

// standingParty is a party with the structure it filed last, which counts.
type standingParty struct {
	Party     partyRow `gorm:"embedded"`
	Vendor    string
	Filed     bool
	Confirmed instant
	Returned  instant
	Lacks     string
	LacksFrom instant
}

// structure is the filing as far as the rule looks at it.
func (p standingParty) structure() models.Structure {
	return models.Structure{ConfirmedAt: p.Confirmed.Time, Missing: p.Lacks, Return: models.Return{ReturnedAt: p.Returned.Time}}
}

func (p standingParty) structureState() models.ReqState {
	if !p.Filed {
		return models.ReqMissing
	}
	return p.structure().State()
}

// parties are in the order of their tree, a parent before those below it.
func (l *standLoader) parties() error {
	err := l.t.db.Table("parties").Joins("JOIN vendors ON vendors.id = parties.vendor_id").
		Joins("LEFT JOIN structures s ON s.party_id = parties.id AND s.number = (SELECT MAX(number) FROM structures WHERE party_id = parties.id)").
		Select("parties.*, vendors.name AS vendor, s.id IS NOT NULL AS filed, s.confirmed_at AS confirmed, s.returned_at AS returned, COALESCE(s.lacks, '') AS lacks, s.lacks_since AS lacks_from").
		Where("parties.contract_id = ? AND parties.state IN ('approved', 'unapproved')", l.contractID).
		Order("parties.tier").Order("parties.id").Find(&l.rows).Error
	return wrap(err, "parties")
}

// ofParty narrows a table to the one party that is asked for.
func (l *standLoader) ofParty(table string) *gorm.DB {
	if l.partyID == "" {
		return l.t.db
	}
	return l.t.db.Where(table+".party_id = ?", l.partyID)
}

func (l *standLoader) pledges() error {
	var rows []pledgeRow
	err := l.ofParty("pledges").Omit("text").Where("contract_id = ?", l.contractID).Order("id").Find(&rows).Error
	l.company, l.own = map[string][]models.Pledge{}, map[string][]models.Pledge{}
	for _, r := range rows {
		if l.past && r.EndReason == pledgePartyEnded { // what ended with the place stood until then, if it was signed
			if r.PDF == "" {
				continue
			}
			r.State = models.PledgeSigned
		}
		if r.WorkerID == nil {
			l.company[r.PartyID] = append(l.company[r.PartyID], r.pledge())
		} else {
			l.own[*r.WorkerID] = append(l.own[*r.WorkerID], r.pledge())
		}
	}
	return wrap(err, "pledges")
}

func (l *standLoader) workers() error {
	var rows []struct {
		Worker       workerRow `gorm:"embedded"`
		WorkerTopics string
		Login        string
		Known        bool
		Reached      bool
	}
	err := l.ofParty("workers").Table("workers").Joins("JOIN parties ON parties.id = workers.party_id JOIN users ON users.id = workers.user_id").
		Select("workers.*, parties.worker_topics, users.login, users.password_hash <> '' AS known, COALESCE(users.mail, '') <> '' AS reached").
		Where("workers.contract_id = ?", l.contractID).Order("workers.left_on IS NOT NULL").Order("workers.id").Find(&rows).Error
	l.people = map[string][]models.WorkerStand{}
	for _, r := range rows {
		w := r.Worker.worker()
		w.Login, w.HasAccess, w.HasMail = r.Login, r.Known, r.Reached
		l.people[w.PartyID] = append(l.people[w.PartyID], models.WorkerStand{
			Worker: w, Pledge: models.PledgeStandOf(l.own[w.ID], l.today), Quizzed: r.WorkerTopics != "" && r.Worker.Quizzed == r.WorkerTopics,
			Heard: r.Worker.heard(r.WorkerTopics, l.today), Until: r.Worker.BriefedUntil,
		})
	}
	return wrap(err, "workers")
}
