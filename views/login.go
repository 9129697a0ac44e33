package views

import "chigiri/models"

// LoginForm is the sign-in form; Next is where it leads.
type LoginForm struct {
	Login    string `form:"login" json:"login"`
	Password string `form:"password" json:"-"`
	Next     string `form:"to" json:"to"`
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
