package models

import (
	"strings"
	"time"
)

// VendorInput is what is entered about a vendor.
type VendorInput struct {
	CorporateNumber string `json:"corporate_number"` // 法人番号, 13 digits, check digit verified
	Name            string `json:"name"`
	NameKana        string `json:"name_kana"`
	NameEN          string `json:"name_en"`
	Address         string `json:"address"`
	RepTitle        string `json:"rep_title"` // 代表取締役
	Representative  string `json:"representative"`
	Phone           string `json:"phone"`
	Email           string `json:"email"`
}

// VendorName is an earlier name of a vendor.
type VendorName struct {
	Name string `json:"name"`
	From Date   `json:"from"`
	To   Date   `json:"to"`
}

// Vendor is a contractor 事業者.
type Vendor struct {
	VendorInput
	ID        string       `json:"id"`
	Names     []VendorName `json:"names"` // oldest first, the present one last
	Contracts int          `json:"contracts"`
	Version   int          `json:"version"`
	CreatedAt time.Time    `json:"created_at"`
	UpdatedAt time.Time    `json:"updated_at"`
}

// CheckEmail refuses what no mail can be sent to; empty is no address.
func CheckEmail(field, s string) error {
	name, host, at := strings.Cut(s, "@")
	if s == "" || at && name != "" && !strings.ContainsAny(s, " 　,;<>") && !strings.Contains(host, "@") &&
		strings.Contains(strings.Trim(host, "."), ".") {
		return nil
	}
	return Invalidf(field, "error.email", shown(s))
}

// CanEditVendors: those who draft contracts keep the register of vendors.
func CanEditVendors(a Actor) bool { return a.IsSystem() || a.Is(Drafter, Manager, Reviewer) }

// CanSeeVendors: staff see the register but the administrator, who sees no
// contract content; a vendor sees itself.
func CanSeeVendors(a Actor) bool {
	return a.IsSystem() || a.Is(Drafter, Manager, Reviewer, Auditor, VendorLead)
}
