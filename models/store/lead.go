package store

import (
	"context"
	"strings"
	"time"
	"unicode"

	"chigiri/models"
)

// LeadLink is the one-time link of a lead, known this once; with an address another one
// is mailed, and the first one used ends the other.
type LeadLink struct {
	Lead    models.Lead `json:"lead"`
	Login   string      `json:"login"`
	Link    string      `json:"link"`
	Mailed  string      `json:"mailed,omitempty"` // where another one is mailed to
	Expires time.Time   `json:"expires"`
}

// InviteLead invites a responsible person of a party's firm: makes the account, leaves
// the mail and gives the link; see models.CheckInviteLead for who may. A lead the firm has
// under the same address is invited again. What other accounts there are under the
// address, of this firm or others, changes nothing of the answer.
func (s *Store) InviteLead(ctx context.Context, actor models.Actor, partyID string, in models.LeadInput) (link LeadLink, err error) {
	err = s.leadDeed(ctx, actor, partyID, func(t *tx, p models.Party, leads []userRow) error {
		in, err := cleanLead(in)
		if err != nil {
			return err
		}
		u, err := leadAt(leads, in)
		if err != nil {
			return err
		}
		if u == nil {
			if u, err = t.newLead(p, in); err != nil {
				return err
			}
		}
		link, err = t.inviteLead(p, *u)
		return err
	})
	return link, err
}

// InviteLeadAgain makes a new link for a lead of a party's firm who has no password yet;
// those made before no longer work.
func (s *Store) InviteLeadAgain(ctx context.Context, actor models.Actor, partyID, userID string) (link LeadLink, err error) {
	err = s.leadDeed(ctx, actor, partyID, func(t *tx, p models.Party, leads []userRow) error {
		for _, u := range leads {
			if u.ID != userID {
				continue
			}
			if err := mayInvite(u); err != nil {
				return err
			}
			link, err = t.inviteLead(p, u)
			return err
		}
		return models.NotFound("lead")
	})
	return link, err
}

// leadDeed is an invitation to a lead of a party's firm by who may give it; do is given
// the firm's leads, disabled ones too, whose accounts are held meanwhile.
func (s *Store) leadDeed(ctx context.Context, actor models.Actor, partyID string, do func(t *tx, p models.Party, leads []userRow) error) error {
	return s.subcontractDeed(ctx, actor, partyID, func(t *tx, d *dossier, p models.Party, tree models.Parties) error {
		var leads []userRow
		err := t.held(t.db.Where("vendor_id = ? AND role = ?", p.VendorID, models.VendorLead).Order("id")).Find(&leads).Error
		if err != nil {
			return wrap(err, "users")
		}
		busy, err := t.engagedElsewhere([]string{p.VendorID})
		if err != nil {
			return err
		}
		f := models.LeadFacts{Accepted: accepted(leads), Elsewhere: busy[p.VendorID]}
		if err := models.CheckInviteLead(actor, d.contract(), p, tree.Above(p.ID), f); err != nil {
			return err
		}
		return do(t, p, leads)
	})
}

// mayInviteLead says whether the actor may invite a lead of a party's firm now.
func (t *tx) mayInviteLead(c models.Contract, p models.Party, tree models.Parties) (bool, error) {
	may := func(f models.LeadFacts) bool {
		return models.CheckInviteLead(t.actor, c, p, tree.Above(p.ID), f) == nil
	}
	if !may(models.LeadFacts{}) { // most readers, whatever the firm has
		return false, nil
	}
	var leads []userRow
	if err := t.db.Where("vendor_id = ? AND role = ?", p.VendorID, models.VendorLead).Find(&leads).Error; err != nil {
		return false, wrap(err, "users")
	}
	busy, err := t.engagedElsewhere([]string{p.VendorID})
	return err == nil && may(models.LeadFacts{Accepted: accepted(leads), Elsewhere: busy[p.VendorID]}), err
}

// accepted says whether one of a firm's leads can sign in.
func accepted(leads []userRow) bool {
	for _, u := range leads {
		if u.DisabledAt.IsZero() && u.PasswordHash != "" {
			return true
		}
	}
	return false
}

func cleanLead(in models.LeadInput) (models.LeadInput, error) {
	var c cleaner
	c.needed("name", &in.Name, maxName)
	c.line("post", &in.Post, maxName)
	in.Mail = halfWidth(in.Mail)
	if !c.problems.Merge("mail", models.GuardText("mail", in.Mail)) {
		c.problems.Merge("mail", models.CheckMailAddress("mail", in.Mail))
	}
	return in, c.problems.Err()
}

// leadAt is the lead the firm has under an address, nil when there is none. It has to be
// the same person: firms have addresses several people read.
func leadAt(leads []userRow, in models.LeadInput) (*userRow, error) {
	for _, u := range leads {
		if in.Mail == "" || !strings.EqualFold(value(u.Mail), in.Mail) {
			continue
		}
		if unspaced(u.Name) != unspaced(in.Name) {
			return nil, models.Invalidf("mail", "error.lead.other", u.Name)
		}
		return &u, mayInvite(u)
	}
	return nil, nil //nolint:nilnil // a new one is an answer
}

// unspaced is a name without the spaces people write differently.
func unspaced(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, name)
}

// mayInvite says why a lead is not invited again.
func mayInvite(u userRow) error {
	switch {
	case !u.DisabledAt.IsZero():
		return models.Conflict("error.lead.disabled", nil)
	case u.PasswordHash != "":
		return models.Conflict("error.lead.has_access", nil)
	}
	return nil
}

// newLead makes the account of a lead. Its login is always made up: whether an address
// is somebody's login elsewhere is nobody's to learn by trying.
func (t *tx) newLead(p models.Party, in models.LeadInput) (*userRow, error) {
	login, err := t.loginLike(in.Mail)
	if err != nil {
		return nil, err
	}
	made, err := t.createUser(models.UserInput{Login: login, Name: in.Name, Role: models.VendorLead, VendorID: p.VendorID, Mail: in.Mail, Post: in.Post})
	if err != nil {
		return nil, err
	}
	var u userRow
	return &u, t.first(t.db.Where("id = ?", made.ID), &u, "user")
}

// loginLike is a new login that reminds of an address: hinata@firm.example becomes
// hinata-k7qx.
func (t *tx) loginLike(mail string) (string, error) {
	fresh, err := t.freshLogin()
	if err != nil {
		return "", err
	}
	local, _, _ := strings.Cut(foldLogin(mail), "@")
	local = strings.TrimLeft(strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '.' || r == '_' || r == '-' {
			return r
		}
		return -1
	}, local), "._-")
	if local == "" {
		return fresh, nil
	}
	return local[:min(len(local), 30)] + "-" + fresh[len(fresh)-4:], nil
}

// inviteLead makes the link, leaves the mail, and says so in the log of the contract.
func (t *tx) inviteLead(p models.Party, u userRow) (LeadLink, error) {
	links, err := t.inviteAll([]invitee{{user: u, shown: true, letter: models.MailInvitation}})
	if err != nil {
		return LeadLink{}, err
	}
	states, err := t.invitations(map[string]bool{u.ID: false})
	if err != nil {
		return LeadLink{}, err
	}
	err = t.event(models.Event{
		Kind: models.EventLeadInvited, Subject: "party", SubjectID: p.ID, ContractID: p.ContractID, After: map[string]any{"user_id": u.ID},
	})
	return LeadLink{
		Lead: u.lead(states[u.ID]), Login: u.Login, Link: links[u.ID], Mailed: value(u.Mail), Expires: t.now.AddDate(0, 0, InvitationDays),
	}, err
}

func (r userRow) lead(i models.Invitation) models.Lead {
	return models.Lead{ID: r.ID, Name: r.Name, Post: r.Post, Invitation: i}
}
