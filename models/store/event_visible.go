package store

import (
	"gorm.io/gorm"

	"chigiri/models"
)

// visibleEvents is the part of the log the actor may read, narrowed by q:
//
//   - the audit office: all of it;
//   - the IT division: all but other people's accounts;
//   - the administrator: accounts, divisions, mail and the log itself, and nothing else
//     about a contract;
//   - division staff: their division's contracts, the registers, their own account;
//   - a vendor's lead: the own account, what the vendor's people did, and what was
//     issued to the vendor: see vendorEvents;
//   - a vendor's workers: their own account.
func (t *tx) visibleEvents(q EventQuery) (*gorm.DB, error) {
	if err := q.check(); err != nil {
		return nil, err
	}
	db := t.db.Table("events")
	own := t.db.Where("events.subject = 'user' AND events.subject_id = ?", t.actor.UserID)
	if t.actor.External() && q.Actor != "" { // who of the house did something cannot be asked for
		own = own.Where("events.actor_id = ?", t.actor.UserID)
	}
	switch a := t.actor; {
	case a.IsSystem() || a.Is(models.Auditor):
	case a.Is(models.Reviewer):
		db = db.Where(t.db.Where("events.subject <> 'user'").Or(own))
	case a.Is(models.Admin):
		db = db.Where("events.subject = 'mail' OR events.subject IN ('user', 'division', 'log') AND events.contract_id IS NULL")
	case a.Is(models.Drafter, models.Manager):
		db = db.Where(t.db.
			Where("events.contract_id IN (SELECT id FROM contracts WHERE division_id = ?)", a.DivisionID).
			Or("events.contract_id IS NULL AND events.subject IN ('system', 'vendor', 'division', 'edition')").
			Or(own))
	case a.Is(models.VendorLead):
		db = db.Where(t.vendorEvents(own, q))
	case a.External():
		db = db.Where(own)
	default:
		return nil, models.Denied("error.denied.events")
	}
	return q.narrow(db), nil
}

// The deeds of a vendor's own people about its contracts and itself. What somebody
// did before an administrator gave them another place belongs to the place before.
const vendorDeeds = `events.role IN ('vendor_lead', 'vendor_worker') AND events.subject <> 'user'
	AND events.actor_id IN (SELECT id FROM users WHERE vendor_id = ?)
	AND (events.contract_id IN (?) OR events.contract_id IS NULL AND events.subject = 'vendor' AND events.subject_id = ?)
	AND NOT EXISTS (SELECT 1 FROM events moved WHERE moved.subject = 'user' AND moved.subject_id = events.actor_id
		AND moved.id > events.id AND moved.after LIKE '%"vendor_id":%')`

// What was issued to a vendor since it has its place: appendices, and the moves it
// is told of. A move out of a consultation is none of them, for it would tell that
// there was one; and nothing of a draft is.
const vendorIssued = `(events.kind = 'appendix.issued' OR events.kind = 'contract.moved'
		AND events.before IN ('{"state":"issued"}', '{"state":"concluded"}', '{"state":"ready"}')
		AND (events.after IN ('{"state":"concluded"}', '{"state":"ready"}', '{"state":"completed"}')
			OR events.after LIKE '{"signed_on":"____-__-__","state":"concluded"}'
			OR events.after LIKE '{"completed_on":"____-__-__","state":"completed"}'))
	AND events.contract_id IN (?)
	AND events.at >= (SELECT MIN(p.approved_at) FROM parties p WHERE p.contract_id = events.contract_id AND p.vendor_id = ? AND p.state = 'approved')`

// vendorEvents are the lines a vendor's lead reads, beside the own account. Who of
// the house did something is not told, so it cannot be asked for either.
func (t *tx) vendorEvents(own *gorm.DB, q EventQuery) *gorm.DB {
	vendor := t.actor.VendorID
	contracts := func() *gorm.DB { return t.visibleContracts().Select("contracts.id") }
	lines := t.db.Where(own).Or(vendorDeeds, vendor, contracts(), vendor)
	if q.Actor == "" {
		lines = lines.Or(vendorIssued, contracts(), vendor)
	}
	return lines
}

// told are the fields a vendor is told of what was issued to it.
var told = map[models.EventKind][]string{
	models.EventAppendixIssued: {"version", "hash", "level", "pdf", "docx"},
	models.EventContractMoved:  {"state", "signed_on", "completed_on"},
}

// asTold leaves out of an event what its reader is not to know: a vendor's people
// learn what was issued to them, and what was done to their own accounts, and when;
// not who of the house did it, from where and why. What an unknown person tried from
// somewhere is told without the place, for it may have been somebody of the house.
// Whole is false when the event holds more than is told, be it an id: then its
// canonical form is not for this reader either.
func (t *tx) asTold(e *models.Event) (whole bool) {
	account := e.Subject == "user"
	switch {
	case !t.actor.External(), account && e.ActorID == t.actor.UserID:
		return true
	case !account && (e.Role == models.VendorLead || e.Role == models.VendorWorker):
		return true // of the reader's own vendor: see vendorDeeds
	}
	system := models.Actor{Role: e.Role}.IsSystem()
	whole = e.Reason == "" && (system || e.ActorID+e.ActorName+e.Address == "")
	e.ActorID, e.ActorName, e.Address, e.Reason = "", "", "", ""
	if account {
		return whole
	}
	for _, side := range []*map[string]any{&e.Before, &e.After} {
		kept := map[string]any{}
		for _, name := range told[e.Kind] {
			if v, ok := (*side)[name]; ok {
				kept[name] = v
			}
		}
		whole = whole && len(kept) == len(*side)
		*side = kept
	}
	return whole
}
