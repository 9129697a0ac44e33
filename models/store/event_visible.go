package store

import (
	"strings"

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
	own := t.ownEvents(q)
	switch a := t.actor; {
	case a.IsSystem() || a.Is(models.Auditor):
	case a.Is(models.Reviewer):
		db = db.Where(t.db.Where("events.subject <> 'user'").Or(own.where, own.args...))
	case a.Is(models.Admin):
		// A text put together is in no index: the newest lines are found from the end.
		db = db.Where("events.subject || '' = 'mail' OR events.subject || '' IN ('user', 'division', 'log') AND events.contract_id IS NULL")
	case a.Is(models.Drafter, models.Manager):
		db = db.Where(t.db.
			Where("events.contract_id IN (SELECT id FROM contracts WHERE division_id = ?)", a.DivisionID).
			Or("events.contract_id IS NULL AND events.subject IN ('system', 'vendor', 'division', 'edition')").
			Or(own.where, own.args...))
	case a.Is(models.VendorLead):
		db = t.among(db, t.vendorEvents(own, q))
	case a.External():
		db = db.Where(own.where, own.args...)
	default:
		return nil, models.Denied("error.denied.events")
	}
	return q.narrow(db), nil
}

// someEvents are events by a condition on their columns.
type someEvents struct {
	where string
	args  []any
}

// ownEvents are those of the actor's own account. Who of the house did something
// cannot be asked for by those outside.
func (t *tx) ownEvents(q EventQuery) someEvents {
	own := someEvents{"events.subject = 'user' AND events.subject_id = ?", []any{t.actor.UserID}}
	if t.actor.External() && q.Actor != "" {
		own.where += " AND events.actor_id = ?"
		own.args = append(own.args, t.actor.UserID)
	}
	return own
}

// among are the events of any of some kinds. Each kind is found by an index of its own,
// so that the database reads those lines and not the log; as one condition, kinds
// joined by OR, it would read the log.
func (t *tx) among(db *gorm.DB, kinds []someEvents) *gorm.DB {
	var parts []string
	var args []any
	for _, k := range kinds {
		parts = append(parts, "SELECT events.id FROM events WHERE "+k.where)
		args = append(args, k.args...)
	}
	return db.Where("events.id IN ("+strings.Join(parts, " UNION ALL ")+")", args...)
}

// The deeds of a vendor's own people. What somebody did before an administrator gave
// them another place belongs to the place before.
const vendorDeeds = `events.role IN ('vendor_lead', 'vendor_worker') AND events.subject <> 'user'
	AND events.actor_id IN (SELECT id FROM users WHERE vendor_id = ?)
	AND NOT EXISTS (SELECT 1 FROM events moved WHERE moved.subject = 'user' AND moved.subject_id = events.actor_id
		AND moved.id > events.id AND moved.after LIKE '%"vendor_id":%')`

// What of their deeds is about its contracts, and what about itself.
const (
	aboutContracts = ` AND events.contract_id IN (?)`
	aboutVendor    = ` AND events.contract_id IS NULL AND events.subject = 'vendor' AND events.subject_id = ?`
)

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

// vendorEvents are the lines a vendor's lead reads. Who of the house did something is
// not told, so it cannot be asked for either.
func (t *tx) vendorEvents(own someEvents, q EventQuery) []someEvents {
	vendor := t.actor.VendorID
	contracts := func() *gorm.DB { return t.visibleContracts().Select("contracts.id") }
	kinds := []someEvents{
		own,
		{vendorDeeds + aboutContracts, []any{vendor, contracts()}},
		{vendorDeeds + aboutVendor, []any{vendor, vendor}},
	}
	if q.Actor == "" {
		kinds = append(kinds, someEvents{vendorIssued, []any{contracts(), vendor}})
	}
	return kinds
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
