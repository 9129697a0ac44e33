package store

import (
	"context"

	"gorm.io/gorm"

	"chigiri/models"
)

// OwnPledges are the actor's own to sign or signed by them: a worker's, and for a lead
// those of the companies they lead, with what was signed for past places; what is asked
// for first.
func (s *Store) OwnPledges(ctx context.Context, actor models.Actor) (list []models.Pledge, err error) {
	err = s.read(ctx, actor, func(t *tx) error {
		if !actor.External() {
			return models.Denied("error.denied.pledge")
		}
		list, err = t.pledgeRows(t.db.Where(t.ownPledges()).Or(t.pastPledges()))
		return err
	})
	return list, err
}

// pastPledges narrows pledges to those an actor's firm had signed when its place ended.
func (t *tx) pastPledges() *gorm.DB {
	if !t.actor.Is(models.VendorLead) {
		return t.db.Where("1 = 0")
	}
	return t.db.Where("pledges.worker_id IS NULL AND pledges.pdf <> '' AND pledges.party_id IN (SELECT parties.id FROM parties WHERE "+endedPlace+")", t.actor.VendorID)
}

// ownPledges narrows pledges to those that are the actor's to sign, or were.
func (t *tx) ownPledges() *gorm.DB {
	own := t.db.Where("pledges.worker_id IN (SELECT id FROM workers WHERE user_id = ?) OR pledges.delegate_id = ?", t.actor.UserID, t.actor.UserID)
	if t.actor.Is(models.VendorLead) {
		own = own.Or("pledges.worker_id IS NULL AND pledges.party_id IN (SELECT id FROM parties WHERE vendor_id = ? AND state = 'approved')", t.actor.VendorID)
	}
	return own
}

// ownToSign narrows pledges to those that are the actor's to sign now: what was handed to
// another is theirs, and who has said no is not asked on each first page.
func (t *tx) ownToSign() *gorm.DB {
	return t.db.Where(t.ownPledges()).Where("pledges.state = 'asked' AND pledges.declined_at IS NULL").
		Where("pledges.delegate_id IS NULL OR pledges.delegate_id = ?", t.actor.UserID)
}

// PledgesWaiting are the pledges of contracts that staff see on which somebody of the
// house has a word to say: a question to answer, a refusal, a paper to look at, and of
// each firm one receipt to confirm (models.Pledge.AsksReceipt).
func (s *Store) PledgesWaiting(ctx context.Context, actor models.Actor) (list []models.Pledge, err error) {
	err = s.read(ctx, actor, func(t *tx) error {
		if !models.CanSeeContracts(actor) || actor.External() {
			return models.Denied("error.denied.pledge")
		}
		list, err = t.pledgeRows(t.pledgesWaiting())
		return err
	})
	return list, err
}

const waitingPledge = `pledges.state = 'signed' AND pledges.confirmed_at IS NULL AND (pledges.method = 'paper' OR pledges.kind = 'company')
	OR pledges.state = 'asked' AND (pledges.question <> '' AND pledges.answer = '' OR pledges.declined_at IS NOT NULL)`

func (t *tx) pledgesWaiting() *gorm.DB {
	return t.db.Where(waitingPledge).Where("pledges.contract_id IN (?)", t.visibleContracts().Select("contracts.id"))
}

// maxPledges is how many pledges one list shows.
const maxPledges = 200

// pledgeRows reads pledges with the names a list needs: what is asked for first, then
// papers nobody has looked at, the newest first among them. Their wording stays unread.
func (t *tx) pledgeRows(which *gorm.DB) ([]models.Pledge, error) {
	var rows []pledgeRow
	err := t.db.Omit("text").Where(which).Order("CASE state WHEN 'asked' THEN 0 WHEN 'signed' THEN 1 ELSE 2 END").
		Order("CASE WHEN method = 'paper' AND confirmed_at IS NULL THEN 0 ELSE 1 END").Order("id DESC").Limit(maxPledges).Find(&rows).Error
	if err != nil || len(rows) == 0 {
		return nil, wrap(err, "pledges")
	}
	list, ids := make([]models.Pledge, len(rows)), make([]string, len(rows))
	for i, r := range rows {
		t.untold(&r.ConfirmedBy, &r.Shelf)
		list[i], ids[i] = r.pledge(), r.ID
	}
	return list, t.namePledges(list, ids)
}

// returnReasonBefore is why the paper was sent back in whose place a pledge is asked for;
// empty for none: the last one of the same signer before it.
const returnReasonBefore = `CASE WHEN pledges.state = 'asked' THEN COALESCE((SELECT b.return_reason FROM pledges b
	WHERE b.party_id = pledges.party_id AND COALESCE(b.worker_id, '') = COALESCE(pledges.worker_id, '') AND b.id < pledges.id
	ORDER BY b.id DESC LIMIT 1), '') ELSE '' END AS before`

// namePledges fills in of which contract, firm and worker pledges are. A vendor's people
// know a contract by what was issued, and one that is no longer theirs by what was signed.
func (t *tx) namePledges(list []models.Pledge, ids []string) error {
	contracts, title := t.db.Table("contracts c").Select("c.id, c.title"), "known.title"
	if t.actor.External() {
		contracts = t.issuedTo(t.actor.VendorID)
		title += ", CASE WHEN pledges.text <> '' THEN " + t.inJSON("pledges", "text", "contract", "title") + " END"
	}
	var names []struct{ ID, Title, Vendor, Worker, Before string }
	err := t.db.Table("pledges").Joins("LEFT JOIN (?) known ON known.id = pledges.contract_id", contracts).
		Joins("JOIN parties ON parties.id = pledges.party_id JOIN vendors ON vendors.id = parties.vendor_id").
		Joins("LEFT JOIN workers ON workers.id = pledges.worker_id").Where("pledges.id IN ?", ids).
		Select("pledges.id, COALESCE(" + title + ", '') AS title, vendors.name AS vendor, COALESCE(workers.name, '') AS worker, " + returnReasonBefore).Find(&names).Error
	if err != nil {
		return wrap(err, "pledges")
	}
	for _, n := range names {
		for i := range list {
			if list[i].ID == n.ID {
				list[i].Title, list[i].Party, list[i].Worker = n.Title, n.Vendor, n.Worker
				list[i].Before = n.Before
			}
		}
	}
	return nil
}
