package views

import "chigiri/models"

// LeadForm invites a responsible person of a firm.
type LeadForm struct {
	Name string `form:"name" json:"name"`
	Mail string `form:"mail" json:"mail"` // empty for who has none
	Post string `form:"post" json:"post"` // 職名
}

// Input reads the form; nothing in it can be misread.
func (f LeadForm) Input() models.LeadInput {
	return models.LeadInput{Name: f.Name, Mail: f.Mail, Post: f.Post}
}

// SheetForm asks for a printed invitation with a link that was just made.
type SheetForm struct {
	Link string `form:"link" json:"link"`
}

// LeadInvitation is the one-time link of a lead, shown this once. With an address another
// one is mailed.
type LeadInvitation struct {
	Lead   models.Lead `json:"lead"`
	Login  string      `json:"login"`
	Link   string      `json:"link"`
	Mailed string      `json:"mailed,omitempty"`
	Days   int         `json:"days"` // how long it can be used
}

// next says what to do with the link, and what it is good for.
func (i LeadInvitation) next(b Base) (what, why string) {
	if i.Mailed != "" {
		return b.T("leads.invited.mail", i.Mailed), b.T("leads.invited.both", i.Days)
	}
	return b.T("leads.invited.next", i.Lead.Name), b.T("leads.invited.why", i.Days)
}

// toLead is the first party at work without a lead of which the reader may invite one,
// nil when there is none.
func toLead(v models.ContractView) *models.Party {
	for i, p := range v.Parties {
		if p.Invites {
			return &v.Parties[i]
		}
	}
	return nil
}
