package models

import (
	"strconv"
	"time"
)

// StructureInput is a party's structure 体制届 (F-02): who answers for what, where the
// work is done, and whom to call in which order.
type StructureInput struct {
	LeadName     string          `json:"lead_name"` // 業務責任者
	LeadTitle    string          `json:"lead_title"`
	LeadPhone    string          `json:"lead_phone"`
	LeadMail     string          `json:"lead_mail"`
	AfterHours   string          `json:"after_hours"`   // how the lead is reached at night and on holidays
	SecurityLead string          `json:"security_lead"` // 情報セキュリティ責任者
	PrivacyLead  string          `json:"privacy_lead"`  // 個人情報取扱責任者; see StructureFacts
	Sites        []StructureSite `json:"sites"`
	Contacts     string          `json:"contacts"`       // chain of contact, in order
	Certificates string          `json:"certifications"` // ISMS, プライバシーマーク, …
}

// StructureSite is a place where the work is done.
type StructureSite struct {
	Address   string `json:"address"`
	Room      string `json:"room"`
	Lock      string `json:"lock"` // how it is locked, and who has the keys
	Equipment string `json:"equipment"`
}

// StructureFacts is what the rule of a structure looks at.
type StructureFacts struct {
	Privacy string // article that asks who answers for personal information (ORG-01: 個人情報を取り扱う業務に限る); "" where it does not
}

// Validate says what is wrong: an Error of KindInvalid.
func (in StructureInput) Validate(f StructureFacts) error {
	var p Problems
	for field, text := range map[string]string{
		"lead_name": in.LeadName, "lead_phone": in.LeadPhone, "after_hours": in.AfterHours,
		"security_lead": in.SecurityLead, "contacts": in.Contacts,
	} {
		p.Require(field, text)
	}
	if lacks := in.Lacks(f); lacks != "" {
		p.Add(lacks, "error.structure.privacy", f.Privacy)
	}
	p.Merge("lead_mail", CheckEmail("lead_mail", in.LeadMail))
	if len(in.Sites) == 0 {
		p.Add("sites", "error.structure.sites")
	}
	for i, s := range in.Sites {
		at := "sites." + strconv.Itoa(i) + "."
		p.Require(at+"address", s.Address)
		p.Require(at+"lock", s.Lock)
	}
	return p.Err()
}

// LacksPrivacyLead is said of a structure that names nobody who answers for personal
// information, where that is asked for.
const LacksPrivacyLead = "privacy_lead"

// Lacks is the field that a structure leaves empty though the facts ask for it; "" for
// none. What every structure names it had to name when it was filed; what the facts ask
// for may change under it.
func (in StructureInput) Lacks(f StructureFacts) string {
	if f.Privacy != "" && in.PrivacyLead == "" {
		return LacksPrivacyLead
	}
	return ""
}

// Structure is a structure as it was filed; a change is filed anew under the next
// number.
type Structure struct {
	StructureInput
	Return
	ID          string    `json:"id"`
	PartyID     string    `json:"party_id"`
	Number      int       `json:"number"`
	FiledBy     string    `json:"filed_by"`
	FiledAt     time.Time `json:"filed_at"`
	ConfirmedBy string    `json:"confirmed_by,omitempty"`
	ConfirmedAt time.Time `json:"confirmed_at,omitzero"`
	Missing     string    `json:"lacks,omitempty"` // what is asked for since the contract changed; see StructureInput.Lacks
}

// State is how far the filing is: waiting to be confirmed (due), sent back or no longer
// enough (missing), or confirmed (met).
func (s Structure) State() ReqState {
	if s.Missing != "" {
		return ReqMissing
	}
	return filedState(s.ConfirmedAt, s.Return)
}

// Back says whether the filing is missing for it was sent back.
func (s Structure) Back() bool { return s.ConfirmedAt.IsZero() && !s.ReturnedAt.IsZero() }

// StructureState is how far a party's structure is, from what it filed, the newest
// first: the newest counts.
func StructureState(filed []Structure) ReqState {
	if len(filed) == 0 {
		return ReqMissing
	}
	return filed[0].State()
}
