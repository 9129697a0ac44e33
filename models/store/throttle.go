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
//     hour, as a whole office may share one.
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
}

func (attemptRow) TableName() string { return "sign_in_attempts" }

// attempt counts an attempt as failed until it has succeeded, and gives its id; or
// refuses it with KindTooMany and the seconds to wait.
func (t *tx) attempt(login, address string) (string, error) {
	key, address := secret.Sum(login), network(address)
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
	longest, err := t.waitFor(limits.address, since, "address = ?", address)
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

// succeeded turns an attempt into a success and forgets what is too old to matter;
// ids sort by time, so the old rows are the lowest.
func (t *tx) succeeded(attempt string) error {
	if err := t.db.Model(&attemptRow{}).Where("id = ?", attempt).Update("ok", true).Error; err != nil {
		return wrap(err, "attempt")
	}
	old := models.NewID(t.now.Add(-knownAddress-attemptWindow), t.s.rand)
	return wrap(t.db.Session(&gorm.Session{}).Where("id < ?", old).Delete(&attemptRow{}).Error, "attempts")
}
