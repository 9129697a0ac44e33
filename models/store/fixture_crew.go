package store

import (
	"fmt"
	"math/rand/v2"
	"time"

	"chigiri/models"
)

// fixtureTopics stands for the topics everybody of the load data has to know: what counts
// is whether somebody's are the party's.
const fixtureTopics = "fixture"

// fixtureCrews are the people of one batch of contracts, with what they and their firms
// have filed, signed and heard. They stand on contracts that are not issued too: counts
// of standing do not ask, and an issued one is kept with its documents.
type fixtureCrews struct {
	users      []userRow
	structures []structureRow
	workers    []workerRow
	pledges    []pledgeRow
	briefings  []briefingRow
	attendees  []attendeeRow
}

// crews puts this batch's share of the workers on the rosters of its parties. They are
// drawn apart from the contracts, which are the same however many people work on them.
func (f *fixture) crews(t *tx, b *fixtureBatch, through int) error {
	if f.Workers == 0 || len(b.parties) == 0 {
		return nil
	}
	if f.people == nil {
		f.people = rand.New(rand.NewPCG(uint64(f.Seed), 2)) // #nosec G404,G115 -- load data, repeatable on purpose
	}
	var c fixtureCrews
	share := f.Workers*through/f.Contracts - f.employed
	begun := f.employed
	for i := range b.parties {
		p := &b.parties[i]
		p.TopicsHash, p.WorkerTopics = fixtureTopics, fixtureTopics
		p.Briefed, p.Quizzed, p.BriefedUntil = f.heard(p.CreatedAt.Time)
		f.filed(&c, *p)
		f.pledged(&c, *p, nil)
		f.crew(&c, *p, begun+share*(i+1)/len(b.parties)-f.employed)
	}
	return t.insert(b.parties, c.users, c.structures, c.workers, c.pledges, c.briefings, c.attendees)
}

// often is true so many times of a hundred.
func (f *fixture) often(percent int) bool { return f.people.IntN(100) < percent }

// heard is what somebody has heard and answered, and until when it holds.
func (f *fixture) heard(at time.Time) (briefed, quizzed string, until models.Date) {
	if f.often(85) {
		briefed, until = fixtureTopics, models.Today(at).AddMonths(12)
	}
	if f.often(80) {
		quizzed = fixtureTopics
	}
	return briefed, quizzed, until
}

func (f *fixture) filed(c *fixtureCrews, p partyRow) {
	if !f.often(80) {
		return
	}
	row := structureRow{ID: f.id(p.CreatedAt.Time), ContractID: p.ContractID, PartyID: p.ID, Number: 1, Content: `{"privacy_lead":"個情　花子"}`, FiledBy: "fixture", FiledAt: p.CreatedAt}
	if f.often(85) {
		row.ConfirmedBy, row.ConfirmedAt = "fixture", p.CreatedAt
	}
	c.structures = append(c.structures, row)
}

// pledged are the pledges of a worker, or of the company: eight of ten signers hold one,
// the others are asked, late, or wait for their paper to be confirmed.
func (f *fixture) pledged(c *fixtureCrews, p partyRow, worker *workerRow) {
	row := pledgeRow{ContractID: p.ContractID, PartyID: p.ID, Kind: models.PledgeCompany, State: models.PledgeSigned, AskedAt: p.CreatedAt, Version: 1}
	if worker != nil {
		row.WorkerID, row.Kind = &worker.ID, models.PledgeWorker
	}
	add := func(r pledgeRow) {
		r.ID = f.id(p.CreatedAt.Time)
		c.pledges = append(c.pledges, r)
	}
	row.Method, row.SignerName, row.SignedAt, row.HoldsFrom = models.SignedByPassword, "fixture", p.CreatedAt, models.Today(p.CreatedAt.Time)
	row.LapsesOn = models.NewDate(models.Today(f.now).FiscalYear()+1, 3, 31)
	if f.often(30) { // the year before
		past := row
		past.LapsesOn = models.NewDate(models.Today(f.now).FiscalYear(), 3, 31)
		add(past)
	}
	switch n := f.people.IntN(100); {
	case n < 80:
		add(row)
	case n < 84:
		row.Method = models.SignedOnPaper
		add(row)
	default:
		add(pledgeRow{ContractID: row.ContractID, PartyID: row.PartyID, WorkerID: row.WorkerID, Kind: row.Kind, State: models.PledgeAsked, AskedAt: row.AskedAt, Version: 1})
	}
}

// crew are n people of one party, and the meeting in which they were briefed.
func (f *fixture) crew(c *fixtureCrews, p partyRow, n int) {
	at := p.CreatedAt.Time
	var meeting briefingRow
	for range n {
		f.employed++
		name := pick(f.people, fixtureFamily) + "　" + pick(f.people, fixtureGiven)
		u := userRow{
			ID: f.id(at), Login: fmt.Sprintf("fx%d-worker-%06d", f.Seed, f.employed), Name: name, Role: string(models.VendorWorker),
			VendorID: &p.VendorID, Version: 1, CreatedAt: p.CreatedAt,
		}
		c.users = append(c.users, u)
		w := workerRow{
			ID: f.id(at), ContractID: p.ContractID, PartyID: p.ID, UserID: u.ID, Name: name, Duty: "保守担当", Version: 1, CreatedAt: p.CreatedAt, FiledAt: p.CreatedAt,
			StartsOn: models.Today(at), EndsOn: models.NewDate(models.Today(f.now).FiscalYear()+1, 3, 31),
		}
		w.Briefed, w.Quizzed, w.BriefedUntil = f.heard(at)
		if f.often(90) {
			w.ConfirmedBy, w.ConfirmedAt = "fixture", p.CreatedAt
		}
		if f.often(3) {
			w.LeftOn, w.LeftReason = models.Today(f.now), "異動"
		}
		c.workers = append(c.workers, w)
		f.pledged(c, p, &w)
		if meeting.ID == "" {
			meeting = f.meeting(p, u)
			c.briefings = append(c.briefings, meeting)
		}
		c.attendees = append(c.attendees, attendeeRow{
			ID: f.id(at), BriefingID: meeting.ID, PartyID: p.ID, UserID: u.ID, WorkerID: &w.ID, Name: name, AttendedAt: p.CreatedAt, Method: models.CheckedIn,
		})
	}
}

func (f *fixture) meeting(p partyRow, by userRow) briefingRow {
	at := p.CreatedAt
	return briefingRow{
		ID: f.id(at.Time), ContractID: p.ContractID, State: models.BriefingHeld, Method: models.BriefRoom, Side: models.SidePrime, HeldOn: models.Today(at.Time),
		Place: "会議室", BrieferID: by.ID, Briefer: by.Name, PlannedBy: by.Name, PlannedAt: at, ClosedAt: at, ConfirmedBy: "fixture", ConfirmedAt: at, Version: 1,
	}
}
