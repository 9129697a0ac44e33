package store

import (
	"encoding/json"

	"gorm.io/gorm"

	"chigiri/models"
	"chigiri/models/catalog"
)

type pledgeRow struct {
	ID            string
	ContractID    string
	PartyID       string
	WorkerID      *string
	Kind          models.PledgeKind
	State         models.PledgeState
	Renewal       bool
	AskedAt       instant
	Question      string
	Answer        string
	DeclinedAt    instant
	DeclineReason string
	DelegateID    *string
	SignerID      string
	SignerName    string
	SignerPost    string
	Capacity      models.Capacity
	SignedAt      instant
	Method        models.PledgeMethod
	Address       string
	UserAgent     string
	EditionID     string
	Appendix      int
	Text          string
	TextHash      string
	Terms         string
	PDF           string `gorm:"column:pdf"`
	Identity      string
	Code          *string
	StampedAt     instant
	Scan          string
	Shelf         string
	HoldsFrom     models.Date
	LapsesOn      models.Date
	ConfirmedBy   string
	ConfirmedAt   instant
	EndedAt       instant
	EndReason     string
	ReturnReason  string
	Version       int
}

func (pledgeRow) TableName() string { return "pledges" }

func (r pledgeRow) pledge() models.Pledge {
	keeper := ""
	if r.Method == models.SignedOnPaper {
		keeper = r.SignerID
	}
	return models.Pledge{
		ID: r.ID, ContractID: r.ContractID, PartyID: r.PartyID, WorkerID: value(r.WorkerID), Kind: r.Kind, State: r.State, Renewal: r.Renewal,
		AskedAt: r.AskedAt.Time, Question: r.Question, Answer: r.Answer, DeclinedAt: r.DeclinedAt.Time, DeclineReason: r.DeclineReason,
		DelegateID: value(r.DelegateID), SignerName: r.SignerName, SignerPost: r.SignerPost, Capacity: r.Capacity, SignedAt: r.SignedAt.Time, Method: r.Method, TextHash: r.TextHash, PDF: r.PDF,
		Identity: r.Identity, Code: value(r.Code), StampedAt: r.StampedAt.Time, Scan: r.Scan, KeeperID: keeper, Shelf: r.Shelf, HoldsFrom: r.HoldsFrom,
		LapsesOn: r.LapsesOn, ConfirmedBy: r.ConfirmedBy, ConfirmedAt: r.ConfirmedAt.Time, EndedAt: r.EndedAt.Time, EndReason: r.EndReason,
		ReturnReason: r.ReturnReason, Version: r.Version,
	}
}

// inForce narrows pledges to those that hold on a day: the SQL form of
// models.Pledge.InForce.
const inForce = `pledges.state = 'signed' AND (pledges.method <> 'paper' OR pledges.confirmed_at IS NOT NULL)
	AND pledges.holds_from <= ? AND (pledges.lapses_on IS NULL OR pledges.lapses_on >= ?)`

// pledgeCase is one pledge with everything its text and its rules follow from.
type pledgeCase struct {
	row    pledgeRow
	party  models.Party
	worker *models.Worker
	d      *dossier
	e      *catalog.Edition
	a      models.Appendix
	rule   models.PledgeRule
	past   bool // of a past place of the actor's firm: it is read as it was signed, and nothing else
}

// pledgeOf reads a pledge the actor may see: staff of the contract, the lead of the
// party and of those above it, and the worker whose own it is; of what was signed under a
// past place the firm's lead too. For others it is not found.
func (t *tx) pledgeOf(id string, lock bool) (*pledgeCase, error) {
	db := t.db.Where("id = ?", id)
	if lock {
		db = t.held(db)
	}
	c := &pledgeCase{}
	if err := t.first(db, &c.row, "pledge"); err != nil {
		return nil, err
	}
	if err := t.pledgeSeen(c); err != nil {
		return nil, err
	}
	t.untold(&c.row.ConfirmedBy, &c.row.Shelf, &c.party.ConsentedBy)
	house := t.asHouse()
	var err error
	if c.d, err = house.outline(c.row.ContractID, false); err != nil {
		return nil, err
	}
	bound := c.d
	if c.past { // what binds others now is not the firm's to know
		bound = &dossier{row: contractRow{ID: c.row.ContractID, IssuedNumber: c.row.Appendix}}
	}
	if c.e, c.a, err = house.binding(bound); err != nil {
		return nil, err
	}
	c.rule = catalog.PledgeRule(c.e, c.a, c.row.Kind)
	return c, nil
}

// pledgeSeen fills in party and worker, or says that there is no such pledge for this
// actor.
func (t *tx) pledgeSeen(c *pledgeCase) error {
	tree, err := t.asHouse().allParties(t.db.Where("parties.contract_id = ?", c.row.ContractID))
	if err != nil {
		return err
	}
	c.party = *tree.Find(c.row.PartyID)
	if id := value(c.row.WorkerID); id != "" {
		var w workerRow
		if err := t.first(t.db.Where("id = ?", id), &w, "worker"); err != nil {
			return err
		}
		t.untold(&w.ConfirmedBy)
		worker := w.worker()
		c.worker = &worker
	}
	own := t.actor.External() && (c.worker != nil && c.worker.UserID == t.actor.UserID || value(c.row.DelegateID) == t.actor.UserID)
	if own || t.actor.IsSystem() {
		return nil
	}
	_, err = t.visibleContract(c.row.ContractID, false)
	if err == nil && (!t.actor.External() || t.leads(c.party, tree)) {
		return nil
	}
	if c.row.PDF == "" || !c.party.PastOf(t.actor) {
		return models.NotFound("pledge")
	}
	c.past = true
	return nil
}

// signer is who is to sign, with the names of the day.
func (c *pledgeCase) signer(lead string) models.Signer {
	s := models.Signer{Kind: c.row.Kind, Tier: c.party.Tier, Employer: c.party.Vendor}
	if c.worker != nil {
		s.Name, s.Role, s.MyNumber = c.worker.Name, c.worker.Duty, c.worker.MyNumber
		return s
	}
	s.Name = lead
	return s
}

// text is the wording as it was signed, or as it would be signed now.
func (c *pledgeCase) text(t *tx) (models.PledgeText, error) {
	if c.row.Text != "" {
		var text models.PledgeText
		return text, wrap(json.Unmarshal([]byte(c.row.Text), &text), "pledge")
	}
	signer, err := t.companySigner(c)
	if err != nil {
		return models.PledgeText{}, err
	}
	text, err := catalog.PledgeText(c.e, c.a, signer)
	text.Contract.Signed = c.d.row.SignedOn
	return text, wrap(err, "pledge")
}

// companySigner puts in a company's representative and address: what the register says today.
func (t *tx) companySigner(c *pledgeCase) (models.Signer, error) {
	s := c.signer("")
	if c.worker != nil {
		return s, nil
	}
	var v vendorRow
	if err := t.first(t.db.Select("id", "rep_title", "representative", "address").Where("id = ?", c.party.VendorID), &v, "vendor"); err != nil {
		return s, err
	}
	s.Role, s.Name, s.Address = v.RepTitle, v.Representative, v.Address
	return s, nil
}

// period are the days a pledge signed today would hold.
func (c *pledgeCase) period(t *tx) (from, until models.Date, err error) {
	from = t.today()
	if c.row.Renewal {
		var last *models.Date
		q := t.samePledges(c.row).Where("state = 'signed' AND lapses_on >= ?", from)
		if err := q.Select("MAX(lapses_on)").Scan(&last).Error; err != nil {
			return from, until, wrap(err, "pledges")
		}
		if last != nil && !last.IsZero() {
			from = last.AddDays(1)
		}
	}
	return from, c.rule.LastDay(from), nil
}

// samePledges are the pledges of the same worker, or of the same party's company.
func (t *tx) samePledges(r pledgeRow) *gorm.DB {
	db := t.db.Model(&pledgeRow{}).Where("party_id = ?", r.PartyID)
	if r.WorkerID == nil {
		return db.Where("worker_id IS NULL")
	}
	return db.Where("worker_id = ?", *r.WorkerID)
}

// pledgePartyEnded is why a pledge ended whose firm's place is over.
const pledgePartyEnded = "party"

// endPledges ends pledges for a reason; what was signed stays to be read.
func (t *tx) endPledges(which *gorm.DB, reason string) error {
	var rows []pledgeRow
	if err := which.Omit("text").Where("state <> 'ended'").Order("id").Find(&rows).Error; err != nil {
		return wrap(err, "pledges")
	}
	for _, r := range rows {
		columns := map[string]any{"state": models.PledgeEnded, "ended_at": instant{t.now}, "end_reason": reason}
		if _, err := t.update("pledges", r.ID, r.Version, columns); err != nil {
			return err
		}
		if r.State != models.PledgeSigned {
			continue // what was only asked for leaves no line
		}
		err := t.event(models.Event{
			Kind: models.EventPledgeEnded, Subject: "pledge", SubjectID: r.ID, ContractID: r.ContractID,
			Before: map[string]any{"state": r.State}, After: map[string]any{"state": models.PledgeEnded, "end_reason": reason},
		})
		if err != nil {
			return err
		}
	}
	return nil
}
