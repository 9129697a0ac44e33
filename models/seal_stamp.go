package models

import "time"

// SealStamp is where the time-stamp of a sealed document stands (RFC 3161): pending
// since it was sealed, or good. It says when and by whom the document was stamped, as
// the authority's certificate names it.
type SealStamp struct {
	State     string    `json:"state"`       // StampPending or StampGood
	Since     time.Time `json:"since"`       // sealed
	At        time.Time `json:"at,omitzero"` // the authority's time
	Authority string    `json:"authority,omitempty"`
}

// StampFault is why a sealed document has no time-stamp yet; the set is closed.
type StampFault string

// The faults. The first three are the authority's or the way's to it, the next three
// the document's own.
const (
	StampUnreachable StampFault = "unreachable" // no connection, or it broke
	StampRefused     StampFault = "refused"     // the authority does not stamp
	StampAnswer      StampFault = "answer"      // its answer does not hold: for other data, of somebody else, or no answer at all
	StampDocument    StampFault = "document"    // the sealed document itself does not check any more
	StampRoom        StampFault = "room"        // the token is longer than the room kept for it
	StampRoot        StampFault = "root"        // it was sealed with a former key whose certificate the portal is not told
	StampInterrupted StampFault = "interrupted" // the process that asked ended
)

// StampFaults are all of them.
func StampFaults() []StampFault {
	return []StampFault{StampUnreachable, StampRefused, StampAnswer, StampDocument, StampRoom, StampRoot, StampInterrupted}
}

// OfAuthority says whether the next document would meet the same.
func (f StampFault) OfAuthority() bool {
	return f == StampUnreachable || f == StampRefused || f == StampAnswer
}

// MaxStampReply is how much is kept of what was said of a try, in characters.
const MaxStampReply = 300

// StampTrouble is why a try came to nothing, with what was said of it.
type StampTrouble struct {
	Fault StampFault
	Reply string
}

// StampWait is how long a document waits after so many tries without success. It is
// never given up: a stamp that comes late still says that the document was there.
func StampWait(tries int) time.Duration {
	waits := []time.Duration{time.Minute, 2 * time.Minute, 5 * time.Minute, 15 * time.Minute, 30 * time.Minute}
	return waits[min(max(tries, 1), len(waits))-1]
}

// DueStamp is a sealed document in the hands of whoever has it stamped. Message is what
// the authority stamps: the value of the seal.
type DueStamp struct {
	ID      string
	Subject string // pledge or briefing
	Message []byte
}

// PendingStamp is a sealed document whose time-stamp is to come, as those are told who
// look after it: what is sealed and why it waits, and nothing of what it says.
type PendingStamp struct {
	ID        string     `json:"id"`
	Subject   string     `json:"subject"` // pledge or briefing
	SealedAt  time.Time  `json:"sealed_at"`
	Tries     int        `json:"tries"` // that came to nothing
	Fault     StampFault `json:"fault,omitempty"`
	Reply     string     `json:"reply,omitempty"`
	NotBefore time.Time  `json:"not_before"`
}

// StampList is one page of documents whose time-stamp is to come, the oldest first, and
// how many there are in all.
type StampList struct {
	Asked   bool           `json:"asked"` // whether an authority is configured
	Rows    []PendingStamp `json:"rows"`
	Next    string         `json:"next,omitempty"`
	Pending int            `json:"pending"`
	Failed  int            `json:"failed"` // of them, those whose last try came to nothing
	Stamped int            `json:"stamped"`
}

// CanStamp: the house itself.
func CanStamp(a Actor) bool { return a.IsSystem() }

// CanSeeStamps: who keeps the portal running, and the audit office.
func CanSeeStamps(a Actor) bool { return a.IsSystem() || a.Is(Admin, Auditor) }
