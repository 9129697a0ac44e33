package views

import "chigiri/models"

// limitField is a tick of an application under which stands what the appendix says of it.
// free is the hint where it says nothing; it may be empty.
func limitField(l *models.Limit, name, free string) F {
	f := F{Name: name, Label: limitNames[name], Hint: free}
	if l != nil {
		f.Hint, f.HintArgs = "limit."+name+"."+limitKind(*l), []any{l.Number, l.Obligation}
	}
	return f
}

// limitNames are the labels of what is limited.
var limitNames = map[string]string{"overseas": "subcontract.overseas", "cloud": "subcontract.cloud", "onward": "subcontract.onward"}

// limitKind is how an article limits: it forbids, it lets the public body approve, or the
// appendix does not have it.
func limitKind(l models.Limit) string {
	switch {
	case l.Forbidden:
		return "forbidden"
	case l.Number == "":
		return "unforeseen"
	}
	return "approval"
}

// limitsMet are the limits that an application on a party's page meets.
func limitsMet(v models.PartyView) []models.Limit {
	if v.Subcontract == nil {
		return nil
	}
	return v.Subcontract.Limited(v.Rule, v.Party.Tier)
}
