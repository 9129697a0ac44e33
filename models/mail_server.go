package models

import (
	"slices"
	"time"
)

// Down says whether the server takes nothing from us, whatever it is: the fault is the
// server's or the settings', and nothing of the letter went.
func (f MailFault) Down() bool { return slices.Contains(MailDownFaults(), f) }

// MailDownFaults are the faults of which Down is true.
func MailDownFaults() []MailFault {
	return []MailFault{FaultUnreachable, FaultTLS, FaultAuth, FaultSender}
}

// OfServer says whether the next mail would meet the same.
func (f MailFault) OfServer() bool { return slices.Contains(MailServerFaults(), f) }

// MailServerFaults are the faults of which OfServer is true.
func MailServerFaults() []MailFault { return append(MailDownFaults(), FaultBroken) }

// Undelivered says whether the letter is known not to have arrived. A connection that
// broke tells nothing: the server may have taken it all the same.
func (f MailFault) Undelivered() bool {
	return f.Down() || slices.Contains([]MailFault{FaultDeferred, FaultRefused, FaultLetter}, f)
}

// MailTries is how often a mail is tried before it has failed: about eleven hours. A try
// that finds the server down does not count, so that no mail fails for what is not its own.
const MailTries = 6

// MailWait is how long a mail waits after so many tries without success.
func MailWait(tries int) time.Duration {
	waits := []time.Duration{time.Minute, 5 * time.Minute, 30 * time.Minute, 2 * time.Hour, 8 * time.Hour}
	return waits[min(max(tries, 1), len(waits))-1]
}

// MailPause is how long no mail is tried after one found the server down: soon enough
// when it is back, and not so often that it locks us out.
const MailPause = 2 * time.Minute

// TriedAt is when a mail that waits was tried last; zero when it was not.
func (m Mail) TriedAt() time.Time {
	tries := m.Tries
	switch {
	case m.Fault == "" || m.State != MailWaiting && m.State != MailSending:
		return time.Time{}
	case m.Fault.Down():
		return m.NotBefore.Add(-MailPause)
	case m.State == MailSending: // the try that is under way counts already
		tries--
	}
	return m.NotBefore.Add(-MailWait(tries))
}

// MailOutage is that the mail server takes nothing from us, as the last try found it.
type MailOutage struct {
	Fault   MailFault `json:"fault"`
	Reply   string    `json:"reply,omitempty"`
	TriedAt time.Time `json:"tried_at"`          // the last try
	TakenAt time.Time `json:"taken_at,omitzero"` // when it took the last mail; zero for never
}

// OutageOf tells from the mails that wait, and from when the server took the last one,
// whether it takes nothing now; nil when it does, or nobody knows otherwise.
func OutageOf(waiting []Mail, taken time.Time) *MailOutage {
	var o *MailOutage
	for _, m := range waiting {
		at := m.TriedAt()
		if m.Fault.OfServer() && !at.Before(taken) && (o == nil || at.After(o.TriedAt)) {
			o = &MailOutage{Fault: m.Fault, Reply: m.Reply, TriedAt: at, TakenAt: taken}
		}
	}
	return o
}
