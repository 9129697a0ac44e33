package store

import (
	"net/netip"
	"time"

	"gorm.io/gorm"

	"chigiri/models"
	"chigiri/models/secret"
)

// Throttling keeps guessers slow and owners able to get in. Failed attempts of the
// last day are counted in the database, so that it holds over restarts and for any
// number of processes, by three keys:
//
//   - the login from this address: from the fifth failure on the wait doubles, up
//     to a quarter of an hour;
//   - the login from anywhere: from the twentieth on, up to one minute, and not for
//     an address the person has signed in from within a month. So whoever guesses
//     from elsewhere cannot lock anybody out for long, and from their usual place
//     not at all;
//   - the address, whatever the logins: from the fiftieth on, up to a quarter of an
//     hour, as a whole office may share one. So that people who sign in at one moment do
//     not keep each other out, attempts under way there count as no failures below that
//     limit; but there may be sixty at most, and past the limit they count as well.
//
// A success forgets the login's failures, not the address's: otherwise an account
// of one's own would buy guesses at others'. Refused attempts are not counted, so
// that knocking does not prolong the wait.
var limits = struct{ pair, login, address limit }{
	pair:    limit{free: 5, most: 15 * time.Minute},
	login:   limit{free: 20, most: time.Minute},
	address: limit{free: 50, most: 15 * time.Minute},
}

const (
	attemptWindow = 24 * time.Hour
	knownAddress  = 30 * 24 * time.Hour
	// maxPending is how many attempts from one address may be under way at once, and
	// pendingFor after which time one that was not heard of again counts as failed.
	maxPending = 60
	pendingFor = 2 * time.Minute
)

// limit is one growing wait.
type limit struct {
	free int
	most time.Duration
}

// wait is how long after the last of n failures the next attempt may come: one
// second at the limit, twice as long for each failure more.
func (l limit) wait(n int) time.Duration {
	over := n - l.free
	if over < 0 {
		return 0
	}
	return min(time.Second<<min(over, 20), l.most)
}

type attemptRow struct {
	ID      string
	Login   string
	Address string
	At      instant
	OK      bool `gorm:"column:ok"`
	Settled bool // it is known how it ended
}

func (attemptRow) TableName() string { return "sign_in_attempts" }

// attempt counts an attempt as failed until it has succeeded, and gives its id; or
// refuses it with KindTooMany and the seconds to wait. Attempts from one address are
// counted one after the other.
func (t *tx) attempt(login, address string) (string, error) {
	key, address := secret.Sum(login), network(address)
	if t.s.engine == Postgres {
		if err := t.db.Exec("SELECT pg_advisory_xact_lock(?, hashtext(?))", addressLocks, address).Error; err != nil {
			return "", wrap(err, "attempt lock")
		}
	}
	wait, err := t.wait(key, address)
	if err != nil {
		return "", err
	}
	if wait > 0 {
		seconds := int((wait + time.Second - 1) / time.Second)
		return "", &models.Error{Kind: models.KindTooMany, Key: "error.sign_in.wait", Args: []any{seconds}}
	}
	row := attemptRow{ID: t.id(), Login: key, Address: address, At: instant{t.now}}
	return row.ID, wrap(t.db.Create(&row).Error, "attempt")
}

// network is what an address is counted by: one subscriber of IPv6 has a /64 of
// them, and would otherwise have as many tries.
func network(address string) string {
	ip, err := netip.ParseAddr(address)
	if err != nil || ip.Unmap().Is4() {
		return address
	}
	prefix, err := ip.WithZone("").Prefix(64)
	if err != nil {
		return address
	}
	return prefix.String()
}

// wait is how long this login has to wait at this address, zero when not at all.
func (t *tx) wait(key, address string) (time.Duration, error) {
	var good struct{ At, Here instant }
	err := t.db.Table("sign_in_attempts").
		Select("MAX(at) AS at, MAX(CASE WHEN address = ? THEN at END) AS here", address).
		Where("login = ? AND ok", key).Take(&good).Error
	if err != nil {
		return 0, wrap(err, "attempts")
	}
	since := t.now.Add(-attemptWindow)
	sinceGood := since
	if good.At.After(since) {
		sinceGood = good.At.Time
	}
	longest, err := t.waitAt(address, since)
	if err != nil {
		return 0, err
	}
	w, err := t.waitFor(limits.pair, sinceGood, "login = ? AND address = ?", key, address)
	if err != nil {
		return 0, err
	}
	longest = max(longest, w)
	if t.now.Sub(good.Here.Time) > knownAddress {
		if w, err = t.waitFor(limits.login, sinceGood, "login = ?", key); err != nil {
			return 0, err
		}
		longest = max(longest, w)
	}
	return longest, nil
}

func (t *tx) waitFor(l limit, since time.Time, condition string, args ...any) (time.Duration, error) {
	var failed struct {
		N    int
		Last instant
	}
	err := t.db.Table("sign_in_attempts").Select("COUNT(*) AS n, MAX(at) AS last").
		Where(condition, args...).Where("NOT ok AND at > ?", instant{since}).Take(&failed).Error
	if err != nil {
		return 0, wrap(err, "attempts")
	}
	wait := l.wait(failed.N)
	if wait == 0 {
		// Another attempt may have begun after this one and been counted before it.
		return 0, nil
	}
	return failed.Last.Add(wait).Sub(t.now), nil
}

// addressLocks is the class of the advisory locks by which attempts from one address are
// counted one after the other. Whoever asks for one holds the account's row already.
const addressLocks = 20

// waitAt is how long everybody at an address has to wait, whatever the login.
func (t *tx) waitAt(address string, since time.Time) (time.Duration, error) {
	var n struct{ Failed, Pending int }
	err := t.db.Table("sign_in_attempts").
		Select("COALESCE(SUM(CASE WHEN settled OR at <= ? THEN 1 ELSE 0 END), 0) AS failed, COALESCE(SUM(CASE WHEN NOT settled AND at > ? THEN 1 ELSE 0 END), 0) AS pending",
			instant{t.now.Add(-pendingFor)}, instant{t.now.Add(-pendingFor)}).
		Where("address = ? AND NOT ok AND at > ?", address, instant{since}).Take(&n).Error
	switch {
	case err != nil:
		return 0, wrap(err, "attempts")
	case n.Failed >= limits.address.free:
		return t.waitFor(limits.address, since, "address = ?", address)
	case n.Pending >= maxPending:
		return time.Second, nil
	}
	return 0, nil
}

// failed notes that an attempt came to nothing.
func (t *tx) failed(attempt string) error {
	return wrap(t.db.Model(&attemptRow{}).Where("id = ?", attempt).Update("settled", true).Error, "attempt")
}

// succeeded turns an attempt into a success and forgets what is too old to matter;
// ids sort by time, so the old rows are the lowest.
func (t *tx) succeeded(attempt string) error {
	if err := t.db.Model(&attemptRow{}).Where("id = ?", attempt).Updates(map[string]any{"ok": true, "settled": true}).Error; err != nil {
		return wrap(err, "attempt")
	}
	old := models.NewID(t.now.Add(-knownAddress-attemptWindow), t.s.rand)
	return wrap(t.db.Session(&gorm.Session{}).Where("id < ?", old).Delete(&attemptRow{}).Error, "attempts")
}
