package models

// CodeSetup is what a person needs to bring a one-time code to their app, shown while
// it is being set up and never again.
type CodeSetup struct {
	Secret string `json:"secret"` // in base 32
	URL    string `json:"url"`    // otpauth://…, also as a QR code
}

// CanResetCode: the administrator for everybody; the lead of a vendor for the workers
// of the same vendor, who stand before them with the new phone in hand.
func CanResetCode(a Actor, u User) bool {
	return CanManageUsers(a) || a.Is(VendorLead) && a.VendorID != "" && u.Role == VendorWorker && u.VendorID == a.VendorID
}
