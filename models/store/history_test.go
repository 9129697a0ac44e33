package store

import (
	"context"
	"math/rand/v2"

	"chigiri/models"
)

// RandomHistory writes parties, structures, rosters and pledges as no order of deeds is
// needed for: for the test that holds both forms of the rule equal.
func (s *Store) RandomHistory(ctx context.Context, r *rand.Rand, contracts, vendors []string, today models.Date) error {
	return s.write(ctx, models.System(), func(t *tx) error {
		h := history{t: t, r: r, vendors: vendors, today: today}
		var err error
		if h.user, err = t.createUser(models.UserInput{Login: "somebody", Name: "だれか", Role: models.VendorWorker, VendorID: vendors[0]}); err != nil {
			return err
		}
		for _, id := range contracts {
			prime := partyRow{}
			if err := t.db.Where("contract_id = ?", id).Take(&prime).Error; err != nil {
				return err
			}
			if err := h.party(prime); err != nil {
				return err
			}
			for range r.IntN(4) {
				above := models.Party{ID: prime.ID}
				row := t.newParty(id, vendors[r.IntN(len(vendors))], &above, pick(r, models.PartyStates()))
				if err := t.db.Create(&row).Error; err != nil {
					return err
				}
				if err := h.party(row); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

type history struct {
	t       *tx
	r       *rand.Rand
	vendors []string
	today   models.Date
	user    models.User
}

func (h *history) day() models.Date { return h.today.AddDays(h.r.IntN(81) - 40) }

func (h *history) maybe() instant {
	if h.r.IntN(3) == 0 {
		return instant{}
	}
	return instant{h.t.now}
}

// decided is when something filed was confirmed and when sent back: one of them, neither,
// or, as nobody brings about, both.
func (h *history) decided() (confirmed, returned instant) {
	at, never := instant{h.t.now}, instant{}
	both := pick(h.r, [][2]instant{{at, never}, {never, never}, {never, at}, {never, at}, {at, at}})
	return both[0], both[1]
}

func (h *history) party(p partyRow) error {
	columns := map[string]any{"topics_hash": "T", "worker_topics": "W", "briefed": pick(h.r, []string{"", "T", "T", "X"}), "quizzed": pick(h.r, []string{"", "T", "T"})}
	if h.r.IntN(2) == 0 {
		columns["briefed_until"] = h.day()
	}
	columns["brief_waits"] = pick(h.r, []string{"", "T", "X"}) // a meeting the prime held: confirmed or sent back, waiting, of other topics
	if h.r.IntN(2) == 0 {
		columns["brief_waits_until"] = h.day()
	}
	if err := h.t.db.Model(&partyRow{}).Where("id = ?", p.ID).Updates(columns).Error; err != nil {
		return err
	}
	for i := range h.r.IntN(3) {
		confirmed, returned := h.decided()
		row := structureRow{ID: h.t.id(), ContractID: p.ContractID, PartyID: p.ID, Number: i + 1, Content: "{}", FiledAt: instant{h.t.now}, ConfirmedAt: confirmed, ReturnedAt: returned, Lacks: pick(h.r, []string{"", "", models.LacksPrivacyLead}), LacksSince: instant{h.t.now}}
		if err := h.t.db.Create(&row).Error; err != nil {
			return err
		}
	}
	if err := h.pledges(p, nil); err != nil {
		return err
	}
	for range h.r.IntN(4) {
		confirmed, returned := h.decided()
		w := workerRow{
			ID: h.t.id(), ContractID: p.ContractID, PartyID: p.ID, UserID: h.user.ID, Name: "だれか", Duty: "保守", StartsOn: h.today, EndsOn: h.day(),
			ConfirmedAt: confirmed, ReturnedAt: returned, Briefed: pick(h.r, []string{"", "W", "W", "X"}), Quizzed: pick(h.r, []string{"", "W"}), Version: 1, CreatedAt: instant{h.t.now},
		}
		if h.r.IntN(2) == 0 {
			w.BriefedUntil = h.day()
		}
		w.BriefWaits = pick(h.r, []string{"", "W", "X"})
		if h.r.IntN(2) == 0 {
			w.BriefWaitsUntil = h.day()
		}
		if h.r.IntN(4) > 0 || h.taken(p.ID) {
			w.LeftOn = h.day()
		}
		if h.r.IntN(2) == 0 && !h.taken(p.ID) {
			w.LeftOn = models.Date{}
		}
		if err := h.t.db.Create(&w).Error; err != nil {
			return err
		}
		if err := h.pledges(p, &w.ID); err != nil {
			return err
		}
	}
	return nil
}

// taken says whether somebody is on a roster: one person has one line there at a time.
func (h *history) taken(party string) bool {
	var n int64
	h.t.db.Model(&workerRow{}).Where("party_id = ? AND left_on IS NULL", party).Count(&n)
	return n > 0
}

func (h *history) pledges(p partyRow, worker *string) error {
	kind := models.PledgeCompany
	if worker != nil {
		kind = models.PledgeWorker
	}
	asked := false
	for range h.r.IntN(4) {
		row := pledgeRow{
			ID: h.t.id(), ContractID: p.ContractID, PartyID: p.ID, WorkerID: worker, Kind: kind, AskedAt: instant{h.t.now}, Version: 1,
			State: pick(h.r, []models.PledgeState{models.PledgeAsked, models.PledgeSigned, models.PledgeSigned, models.PledgeSigned, models.PledgeEnded}),
		}
		if row.State == models.PledgeAsked {
			if asked {
				continue
			}
			asked = true
		} else {
			row.Method, row.HoldsFrom, row.ConfirmedAt = pick(h.r, []models.PledgeMethod{models.SignedByPassword, models.SignedOnPaper}), h.day(), h.maybe()
			if h.r.IntN(3) > 0 {
				row.LapsesOn = row.HoldsFrom.AddDays(h.r.IntN(30))
			}
		}
		if err := h.t.db.Create(&row).Error; err != nil {
			return err
		}
	}
	return nil
}

// Tallies are the counts of the database as of a day.
func (s *Store) Tallies(ctx context.Context, contracts []string, day models.Date) (all map[string]models.Tallies, err error) {
	err = s.read(ctx, models.System(), func(t *tx) error {
		t.now = day.Start()
		all, err = t.tallies(contracts)
		return err
	})
	return all, err
}

// LoadedTallies are the counts of the rule over loaded facts as of a day.
func (s *Store) LoadedTallies(ctx context.Context, contract string, day models.Date) (all models.Tallies, err error) {
	err = s.read(ctx, models.System(), func(t *tx) error {
		t.now = day.Start()
		list, err := t.partyStands(contract)
		all = models.TallyOf(list, day)
		return err
	})
	return all, err
}
