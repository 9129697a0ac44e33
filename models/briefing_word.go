package models

// HomeConfirm is a meeting of which the briefer recorded that somebody was there, and that
// person has not confirmed it yet.
type HomeConfirm struct {
	BriefingID string `json:"briefing_id"`
	Title      string `json:"title"` // of the contract
	HeldOn     Date   `json:"held_on"`
}

// OwnWord says whether somebody who heard something in a meeting confirmed it: by checking
// in, or afterwards.
type OwnWord struct {
	PartyID, UserID string
	Lead            bool // heard it as the party's lead
	Given           bool
}

// Attested is on whose word it is known that somebody was at a meeting; empty for who was
// at none.
type Attested string

// The words: the person's own, or so far the briefer's alone.
const (
	AttestedOwn     Attested = "own"
	AttestedBriefer Attested = "briefer"
)

// Attest puts down on whose word each of a party was at a meeting. Of several leads one
// who has confirmed is enough.
func (c *Coverage) Attest(words []OwnWord) {
	by := map[string]Attested{}
	for _, w := range words {
		said := AttestedBriefer
		if w.Given {
			said = AttestedOwn
		}
		switch {
		case w.PartyID != c.PartyID:
		case !w.Lead:
			by[w.UserID] = said
		case c.Lead.Attested != AttestedOwn:
			c.Lead.Attested = said
		}
	}
	for i := range c.Workers {
		c.Workers[i].Attested = by[c.Workers[i].UserID]
	}
}

// Unconfirmed counts those of a party who are at a meeting by the briefer's word alone.
func (c Coverage) Unconfirmed() int {
	n := 0
	for _, l := range append([]CoveragePerson{{CoverageLine: c.Lead}}, c.Workers...) {
		if l.Attested == AttestedBriefer {
			n++
		}
	}
	return n
}
