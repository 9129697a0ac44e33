package models

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"time"
)

// MailKind is what a mail says; the set is closed. Each kind has its letter in
// views/mail.
type MailKind string

// The kinds of mail.
const (
	MailInvitation MailKind = "invitation" // a one-time link to set a password
	MailDigest     MailKind = "digest"     // what waits for somebody; at most one a day
	MailSheet      MailKind = "sheet"      // a sheet with a link of theirs was printed
)

// MailKinds are all of them.
func MailKinds() []MailKind { return []MailKind{MailInvitation, MailDigest, MailSheet} }

// CarriesLink says whether the letter holds a one-time link. Its secret is made at the
// moment of sending and never stands in the queue.
func (k MailKind) CarriesLink() bool { return k == MailInvitation }

// MailState is how far a mail has come.
type MailState string

// The states: waiting and sending go to and fro until one of the others is reached. A
// failed one may be tried anew; what is sent or dropped is done with.
const (
	MailWaiting MailState = "waiting"
	MailSending MailState = "sending" // a process has it in hand
	MailSent    MailState = "sent"    // the mail server has taken it
	MailFailed  MailState = "failed"
	MailDropped MailState = "dropped" // there is no reason any more to send it
)

// MailStates are all of them, in the order pages list them.
func MailStates() []MailState {
	return []MailState{MailFailed, MailWaiting, MailSending, MailSent, MailDropped}
}

// MailFault is why a mail is not sent, or not yet; the set is closed.
type MailFault string

// The faults. The first five are the server's or the way's to it, the next three the
// mail's own.
const (
	FaultUnreachable MailFault = "unreachable" // no connection, or the server takes nothing now
	FaultTLS         MailFault = "tls"         // the server's certificate is not believed, or it speaks no TLS
	FaultAuth        MailFault = "auth"        // the server does not let us in
	FaultSender      MailFault = "sender"      // the server takes nothing from our address, or relays nothing for us
	FaultBroken      MailFault = "broken"      // the connection broke when a letter was under way
	FaultDeferred    MailFault = "deferred"    // not now (4xx)
	FaultRefused     MailFault = "refused"     // never (5xx)
	FaultLetter      MailFault = "letter"      // the letter could not be written
	FaultInterrupted MailFault = "interrupted" // the process that sent it ended
	FaultRecipient   MailFault = "recipient"   // the account is closed or has no address
	FaultLate        MailFault = "late"        // its day is over
	FaultReplaced    MailFault = "replaced"    // a newer one goes, or it is no longer needed
)

// MailFaults are all of them.
func MailFaults() []MailFault {
	return []MailFault{FaultUnreachable, FaultTLS, FaultAuth, FaultSender, FaultBroken, FaultDeferred, FaultRefused, FaultLetter, FaultInterrupted, FaultRecipient, FaultLate, FaultReplaced}
}

// Final says whether another try would change nothing.
func (f MailFault) Final() bool { return f == FaultRefused || f == FaultLetter }

// MaxReply is how much of a server's reply is kept, in characters.
const MaxReply = 500

// Mail is a mail as pages tell of it. What it says is not in it: letters are written
// when they are sent and are not kept.
type Mail struct {
	ID         string    `json:"id"`
	Kind       MailKind  `json:"kind"`
	ToUserID   string    `json:"to_user_id,omitempty"`
	ToName     string    `json:"to_name,omitempty"`
	ToAddress  string    `json:"to_address,omitempty"` // for those who keep accounts
	Lang       string    `json:"lang"`
	Subject    string    `json:"subject,omitempty"` // what it is about, as events have it
	SubjectID  string    `json:"subject_id,omitempty"`
	ContractID string    `json:"contract_id,omitempty"`
	Day        Date      `json:"day,omitzero"` // of a digest
	State      MailState `json:"state"`
	Tries      int       `json:"tries"`
	Fault      MailFault `json:"fault,omitempty"`
	Reply      string    `json:"reply,omitempty"`
	NotBefore  time.Time `json:"not_before"`
	CreatedAt  time.Time `json:"created_at"`
	SentAt     time.Time `json:"sent_at,omitzero"`
}

// DueMail is a mail in the hands of whoever sends it, with what its letter is written
// from.
type DueMail struct {
	Mail
	Login    string
	Unspoken bool // nobody knows yet which language the person reads; Lang is Japanese
	Data     json.RawMessage
}

// MailTrouble is why a try came to nothing, with the server's words where it had any.
type MailTrouble struct {
	Fault MailFault
	Reply string
}

// OutboxMail is a letter as the demo shows it instead of sending it.
type OutboxMail struct {
	MailID    string    `json:"mail_id"`
	Sender    string    `json:"sender"`
	Recipient string    `json:"recipient"`
	Title     string    `json:"title"`
	Body      string    `json:"body"`
	HTML      string    `json:"html"`
	KeptAt    time.Time `json:"kept_at"`
}

// DigestLine is one thing to do, with the page where it is done: an address within the
// portal, such as /contracts/ID.
type DigestLine struct {
	Text string `json:"text"`
	Path string `json:"path"`
	Due  Date   `json:"due,omitzero"`
}

// SheetNotice is what tells somebody that a sheet with a link of theirs was printed: who
// did, of which firm.
type SheetNotice struct {
	By     string `json:"by"`
	Vendor string `json:"vendor"`
}

// MaxDigest is how many lines a digest may have.
const MaxDigest = 100

// CleanDigest checks the lines of a digest and gives them as they are kept.
func CleanDigest(lines []DigestLine) ([]DigestLine, error) {
	if len(lines) == 0 || len(lines) > MaxDigest {
		return nil, Invalidf("lines", "error.mail.lines", MaxDigest)
	}
	clean := slices.Clone(lines)
	for i, l := range lines {
		text, err := CleanLine("lines", l.Text, MaxLine)
		if err != nil {
			return nil, err
		}
		if text == "" || !digestPath.MatchString(l.Path) {
			return nil, Invalidf("lines", "error.mail.line", i+1)
		}
		clean[i].Text = text
	}
	return clean, nil
}

// digestPath keeps a line from leading out of the portal.
var digestPath = regexp.MustCompile(`^/([A-Za-z0-9._~%?&=#-][A-Za-z0-9._~%?&=#/-]*)?$`)

// mailAddress is what RFC 5321 calls a Mailbox, without quotes, comments and literals,
// in ASCII: what every mail server takes.
var mailAddress = regexp.MustCompile(`^[A-Za-z0-9!#$%&'*+/=?^_{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_{|}~-]+)*@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z0-9-]{2,63}$`)

// CheckMailAddress refuses what no mail can be sent to; empty is no address.
func CheckMailAddress(field, s string) error {
	local, _, _ := strings.Cut(s, "@")
	if s == "" || len(s) <= 254 && len(local) <= 64 && mailAddress.MatchString(s) {
		return nil
	}
	return Invalidf(field, "error.mail.address", shown(s))
}

// CanSendMail: the house itself.
func CanSendMail(a Actor) bool { return a.IsSystem() }

// CanSeeMails: who keeps the accounts sees where mail goes and what became of it. What
// letters say is not to be seen by anybody.
func CanSeeMails(a Actor) bool { return CanManageUsers(a) }

// CheckMailRetry says whether the actor may have a mail tried now: one that failed, or
// one that waits after a try.
func CheckMailRetry(a Actor, m Mail) error {
	switch {
	case !CanSeeMails(a):
		return Denied("error.denied.mails")
	case m.State == MailFailed, m.State == MailWaiting && m.Fault != "":
		return nil
	}
	return Conflict("error.mail.state", m)
}
