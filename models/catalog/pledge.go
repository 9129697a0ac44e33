package catalog

import "chigiri/models"

// Pledges is what the edition says of pledges 誓約書, by who makes them.
type Pledges struct {
	Company Pledge `json:"company"`
	Worker  Pledge `json:"worker"`
}

// Of gives the pledge of a kind.
func (p *Pledges) Of(kind models.PledgeKind) *Pledge {
	if kind == models.PledgeWorker {
		return &p.Worker
	}
	return &p.Company
}

// Pledge is the wording of one kind of pledge, and how it is made. It is asked for
// where the obligation AskedBy applies; every value by level has that obligation's
// levels.
type Pledge struct {
	Form         string                                `json:"form"`
	AskedBy      string                                `json:"asked_by"` // WRK-02
	Title        models.Text                           `json:"title"`
	Preamble     models.Text                           `json:"preamble"`
	Statements   []Clause                              `json:"statements"`
	Survives     []Clause                              `json:"survives"`
	Penalties    []Clause                              `json:"penalties"`
	PenaltyNote  models.Text                           `json:"penalty_note"`
	Within       ParamRef                              `json:"within"` // empty: before work only
	Renew        ParamRef                              `json:"renew"`  // empty: no interval of its own
	FiscalYear   bool                                  `json:"fiscal_year"`
	OnNewEdition bool                                  `json:"renew_on_new_edition"`
	Identity     map[models.Level]models.IdentityCheck `json:"identity"`
	Paper        map[models.Level]bool                 `json:"paper"`
	Delegable    map[models.Level]bool                 `json:"delegable"` // of a company only
	ConfirmedBy  map[models.Level]string               `json:"confirmed_by"`
	Basis        string                                `json:"basis"`
	Source       []string                              `json:"source"`
}

// The signers a clause may be kept for.
const (
	ForHandler = "handler" // named as handler of My Number
	ForOthers  = "others"  // not named
)

// Clause is one promise, one duty that outlives the work, or one penalty.
type Clause struct {
	ID string `json:"id"`
	models.Text
	Levels      []models.Level `json:"levels"`
	AppliesWhen string         `json:"applies_when"`
	Part        string         `json:"part"` // only where this part is in the appendix; may be empty
	For         string         `json:"for"`  // handler or others; empty for everybody
	Source      []string       `json:"source"`
}

// compiledClause is a clause with its wording taken apart.
type compiledClause struct {
	when    condition
	text    bilingual
	sources []citation
}

func (e *Edition) compilePledge(p *Pledge) {
	for _, list := range [][]Clause{p.Statements, p.Survives, p.Penalties} {
		for i := range list {
			c := &list[i]
			when, _ := parseCondition(c.AppliesWhen, e.isFlag)
			e.index.clauses[c] = compiledClause{when, parseText(c.Text), e.citations(c.Source)}
		}
	}
}
