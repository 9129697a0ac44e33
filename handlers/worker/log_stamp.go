package worker

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"time"

	"chigiri/models"
	"chigiri/models/ledger"
	"chigiri/models/stamp"
	"chigiri/models/store"
)

// Authority is a time-stamping authority (RFC 3161 over HTTP) and the roots its
// certificate must stand under.
type Authority struct {
	URL   string
	Roots *x509.CertPool
}

// Name is how the authority is called where stamps are kept: its address without
// what may be secret in it.
func (a Authority) Name() string {
	u, err := url.Parse(a.URL)
	if err != nil {
		return "?"
	}
	return (&url.URL{Scheme: u.Scheme, Host: u.Host, Path: u.Path}).String()
}

// ParseAuthority reads the settings PORTAL_TSA_URL and the text of the file
// PORTAL_TSA_ROOTS names.
func ParseAuthority(address string, roots []byte) (Authority, error) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return Authority{}, errors.New("the time-stamping authority has no address (http://… or https://…)")
	}
	pool, err := stamp.Roots(roots)
	return Authority{address, pool}, err
}

// StampLog has every day's last checkpoint stamped that is not yet, the oldest first,
// and says how many it was. What is answered is checked before it is kept; while
// the authority cannot be reached or answers wrongly the checkpoint stays pending and
// is asked for again the next time, for a month.
func StampLog(ctx context.Context, s *store.Store, client *http.Client, a Authority, rand io.Reader) (stamped int, err error) {
	pending, err := s.Unstamped(ctx, a.Name())
	if err != nil {
		return 0, err
	}
	for _, k := range pending {
		if err := stampOne(ctx, s, client, a, rand, k); err != nil {
			return stamped, fmt.Errorf("%d checkpoints wait for their time-stamp: %w", len(pending)-stamped, err)
		}
		stamped++
	}
	return stamped, nil
}

// AskAuthority is StampLog with what came of it in the program's log.
func AskAuthority(ctx context.Context, s *store.Store, client *http.Client, log *slog.Logger, a Authority, rand io.Reader) {
	stamped, err := StampLog(ctx, s, client, a, rand)
	if stamped > 0 {
		log.Info("checkpoints were stamped", slog.Int("number", stamped), slog.String("authority", a.Name()))
	}
	if err != nil && ctx.Err() == nil {
		log.Error("no time-stamp", slog.String("authority", a.Name()), slog.Any("err", err))
	}
}

func stampOne(ctx context.Context, s *store.Store, client *http.Client, a Authority, rand io.Reader, k ledger.Kept) error {
	c, err := ledger.ParseCheckpoint(k.Note)
	if err != nil {
		return err
	}
	token, at, trouble, err := a.ask(ctx, client, rand, []byte(k.Note))
	switch {
	case err != nil:
		return err
	case trouble != nil:
		return errors.New(trouble.Reply)
	}
	return s.KeepStamp(ctx, c.Size, a.Name(), token, at)
}

// ask asks the authority to stamp a message and gives the token, checked, and the time
// stamped; or what came to nothing. Nothing but the SHA-256 of the message leaves us.
func (a Authority) ask(ctx context.Context, client *http.Client, rand io.Reader, message []byte) (token []byte, at time.Time, why *models.StampTrouble, err error) {
	none := func(fault models.StampFault, reply string) ([]byte, time.Time, *models.StampTrouble, error) {
		return nil, time.Time{}, &models.StampTrouble{Fault: fault, Reply: reply}, nil
	}
	request, err := stamp.New(rand, message)
	if err != nil {
		return nil, time.Time{}, nil, err
	}
	status, kind, answer, err := exchange(ctx, client, http.MethodPost, a.URL, stamp.QueryType, string(request.DER))
	switch {
	case err != nil:
		return none(models.StampUnreachable, err.Error())
	case status != http.StatusOK || kind != stamp.ReplyType:
		return none(models.StampRefused, fmt.Sprintf("the authority answered %d, %q", status, kind))
	}
	if token, at, err = request.Accept([]byte(answer), a.Roots); err != nil {
		return none(models.StampAnswer, err.Error())
	}
	return token, at, nil, nil
}
