package store

import (
	"context"
	"crypto/hmac"
	"crypto/subtle"
	"strconv"
	"strings"
	"time"

	"chigiri/models"
	"chigiri/models/secret"
)

// codeTurns is how long one code stands on the wall. It is taken until the next has
// stood as long, so for one to two minutes, on whichever process it is asked.
const codeTurns = time.Minute

// turningCode is the code of a meeting at an instant: eight signs that can be typed,
// forty bits of an HMAC. It follows from what stands in the database and from the
// installation's secret, so that every process shows and takes the same, and neither
// alone is enough to make one.
func (t *tx) turningCode(row briefingRow, at time.Time) string {
	if row.Turning == "" {
		return ""
	}
	return secret.Moment(t.s.secret, "check in "+row.ID, row.Turning, at.Truncate(codeTurns))
}

// codeTaken says by which way a code checks somebody in to a meeting now; empty when it
// is none. A process whose clock goes ahead by a little shows the next code early.
func (t *tx) codeTaken(row briefingRow, code string) (method string) {
	if row.Checkin != "" && subtle.ConstantTimeCompare([]byte(secret.Sum(code)), []byte(row.Checkin)) == 1 {
		return models.CheckedByLink
	}
	typed := secret.ReadMoment(code)
	for _, at := range []time.Time{t.now, t.now.Add(-codeTurns), t.now.Add(codeTurns)} {
		if made := t.turningCode(row, at); made != "" && hmac.Equal([]byte(typed), []byte(made)) {
			return models.CheckedIn
		}
	}
	return ""
}

// SeenFor is how long somebody who read the code on the wall may take to sign in.
const SeenFor = 10 * time.Minute

// SeenCode gives a word for a browser to keep that it read the code on the wall while it
// was taken, at which address, and until when: whoever has to sign in first comes back to
// a code that has turned. CheckInSeen takes the word, from that address alone, so that it
// is of no use to somebody elsewhere. It is invalid for any other code.
func (s *Store) SeenCode(ctx context.Context, id, code, address string) (word string, err error) {
	err = s.read(ctx, models.System(), func(t *tx) error {
		var row briefingRow
		if err := t.first(t.db.Where("id = ?", id), &row, "briefing"); err != nil {
			return err
		}
		if row.State != models.BriefingPlanned || t.codeTaken(row, code) != models.CheckedIn {
			return models.Invalidf("code", "error.briefing.code")
		}
		word = t.seenWord(row, address, t.now.Add(SeenFor))
		return nil
	})
	return word, err
}

// seenWord says that the code of a meeting was seen at an address, until an instant.
func (t *tx) seenWord(row briefingRow, address string, until time.Time) string {
	return strconv.FormatInt(until.Unix(), 10) + "." + secret.Moment(t.s.secret, "seen "+row.ID+" "+address, row.Turning, until)
}

// codeSeen says whether a word is the one of SeenCode for a meeting and the address the
// actor asks from, and still holds.
func (t *tx) codeSeen(row briefingRow, word string) bool {
	unix, _, ok := strings.Cut(word, ".")
	at, err := strconv.ParseInt(unix, 10, 64)
	until := time.Unix(at, 0)
	return ok && err == nil && row.Turning != "" && t.now.Before(until) && !until.After(t.now.Add(SeenFor)) &&
		hmac.Equal([]byte(word), []byte(t.seenWord(row, t.actor.Address, until)))
}

// CheckInCode gives the code for the screen in the room: the one of this minute, or the
// one that was given out for the day, where fixed is that one. Only whoever holds the
// meeting may ask; empty on other days than the meeting's, and once it is over.
func (s *Store) CheckInCode(ctx context.Context, actor models.Actor, id, fixed string) (c models.CheckInCode, err error) {
	err = s.read(ctx, actor, func(t *tx) error {
		row, err := t.briefingOf(id, false)
		if err != nil {
			return err
		}
		d, err := t.asHouse().dossierOf(row.ContractID, false)
		if err != nil {
			return err
		}
		tree, err := t.asHouse().allParties(t.db.Where("parties.contract_id = ?", row.ContractID))
		if err != nil {
			return err
		}
		if err := t.holdsBriefing(row, d, tree); err != nil || row.State != models.BriefingPlanned {
			return err
		}
		switch {
		case fixed != "" && secret.Sum(fixed) == row.Checkin:
			c = models.CheckInCode{Code: fixed, Fixed: true}
		case fixed == "" && row.HeldOn == t.today():
			c = models.CheckInCode{Code: t.turningCode(row, t.now), Until: t.now.Truncate(codeTurns).Add(2 * codeTurns)}
		}
		return nil
	})
	return c, err
}
