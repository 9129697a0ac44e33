package store

import (
	"fmt"
	"strings"
	"time"

	"gorm.io/gorm"

	"chigiri/models"
)

type contractRow struct {
	ID             string
	Number         string
	Title          string
	Kind           models.ContractKind
	StartsOn       models.Date
	EndsOn         models.Date
	SignedOn       models.Date
	CompletedOn    models.Date
	DivisionID     string
	VendorID       *string
	EditionID      string
	Flags          string
	Overseas       bool
	Persons        int
	Procurement    models.Procurement
	SystemManager  string
	PolicyVersion  string
	Scheme         models.Scheme
	Note           string
	State          models.ContractState
	StateSince     instant
	Step           string
	StepCount      int
	StepSince      instant
	WaitingFor     models.Role
	Level          int
	FactsUntil     models.Date
	FactsHash      string
	IssuedHash     string
	IssuedNumber   int
	IssuedVendor   string
	AcceptedNumber int
	AcceptedAt     instant
	SignedNames    string
	SearchKey      string
	SortKey        string
	Version        int
	CreatedAt      instant
	UpdatedAt      instant
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
//     place that is approved and has not ended, as they were issued: see issuedTo;
//   - administrators and workers: none.
func (t *tx) visibleContracts() *gorm.DB {
	db := t.db.Table("contracts")
	switch a := t.actor; {
	case a.IsSystem() || a.Is(models.Reviewer, models.Auditor):
		return db
	case a.Is(models.Drafter, models.Manager):
		return db.Where("contracts.division_id = ?", a.DivisionID)
	case a.Is(models.VendorLead):
		return t.db.Table("(?) AS contracts", t.issuedTo(a.VendorID))
	}
	return db.Where("1 = 0")
}

// issuedColumns are the columns of contracts as a vendor may know them: what was
// entered is what the appendix in force says, so that lists, searches, sorting and
// cursors tell nothing of a draft; the house's own remarks are empty. A text a
// change is under way for is found and sorted by its issued words.
const issuedColumns = `c.id, %[1]s AS number, %[2]s AS title, c.kind, %[3]s AS starts_on, %[4]s AS ends_on, c.signed_on, c.completed_on,
	c.division_id, %[5]s AS division_name, c.vendor_id, c.edition_id, c.flags, c.overseas, c.persons, c.procurement, c.system_manager, c.policy_version, c.scheme,
	'' AS note, c.state, c.state_since, c.step, c.step_count, a.issued_at AS step_since, c.waiting_for, a.level, c.facts_until, c.facts_hash,
	c.issued_hash, c.issued_number, c.issued_vendor, c.accepted_number, c.accepted_at, c.signed_names, c.version, c.created_at, a.issued_at AS updated_at,
	CASE WHEN c.facts_hash = c.issued_hash THEN c.search_key ELSE %[1]s || ' ' || %[2]s END AS search_key,
	CASE WHEN c.facts_hash = c.issued_hash THEN c.sort_key ELSE %[2]s END AS sort_key`

// issuedTo are the contracts a vendor has a place in, as they were issued. An
// appendix that was issued to another prime contractor is not for those who came
// after: they see the contract when it is issued to them.
func (t *tx) issuedTo(vendorID string) *gorm.DB {
	fact := t.issuedFact
	day := fact
	if t.s.engine == Postgres {
		day = func(name string) string { return fact(name) + "::date" }
	}
	return t.db.Table("contracts c").
		Select(fmt.Sprintf(issuedColumns, fact("number"), fact("title"), day("start"), day("end"), fact("division"))).
		Joins("JOIN appendices a ON a.contract_id = c.id AND a.number = c.issued_number").
		Where("(c.issued_vendor = '' OR c.issued_vendor = c.vendor_id)").
		Where("c.id IN (SELECT contract_id FROM parties WHERE vendor_id = ? AND state = 'approved')", vendorID)
}

// issuedFact is a fact of an issued appendix a, as a text: number, or vendor.name.
func (t *tx) issuedFact(name string) string {
	return t.inJSON("a", "content", append([]string{"facts"}, strings.Split(name, ".")...)...)
}

// inJSON is a text that stands in a column of JSON, as the engine reads it.
func (t *tx) inJSON(table, column string, way ...string) string {
	column = table + "." + column
	if t.s.engine == Postgres {
		return "(" + column + "::json #>> '{" + strings.Join(way, ",") + "}')"
	}
	return "json_extract(" + column + ", '$." + strings.Join(way, ".") + "')"
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
