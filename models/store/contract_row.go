package store

import (
	"strings"
	"time"

	"gorm.io/gorm"

	"chigiri/models"
)

type contractRow struct {
	ID            string
	Number        string
	Title         string
	Kind          models.ContractKind
	StartsOn      models.Date
	EndsOn        models.Date
	SignedOn      models.Date
	CompletedOn   models.Date
	DivisionID    string
	VendorID      *string
	EditionID     string
	Flags         string
	Overseas      bool
	Persons       int
	Procurement   models.Procurement
	SystemManager string
	PolicyVersion string
	Scheme        models.Scheme
	Note          string
	State         models.ContractState
	StateSince    instant
	Step          string
	StepCount     int
	StepSince     instant
	WaitingFor    models.Role
	Level         int
	FactsUntil    models.Date
	FactsHash     string
	IssuedHash    string
	IssuedNumber  int
	IssuedVendor  string
	SignedNames   string
	SearchKey     string
	SortKey       string
	Version       int
	CreatedAt     instant
	UpdatedAt     instant
}

func (contractRow) TableName() string { return "contracts" }

type contractSystemRow struct {
	ContractID string
	SystemID   string
	Position   int
}

func (contractSystemRow) TableName() string { return "contract_systems" }

type contractClassRow struct {
	ContractID string
	ClassID    string
}

func (contractClassRow) TableName() string { return "contract_classes" }

// visibleContracts is the part of contracts the actor may see. It stands at the
// root of every query about contracts:
//
//   - the IT division and the audit office: all;
//   - division staff: their division's;
//   - a vendor's lead: those with an issued appendix in which the vendor has a
//     place that has not ended;
//   - administrators and workers: none.
func (t *tx) visibleContracts() *gorm.DB {
	db := t.db.Table("contracts")
	switch a := t.actor; {
	case a.IsSystem() || a.Is(models.Reviewer, models.Auditor):
		return db
	case a.Is(models.Drafter, models.Manager):
		return db.Where("contracts.division_id = ?", a.DivisionID)
	case a.Is(models.VendorLead):
		return db.Where("contracts.issued_number > 0").Where(
			"contracts.id IN (SELECT contract_id FROM parties WHERE vendor_id = ? AND ended_at IS NULL)", a.VendorID)
	}
	return db.Where("1 = 0")
}

// visibleContract reads one row the actor may see; lock holds it until the end of
// the transaction.
func (t *tx) visibleContract(id string, lock bool) (contractRow, error) {
	var row contractRow
	db := t.visibleContracts()
	if lock {
		db = t.held(db)
	}
	err := t.first(db.Where("contracts.id = ?", id), &row, "contract")
	return row, err
}

// setInput takes over what was entered.
func (r *contractRow) setInput(in models.ContractInput) {
	r.Number, r.Title, r.Kind, r.StartsOn, r.EndsOn = in.Number, in.Title, in.Kind, in.StartsOn, in.EndsOn
	r.DivisionID, r.VendorID, r.Flags, r.Overseas, r.Persons = in.DivisionID, pointer(in.VendorID), strings.Join(in.Flags, ","), in.Overseas, in.Persons
	r.Procurement, r.SystemManager, r.PolicyVersion, r.Scheme, r.Note = in.Procurement, in.SystemManager, in.PolicyVersion, in.Scheme, in.Note
	r.SortKey = models.SearchKey(in.Title)
}

// input is what was entered, but for systems and classes, which have tables.
func (r contractRow) input() models.ContractInput {
	return models.ContractInput{
		Number: r.Number, Title: r.Title, Kind: r.Kind, StartsOn: r.StartsOn, EndsOn: r.EndsOn,
		DivisionID: r.DivisionID, VendorID: value(r.VendorID), Flags: split(r.Flags), Overseas: r.Overseas, Persons: r.Persons,
		Procurement: r.Procurement, SystemManager: r.SystemManager, PolicyVersion: r.PolicyVersion, Scheme: r.Scheme, Note: r.Note,
	}
}

func (t *tx) writeSystems(id string, systems []string) error {
	if err := t.db.Where("contract_id = ?", id).Delete(&contractSystemRow{}).Error; err != nil {
		return wrap(err, "contract systems")
	}
	rows := make([]contractSystemRow, len(systems))
	for i, s := range systems {
		rows[i] = contractSystemRow{ContractID: id, SystemID: s, Position: i}
	}
	if len(rows) == 0 {
		return nil
	}
	return wrap(t.db.Create(&rows).Error, "contract systems")
}

func (t *tx) writeClasses(id string, classes []string) error {
	if err := t.db.Where("contract_id = ?", id).Delete(&contractClassRow{}).Error; err != nil {
		return wrap(err, "contract classes")
	}
	rows := make([]contractClassRow, len(classes))
	for i, c := range classes {
		rows[i] = contractClassRow{ContractID: id, ClassID: c}
	}
	if len(rows) == 0 {
		return nil
	}
	return wrap(t.db.Create(&rows).Error, "contract classes")
}

func split(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, ",")
}

// stamp is an instant as programs read it, RFC 3339 in UTC; "" for none.
func stamp(i instant) string {
	if i.IsZero() {
		return ""
	}
	return i.UTC().Format(time.RFC3339Nano)
}
