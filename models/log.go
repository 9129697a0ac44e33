package models

import "time"

// CanSeeAlarm: that the log is not what it was is told to those who answer for it.
func CanSeeAlarm(a Actor) bool { return a.Is(Admin, Auditor, Reviewer) }

// CanSeeCut: that there was an event whose contents are gone. Nobody can say any
// more whose it was, so only those who answer for the log are shown its hash.
func CanSeeCut(a Actor) bool { return a.IsSystem() || CanSeeAlarm(a) }

// CanExportLog: staff take away what they may read; what they took is an event.
func CanExportLog(a Actor) bool { return a.Internal() }

// LogLine is an event with its place in the tree.
type LogLine struct {
	Event
	Position *int64 `json:"position"`          // nil while it waits for its place
	Hash     string `json:"hash"`              // of the leaf, SHA-256 in hex
	Leaf     string `json:"leaf,omitempty"`    // the canonical form: what is hashed
	Partial  bool   `json:"partial,omitempty"` // it holds more than the reader is told, so neither leaf nor proof is given
}

// LogPage is one page of the log, newest first.
type LogPage struct {
	Events []LogLine         `json:"events"`
	Next   string            `json:"next,omitempty"`
	State  *LogState         `json:"state,omitempty"` // for staff
	Signed int64             `json:"-"`               // how many events the last checkpoint covers
	Names  map[string]string `json:"-"`               // of things spoken of by id, as far as the reader may open them
}

// Covers says whether a line can be proven to its reader: a checkpoint covers it, and
// it holds no more than is told.
func (p LogPage) Covers(l LogLine) bool {
	return !l.Partial && l.Position != nil && *l.Position < p.Signed
}

// LogState is how the log as a whole stands.
type LogState struct {
	Events     int64       `json:"events"`  // all there ever were, those whose contents are cut too
	Waiting    int64       `json:"waiting"` // of them, without a place in the tree yet
	Checkpoint *Checkpoint `json:"checkpoint,omitempty"`
	Checked    time.Time   `json:"checked_at,omitzero"` // when the portal last looked at a part of it
}

// Checkpoint is what was signed of the log at one moment.
type Checkpoint struct {
	Size          int64              `json:"size"` // events it covers
	At            time.Time          `json:"at"`
	Note          string             `json:"note,omitempty"` // signed, as it is kept
	Countersigned []Countersignature `json:"countersigned,omitempty"`
	Stamps        []Stamp            `json:"stamps,omitempty"`
}

// Countersignature is the line of a witness who saw that the log only grew.
type Countersignature struct {
	Witness string    `json:"witness"`
	Line    string    `json:"line"`
	At      time.Time `json:"at"`
}

// Stamp is the time an authority put on a checkpoint (RFC 3161).
type Stamp struct {
	Authority string    `json:"authority"`
	At        time.Time `json:"at"`
}

// LoggedEvent is one event with everything that shows it is what was recorded.
type LoggedEvent struct {
	LogLine
	Cut        *EventCut         `json:"cut,omitempty"`        // its contents are gone; hash and place stay
	Altered    bool              `json:"altered,omitempty"`    // its contents do not give the hash it was recorded with
	Checkpoint *Checkpoint       `json:"checkpoint,omitempty"` // the newest that covers it
	Names      map[string]string `json:"-"`
}

// EventCut is the cut that took an event's contents at the end of their time.
type EventCut struct {
	ID string    `json:"id"`
	At time.Time `json:"at"`
}
