package views

import "chigiri/models"

// UserForm is the form of an account as it was typed.
type UserForm struct {
	Login      string `form:"login" json:"login"`
	Name       string `form:"name" json:"name"`
	Role       string `form:"role" json:"role"`
	DivisionID string `form:"division_id" json:"division_id"`
	VendorID   string `form:"vendor_id" json:"vendor_id"`
	Mail       string `form:"mail" json:"mail"`
	Post       string `form:"post" json:"post"`
	Version    int    `form:"version" json:"version"`
}

// Input reads the form; nothing in it can be misread.
func (f UserForm) Input() models.UserInput {
	return models.UserInput{Login: f.Login, Name: f.Name, Role: models.Role(f.Role), DivisionID: f.DivisionID, VendorID: f.VendorID, Mail: f.Mail, Post: f.Post}
}

// UserFormOf fills the form with an account as it stands.
func UserFormOf(u models.User) UserForm {
	return UserForm{Login: u.Login, Name: u.Name, Role: string(u.Role), DivisionID: u.DivisionID, VendorID: u.VendorID, Mail: u.Mail, Post: u.Post, Version: u.Version}
}

// UserOptions are what the form of an account chooses from.
type UserOptions struct{ Divisions, Vendors []Option }

// Invitation is the answer to a new account or a new link: the link is shown this
// once, for the administrator to hand over, and logged nowhere. An account with an
// address is mailed another one besides.
type Invitation struct {
	User   models.User `json:"user"`
	Link   string      `json:"link"`
	Days   int         `json:"days"`             // how long it can be used
	Mailed string      `json:"mailed,omitempty"` // the address a link is mailed to
}

// UserDifferences are the fields in which what is saved and what was typed differ.
func UserDifferences(b Base, theirs, mine UserForm, o UserOptions) []Difference {
	return differences(b, []Difference{
		{"user.login", theirs.Login, mine.Login},
		{"user.name", theirs.Name, mine.Name},
		{"user.mail", theirs.Mail, mine.Mail},
		{"leads.post", theirs.Post, mine.Post},
		{"user.role", roleWord(b, theirs.Role), roleWord(b, mine.Role)},
		{"user.division", chosen(o.Divisions, theirs.DivisionID), chosen(o.Divisions, mine.DivisionID)},
		{"user.vendor", chosen(o.Vendors, theirs.VendorID), chosen(o.Vendors, mine.VendorID)},
	})
}

func roleWord(b Base, role string) string {
	if role == "" {
		return ""
	}
	return b.T("role." + role)
}

// roleOptions are the roles with a sentence each.
func roleOptions(b Base) []Option {
	var all []Option
	for _, r := range models.Roles() {
		all = append(all, Option{Value: string(r), Text: b.T("role." + string(r)), Hint: b.T("user.role." + string(r))})
	}
	return all
}

// place is where a person works.
func place(u models.User) string {
	if u.Vendor != "" {
		return u.Vendor
	}
	return u.Division
}

// DivisionOptions are the divisions people and systems can belong to.
func DivisionOptions(lang string, all []models.Division) []Option {
	return divisionOptions(lang, all, "")
}

// VendorOptions are vendors as a select offers them.
func VendorOptions(rows []models.Vendor) []Option {
	var list []Option
	for _, v := range rows {
		list = append(list, Option{Value: v.ID, Text: v.Name})
	}
	return list
}
