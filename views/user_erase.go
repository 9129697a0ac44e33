package views

// EraseForm asks for the erasure of a person's data. Confirmed is sent by the page
// that shows what will happen.
type EraseForm struct {
	Reason    string `form:"reason" json:"reason"`
	Version   int    `form:"version" json:"version"`
	Confirmed bool   `form:"confirmed" json:"confirmed"`
}
