package models

// Party is a vendor's place in one contract: tier 0 the prime, tier n a
// subcontractor. Everything a vendor owes hangs on its party.
type Party struct {
	ID         string `json:"id"`
	ContractID string `json:"contract_id"`
	VendorID   string `json:"vendor_id"`
	Vendor     string `json:"vendor"`
	ParentID   string `json:"parent_id,omitempty"`
	Tier       int    `json:"tier"`
}
