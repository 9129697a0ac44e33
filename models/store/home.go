package store

import (
	"context"
	"slices"

	"gorm.io/gorm"

	"chigiri/models"
)

// homeItems is how many things a first page lists of each kind.
const homeItems = 20

// Home is what a person sees first: what waits for them, what they follow, and the
// figures of their duty.
func (s *Store) Home(ctx context.Context, actor models.Actor) (h models.Home, err error) {
	err = s.read(ctx, actor, func(t *tx) error {
		h = models.Home{Counts: map[string]int{}}
		if actor.External() {
			if err := t.homeBriefings(&h); err != nil {
				return err
			}
		}
		switch {
		case actor.Is(models.Admin):
			return t.homeOfAdmin(&h)
		case actor.Is(models.VendorLead):
			if err := t.homePledges(&h); err != nil {
				return err
			}
			return t.homeOfLead(&h)
		case actor.Is(models.VendorWorker):
			h.Pledges, err = t.pledgeRows(t.ownToSign())
			return err
		case models.CanSeeContracts(actor):
			return t.homeOfStaff(&h)
		}
		return nil
	})
	return h, err
}

// homeOfStaff: the turns of this role first, longest waiting first, then everybody
// else's.
func (t *tx) homeOfStaff(h *models.Home) (err error) {
	turns := t.actor.Turns()
	all := func() *gorm.DB { return t.visibleContracts().Where("contracts.waiting_for <> ''") }
	if h.Turn, err = t.homeList(all().Where("contracts.waiting_for IN ?", turns)); err != nil {
		return err
	}
	if h.Others, err = t.homeList(all().Where("contracts.waiting_for NOT IN ?", turns)); err != nil {
		return err
	}
	if err := t.homeCounts(h, turns); err != nil {
		return err
	}
	if err := t.homeParties(h); err != nil {
		return err
	}
	if err := t.homeLeadless(h); err != nil {
		return err
	}
	if err := t.homePledges(h); err != nil {
		return err
	}
	if h.Again, err = t.homeAgain(); err != nil {
		return err
	}
	if h.Filings, err = t.homeFilings(); err != nil {
		return err
	}
	if h.Unrecorded, err = t.homeUnrecorded(); err != nil {
		return err
	}
	if h.Records, err = t.homeRecords(); err != nil {
		return err
	}
	var pledges int64
	if err := t.db.Model(&pledgeRow{}).Where(t.pledgesWaiting()).Count(&pledges).Error; err != nil {
		return wrap(err, "pledges")
	}
	if pledges > 0 {
		h.Counts["pledges"] = int(pledges)
	}
	return t.homeEvents(h)
}

func (t *tx) homeList(db *gorm.DB) ([]models.HomeItem, error) {
	sort, err := contractSort("waiting")
	if err != nil {
		return nil, err
	}
	rows, _, err := t.listRows(db, page{limit: homeItems, by: sort})
	items := make([]models.HomeItem, len(rows))
	for i, r := range rows {
		items[i] = models.HomeItem{ContractID: r.ID, Title: r.Title, Level: models.Level(r.Level), Step: models.KeptStep(r.Step, r.StepCount, r.WaitingFor, stamp(r.StepSince))}
	}
	return items, err
}

// homeCounts are the figures: contracts by state, those waiting for this role, those
// out of date. Indexes hold all that is asked, so the rows themselves stay unread.
func (t *tx) homeCounts(h *models.Home, turns []models.Role) error {
	var rows []struct {
		State      models.ContractState
		WaitingFor models.Role
		N          int
	}
	err := t.visibleContracts().Select("contracts.state, contracts.waiting_for, COUNT(*) AS n").Group("1, 2").Find(&rows).Error
	if err != nil {
		return wrap(err, "counts")
	}
	for _, r := range rows {
		h.Counts["all"] += r.N
		h.Counts[string(r.State)] += r.N
		if slices.Contains(turns, r.WaitingFor) {
			h.Counts["mine"] += r.N
		}
	}
	var changed int64
	err = t.visibleContracts().Where("contracts.issued_number > 0").Where(stale, t.today()).Count(&changed).Error
	if changed > 0 {
		h.Counts["changed"] = int(changed)
	}
	return wrap(err, "counts")
}

// homeEvents are the last things that happened to what the actor sees.
func (t *tx) homeEvents(h *models.Home) error {
	db, err := t.visibleEvents(EventQuery{})
	if err != nil {
		return err
	}
	if t.actor.DivisionID != "" { // what the administrator does to other divisions is no news here
		db = db.Where("subject <> 'division' OR subject_id = ?", t.actor.DivisionID)
	}
	var rows []eventRow
	if err := db.Where("subject <> 'user'").Order("id DESC").Limit(homeItems / 2).Find(&rows).Error; err != nil {
		return wrap(err, "events")
	}
	h.Recent, err = t.events(rows)
	return err
}

// homeOfAdmin: accounts and divisions; no contract content.
func (t *tx) homeOfAdmin(h *models.Home) error {
	counts := map[string]*gorm.DB{
		"users": t.db.Table("users"), "disabled": t.db.Table("users").Where("disabled_at IS NOT NULL"),
		"divisions": t.db.Table("divisions").Where("ended_on IS NULL"),
	}
	for name, db := range counts {
		var n int64
		if err := db.Count(&n).Error; err != nil {
			return wrap(err, "counts")
		}
		h.Counts[name] = int(n)
	}
	return t.homeEvents(h)
}

// homeOfLead: the contracts whose appendix in force the vendor has to accept as the
// contractor, the latest issued first, and what it owes under any.
func (t *tx) homeOfLead(h *models.Home) error {
	var rows []struct {
		ID, Title string
		Level     int
		IssuedAt  instant
		SignedOn  models.Date
		Accept    bool
	}
	err := t.visibleContracts().Joins("JOIN appendices ON appendices.contract_id = contracts.id AND appendices.number = contracts.issued_number").
		Where("contracts.state NOT IN ?", []models.ContractState{models.StateCompleted, models.StateClosed}).
		Select("contracts.id, contracts.title, appendices.level, appendices.issued_at, contracts.signed_on, contracts.vendor_id = ? AND contracts.accepted_number <> contracts.issued_number AS accept", t.actor.VendorID).
		Order("appendices.issued_at DESC").Order("contracts.id").Limit(homeItems).Find(&rows).Error
	var under []models.HomeItem
	for _, r := range rows {
		step := models.VendorAccepts()
		step.Since = stamp(vendorSince(r.IssuedAt, r.SignedOn))
		item := models.HomeItem{ContractID: r.ID, Title: r.Title, Level: models.Level(r.Level), Step: step}
		if under = append(under, item); r.Accept {
			h.Turn = append(h.Turn, item)
		}
	}
	if err != nil {
		return wrap(err, "contracts")
	}
	var all int64 // as the list behind the figure has them
	if err := t.visibleContracts().Count(&all).Error; err != nil {
		return wrap(err, "counts")
	}
	h.Counts["all"] = int(all)
	if h.Pledges, err = t.pledgeRows(t.ownToSign()); err != nil {
		return err
	}
	for _, item := range under {
		if err := t.homeOwed(h, item); err != nil {
			return err
		}
	}
	if h.Unrecorded, err = t.homeUnrecorded(); err != nil {
		return err
	}
	if h.Records, err = t.homeRecords(); err != nil {
		return err
	}
	if err := t.homeParties(h); err != nil {
		return err
	}
	if err := t.homeLeadless(h); err != nil {
		return err
	}
	return t.homePast(h)
}
