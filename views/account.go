package views

import (
	"strconv"
	"strings"

	"chigiri/models"
)

// PasswordForm changes one's own password.
type PasswordForm struct {
	Old   string `form:"old" json:"-"`
	New   string `form:"new" json:"-"`
	Again string `form:"again" json:"-"`
}

// TokenForm makes a token for a program.
type TokenForm struct {
	Name string `form:"name" json:"name"`
	Days string `form:"days" json:"days"`

	Password string `form:"password" json:"password"`
}

// Lifetime reads for how many days the token works.
func (f TokenForm) Lifetime() (int, error) {
	var p models.Problems
	checkNeeded(&p, "name", f.Name, models.MaxName)
	p.Require("days", f.Days)
	days, err := strconv.Atoi(strings.TrimSuffix(halfWidth(f.Days), "日"))
	if err != nil && f.Days != "" {
		p.Add("days", "error.number.format", f.Days)
	}
	return days, p.Err()
}

// AccountForms are the forms of one's own page, what is wrong with them, and a
// token that was just made: its secret is shown this once.
type AccountForms struct {
	Token    TokenForm
	Made     *models.AccessToken
	Problems Problems
}

// device names a browser by what it says of itself, as far as people would.
func device(b Base, agent string) string {
	for _, x := range []struct{ mark, name string }{
		{"Edg/", "Edge"}, {"Firefox/", "Firefox"}, {"Chrome/", "Chrome"}, {"Safari/", "Safari"},
	} {
		if strings.Contains(agent, x.mark) {
			return x.name
		}
	}
	return b.T("account.device.other")
}
