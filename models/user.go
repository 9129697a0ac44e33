package models

import "time"

// User is an account. Passwords are kept as argon2id hashes and never leave the
// store.
type User struct {
	ID         string `json:"id"`
	Login      string `json:"login"`
	Name       string `json:"name"`
	Role       Role   `json:"role"`
	DivisionID string `json:"division_id,omitempty"`
	Division   string `json:"division,omitempty"` // its name today
	VendorID   string `json:"vendor_id,omitempty"`
	Vendor     string `json:"vendor,omitempty"`
	Mail       string `json:"mail"`           // where mail goes; empty for none
	Post       string `json:"post,omitempty"` // 職名
	Lang       string `json:"lang"`
	Disabled   bool   `json:"disabled"`
	Erased     bool   `json:"erased,omitempty"` // the person's data is gone for good
	HasSecret  bool   `json:"has_password"`     // false until the invitation is used
	HasCode    bool   `json:"has_code"`         // a one-time code is set up
	Version    int    `json:"version"`

	Invitation Invitation `json:"invitation"`

	CreatedAt  time.Time `json:"created_at"`
	LastSeenAt time.Time `json:"last_seen_at,omitzero"`
}

// UserInput is what an administrator enters about an account.
type UserInput struct {
	Login      string `json:"login"`
	Name       string `json:"name"`
	Role       Role   `json:"role"`
	DivisionID string `json:"division_id"`
	VendorID   string `json:"vendor_id"`
	Mail       string `json:"mail"`
	Post       string `json:"post"` // 職名, of a firm's people
}

// WebSession is a sign-in in a browser. Token is only known when it is made. One with
// Half in place of everything else is not open yet: the account asks for a one-time
// code, with which Half makes a session.
type WebSession struct {
	ID        string    `json:"id"` // hash of the token: names it without opening it
	Token     string    `json:"-"`
	Half      string    `json:"-"`
	UserID    string    `json:"-"`
	Address   string    `json:"address"`
	UserAgent string    `json:"user_agent"`
	CreatedAt time.Time `json:"created_at"`
	SeenAt    time.Time `json:"seen_at"`
	ExpiresAt time.Time `json:"expires_at"`
	Current   bool      `json:"current"`
}

// AccessToken lets a program act as a user. Only its hash is kept; Secret is
// known once, when it is made.
type AccessToken struct {
	ID         string    `json:"id"`
	Name       string    `json:"name"`
	Secret     string    `json:"secret,omitempty"`
	CreatedAt  time.Time `json:"created_at"`
	ExpiresAt  time.Time `json:"expires_at"`
	LastUsedAt time.Time `json:"last_used_at,omitzero"`
	Revoked    bool      `json:"revoked"`
}

// Account is what a person sees of their own account.
type Account struct {
	User     User          `json:"user"`
	HasCode  bool          `json:"has_code"` // what is signed from level 3 up asks for one-time codes
	Sessions []WebSession  `json:"sessions"`
	Tokens   []AccessToken `json:"tokens"`
}

// MinPassword is the least length of a password of the portal itself, in
// characters: the catalog's privileged level at L4 rounded down to what a person
// can type as a phrase (OWASP ASVS 5.0 6.2.1 asks for 8, recommends 15).
const MinPassword = 15

// CanManageUsers: accounts are the administrator's.
func CanManageUsers(a Actor) bool { return a.IsSystem() || a.Is(Admin) }

// CanSeeUsers: accounts are the administrator's; the audit office reads them.
func CanSeeUsers(a Actor) bool { return CanManageUsers(a) || a.Is(Auditor) }
