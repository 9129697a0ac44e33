package views

import (
	"cmp"
	"slices"
	"strings"

	"chigiri/models"
)

// CodeState is how it stands with one's one-time codes: set up, being set up, or not.
type CodeState struct {
	Login   string            `json:"-"` // for password managers
	HasCode bool              `json:"has_code"`
	Setup   *models.CodeSetup `json:"setup,omitempty"` // while it waits for its first code
	Next    string            `json:"-"`               // the page to come back to when all is set up; empty for one's own
}

// back is where a setup that is given up, or done, leads.
func (s CodeState) back() string { return cmp.Or(s.Next, "/account") }

// AskedForm is a deed that asks for the present password.
type AskedForm struct {
	Password string `form:"password" json:"-"`
	Next     string `form:"to" json:"to"` // where it leads when all is set up
}

// CodeForm is the first code of a setup.
type CodeForm struct {
	Code string `form:"code" json:"-"`
	Next string `form:"to" json:"to"`
}

// LoginCodeForm is the second step of a sign-in; Next is where it leads.
type LoginCodeForm struct {
	Code string `form:"code" json:"-"`
	Next string `form:"to" json:"to"`
}

// inFours writes a secret in groups of four, as people type it over.
func inFours(secret string) string {
	var groups []string
	for g := range slices.Chunk([]byte(secret), 4) {
		groups = append(groups, string(g))
	}
	return strings.Join(groups, " ")
}

// resetTrail leads back to the accounts, for those who have that page.
func resetTrail(b Base, u models.User) []Crumb {
	if !b.Is(models.Admin) {
		return nil
	}
	return []Crumb{{b.T("nav.users"), "/users"}, {u.Name, "/users/" + u.ID}}
}
