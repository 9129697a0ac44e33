package views

import "chigiri/models"

// LoginForm is the sign-in form; Next is where it leads.
type LoginForm struct {
	Login    string `form:"login" json:"login"`
	Password string `form:"password" json:"-"`
	Next     string `form:"to" json:"to"`
	Why      string `form:"why" json:"-"` // why a sign-in is needed again, one of loginWhys
}

// loginWhys are the reasons for which somebody has to sign in again, and what became
// of what was typed, as keys.
var loginWhys = map[string][]string{
	"idle":           {"login.why.idle"},
	"idle.kept":      {"login.why.idle", "login.why.typed.kept"},
	"idle.kept_part": {"login.why.idle", "login.why.typed.kept_part"},
	"idle.lost":      {"login.why.idle", "login.why.typed.lost"},
	"ended":          {"login.why.ended"},
	"code":           {"error.code.over"},
	"ended.lost":     {"login.why.ended", "login.why.typed.lost"},
}

// WelcomeForm sets a password by invitation.
type WelcomeForm struct {
	Password string `form:"password" json:"-"`
	Again    string `form:"again" json:"-"`
}

// ExampleAccount is one account of the example data, shown on the sign-in page.
type ExampleAccount struct {
	Role, Login, Password, Name string
	Sentence                    models.Text
}
