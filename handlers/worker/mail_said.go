package worker

import (
	"errors"
	"regexp"
	"slices"
	"strconv"
	"strings"

	gomail "github.com/wneessen/go-mail"

	"chigiri/models"
)

// reply is how the library quotes what a server said.
var reply = regexp.MustCompile(`\b[245][0-9]{2} "(?:[^"\\]|\\.)*"`)

// sendTrouble reads why a letter was not taken: by the server's code, where it gave one.
func sendTrouble(err error) *models.MailTrouble {
	said := err.Error()
	var refused *gomail.SendError
	if !errors.As(err, &refused) {
		return &models.MailTrouble{Fault: models.FaultBroken, Reply: said}
	}
	said = strings.TrimPrefix(said, refused.Reason.String()+": ")
	said, _, _ = strings.Cut(said, ", affected recipient(s): ")
	said, _, _ = strings.Cut(said, ", affected message ID: ")
	return &models.MailTrouble{Fault: saidFault(refused), Reply: asSaid(said)}
}

// asSaid takes the library's quotes from what a server said.
func asSaid(s string) string {
	return reply.ReplaceAllStringFunc(s, func(s string) string {
		if text, err := strconv.Unquote(s[len("550 "):]); err == nil {
			return s[:len("550 ")] + text
		}
		return s
	})
}

// saidFault tells a fault by the server's code and by what it was said to. Whatever is
// said to MAIL FROM is said of us, not of the letter: it names no recipient yet.
func saidFault(said *gomail.SendError) models.MailFault {
	code, toSender := said.ErrorCode(), said.Reason == gomail.ErrSMTPMailFrom
	switch {
	case code == 421: // the service closes, and the connection with it (RFC 5321, 3.8)
		return models.FaultUnreachable
	case code == 530 || code == 534 || code == 535 || code == 538: // authentication (RFC 4954, section 6)
		return models.FaultAuth
	case code >= 500 && (toSender && code != 552 || ofUs(said)): // 552: the letter is too large (RFC 1870)
		return models.FaultSender
	case code >= 500:
		return models.FaultRefused
	case code >= 400 && toSender:
		return models.FaultUnreachable
	case code >= 400:
		return models.FaultDeferred
	case said.Reason == gomail.ErrWriteContent || said.Reason == gomail.ErrSMTPDataClose:
		return models.FaultBroken
	}
	return models.FaultUnreachable
}

// usCodes are enhanced codes that speak of the sender wherever they stand: its address
// (RFC 3463: 5.1.7, 5.1.8), and what Exchange says of who may relay and send as whom.
var usCodes = []string{"5.1.7", "5.1.8", "5.7.54", "5.7.57", "5.7.60"}

// usWords are how servers that judge the sender only at RCPT TO, as Postfix does, speak
// of it and of relaying.
var usWords = regexp.MustCompile(`(?i)relaying|\bto relay\b|\brelay (?:access )?(?:is )?(?:denied|not (?:permitted|allowed))|(?:sender address|client host|helo command) rejected`)

// ofUs says whether a refusal later than at MAIL FROM is of us all the same. Words count
// only where no enhanced code says that it is about something else.
func ofUs(said *gomail.SendError) bool {
	code := said.EnhancedStatusCode()
	if slices.Contains(usCodes, code) {
		return true
	}
	return said.Reason == gomail.ErrSMTPRcptTo && (code == "" || strings.HasPrefix(code, "5.7.")) && usWords.MatchString(said.Error())
}
