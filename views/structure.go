package views

import (
	"slices"
	"strconv"

	"chigiri/models"
)

// SiteForm is one place of work as it was typed.
type SiteForm struct {
	Address   string `form:"address" json:"address"`
	Room      string `form:"room" json:"room"`
	Lock      string `form:"lock" json:"lock"`
	Equipment string `form:"equipment" json:"equipment"`
}

// StructureForm is the form F-02 as it was typed. More is a button that only gives
// further empty rows and files nothing.
type StructureForm struct {
	LeadName     string     `form:"lead_name" json:"lead_name"`
	LeadTitle    string     `form:"lead_title" json:"lead_title"`
	LeadPhone    string     `form:"lead_phone" json:"lead_phone"`
	LeadMail     string     `form:"lead_mail" json:"lead_mail"`
	AfterHours   string     `form:"after_hours" json:"after_hours"`
	SecurityLead string     `form:"security_lead" json:"security_lead"`
	PrivacyLead  string     `form:"privacy_lead" json:"privacy_lead"`
	Sites        []SiteForm `form:"sites" json:"sites"`
	Contacts     string     `form:"contacts" json:"contacts"`
	Certificates string     `form:"certifications" json:"certifications"`
	More         bool       `form:"more" json:"-"`
}

// Input reads the form; nothing in it can be misread.
func (f StructureForm) Input() models.StructureInput {
	in := models.StructureInput{
		LeadName: f.LeadName, LeadTitle: f.LeadTitle, LeadPhone: f.LeadPhone, LeadMail: f.LeadMail, AfterHours: f.AfterHours,
		SecurityLead: f.SecurityLead, PrivacyLead: f.PrivacyLead, Contacts: f.Contacts, Certificates: f.Certificates,
	}
	for _, s := range f.Sites {
		in.Sites = append(in.Sites, models.StructureSite(s))
	}
	return in
}

// StructureFormOf fills the form with a structure as it was filed.
func StructureFormOf(s models.StructureInput) StructureForm {
	f := StructureForm{
		LeadName: s.LeadName, LeadTitle: s.LeadTitle, LeadPhone: s.LeadPhone, LeadMail: s.LeadMail, AfterHours: s.AfterHours,
		SecurityLead: s.SecurityLead, PrivacyLead: s.PrivacyLead, Contacts: s.Contacts, Certificates: s.Certificates,
	}
	for _, site := range s.Sites {
		f.Sites = append(f.Sites, SiteForm(site))
	}
	return f
}

// StructureView is what the page of a party's structure shows.
type StructureView struct {
	Party   models.Party       `json:"party"`
	Number  string             `json:"number"` // of the contract
	Title   string             `json:"title"`
	Filed   []models.Structure `json:"filed"`             // the newest first
	Privacy string             `json:"privacy,omitempty"` // see models.StructureFacts
	Can     map[string]bool    `json:"can"`               // file; confirm, or send back
}

// siteRows are the rows to show: what was typed, and empty ones below.
func siteRows(f StructureForm) []SiteForm {
	spare := 1
	if f.More {
		spare = 4
	}
	return append(slices.Clone(f.Sites), make([]SiteForm, spare)...)
}

func siteField(row int, name string) string { return "sites." + strconv.Itoa(row) + "." + name }

// newest is what was filed last; empty when nothing was.
func newest(filed []models.Structure) models.Structure {
	if len(filed) == 0 {
		return models.Structure{}
	}
	return filed[0]
}

// privacyLead is the field of who answers for personal information, needed where the
// appendix asks for it.
func privacyLead(v StructureView, f StructureForm) F {
	field := F{Name: "privacy_lead", Label: "structure.privacy_lead", Hint: "structure.privacy_lead.free", Value: f.PrivacyLead}
	if v.Privacy != "" {
		field.Hint, field.HintArgs, field.Required = "structure.privacy_lead.hint", []any{v.Privacy}, true
	}
	return field
}
