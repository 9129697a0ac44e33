package models

// Capacity is in what capacity somebody signs a pledge. A company is bound by its
// representative; whoever else signs for it says so, and bears no post of the
// representative's (民法第99条: what an agent does has to show for whom it is done).
type Capacity string

// The capacities; "" is for what was signed before they were kept.
const (
	AsSelf           Capacity = "self"           // a worker's own pledge
	AsRepresentative Capacity = "representative" // 代表者
	AsLead           Capacity = "lead"           // 業務責任者, with power from the representative
	AsDelegate       Capacity = "delegate"       // whom the lead has named, likewise
	AsNamed          Capacity = "named"          // another, with their post, as a paper names them
)

// Capacities are all that are kept.
func Capacities() []Capacity {
	return []Capacity{AsSelf, AsRepresentative, AsLead, AsDelegate, AsNamed}
}

// ForAnother says whether who signs has power from the representative, and is not the
// representative.
func (c Capacity) ForAnother() bool { return c == AsLead || c == AsDelegate || c == AsNamed }

// CapacityOf is in what capacity somebody of this name signs here. A company's
// representative is known by the name the register of vendors has.
func (s Signer) CapacityOf(p Pledge, name string) Capacity {
	switch {
	case s.Kind == PledgeWorker:
		return AsSelf
	case s.IsRepresentative(name):
		return AsRepresentative
	case p.DelegateID != "":
		return AsDelegate
	}
	return AsLead
}

// IsRepresentative says whether a name is that of the company's representative.
func (s Signer) IsRepresentative(name string) bool {
	return s.Kind == PledgeCompany && SearchKey(s.Name) != "" && SearchKey(s.Name) == SearchKey(name)
}
