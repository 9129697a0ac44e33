package models

// Role is what a person may do in the house.
type Role string

// The seven roles.
const (
	Drafter      Role = "drafter"       // division staff 所管課
	Manager      Role = "manager"       // 情報システム管理者 of the division
	Reviewer     Role = "reviewer"      // IT division
	Auditor      Role = "auditor"       // audit office: everything, changing nothing
	Admin        Role = "admin"         // operator: accounts, divisions; no contract content
	VendorLead   Role = "vendor_lead"   // the contractor's responsible person
	VendorWorker Role = "vendor_worker" // an engaged worker
)

// Roles are all roles, in the order pages list them.
func Roles() []Role {
	return []Role{Drafter, Manager, Reviewer, Auditor, Admin, VendorLead, VendorWorker}
}

// Actor is who asks, through whichever door. Every store method takes one.
type Actor struct {
	UserID     string
	Name       string // as shown in events
	Role       Role
	DivisionID string // for drafter and manager
	VendorID   string // for vendor_lead and vendor_worker
	Lang       string // "ja" or "en"
	Address    string // where from, for events
	SessionID  string // hash of the web session, empty for programs
	RelayID    string // of the relay on whose device the session began; empty elsewhere
}

// System is the house itself: migrations, fixtures, the clock. It may do
// everything and appears in events as 「システム」.
func System() Actor { return Actor{UserID: "system", Name: "システム", Role: "system", Lang: "ja"} }

// Is says whether the actor has one of the roles. System has none and passes
// only where a rule names it.
func (a Actor) Is(roles ...Role) bool {
	for _, r := range roles {
		if a.Role == r {
			return true
		}
	}
	return false
}

// IsSystem says whether the house itself acts.
func (a Actor) IsSystem() bool { return a.Role == "system" }

// Internal says whether the actor works for the public body.
func (a Actor) Internal() bool {
	return a.IsSystem() || a.Is(Drafter, Manager, Reviewer, Auditor, Admin)
}

// External says whether the actor works for a vendor.
func (a Actor) External() bool { return a.Is(VendorLead, VendorWorker) }
