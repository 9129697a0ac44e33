package models

// CanAcceptAppendix: the lead of the contractor to whom the appendix was issued.
func CanAcceptAppendix(a Actor, c Contract) bool {
	return a.Is(VendorLead) && a.VendorID != "" && a.VendorID == c.VendorID
}

// CanRecordAcceptance: the owner division, of a contractor's yes that came on paper.
func CanRecordAcceptance(a Actor, c Contract) bool { return CanCreateContract(a, c.DivisionID) }

// CheckAccept says why the actor may not accept this version of a contract's appendix,
// or record that it was accepted: Denied, Invalid when the contract is over or nothing
// was issued, Conflict when another version is in force by now.
func CheckAccept(a Actor, c Contract, version int) error {
	switch {
	case !CanAcceptAppendix(a, c) && !CanRecordAcceptance(a, c):
		return Denied("error.denied.accept")
	case c.IssuedNumber == 0 || c.VendorID == "" || c.State == StateCompleted || c.State == StateClosed:
		return Invalidf("version", "error.accept.state")
	case version != c.IssuedNumber:
		return Conflict("error.accept.version", c)
	}
	return nil
}
