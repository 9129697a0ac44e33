package worker

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"time"

	"chigiri/models"
	"chigiri/models/store"
)

// Stamps is how sealed documents get their time-stamps.
type Stamps struct {
	Authority *Authority    // nil where none is configured: then documents stay as they were sealed
	Client    *http.Client  // who asks
	Rand      io.Reader     // for the nonces
	Holder    string        // this process, told from others
	Tick      time.Duration // how often is looked for what is due; 10 s when zero
}

// A process has stampBatch documents in hand at once, and for stampSpan: longer than
// the authority may take for all of them, so that nobody else asks for them meanwhile.
const (
	stampBatch = 10
	stampSpan  = stampBatch*patience + time.Minute
)

// StampSeals has sealed documents stamped, until ctx ends. Any number of processes may
// do so at once: each document is in one pair of hands. A process that dies after the
// authority answered has the document asked for once more; none is lost, and none is
// stamped twice. No time but the authority's ever stands in for a stamp: until it comes
// the document is pending.
func StampSeals(ctx context.Context, s *store.Store, log *slog.Logger, w Stamps) {
	if w.Authority == nil {
		return
	}
	if w.Tick == 0 {
		w.Tick = 10 * time.Second
	}
	if err := s.RetryStamps(ctx, models.System()); err != nil && ctx.Err() == nil {
		log.Error("time-stamps were not looked after", slog.Any("err", err))
	}
	ticker := time.NewTicker(w.Tick)
	defer ticker.Stop()
	for {
		n, err := w.Round(ctx, s, log)
		if n > 0 {
			log.Info("sealed documents were stamped", slog.Int("number", n), slog.String("authority", w.Authority.Name()))
		}
		if err != nil && ctx.Err() == nil {
			log.Error("time-stamps were not looked after", slog.Any("err", err))
		}
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
	}
}

// Round has stamped what is due now and says how many it was. It stops early when the
// authority is at fault: the next document would meet the same.
func (w Stamps) Round(ctx context.Context, s *store.Store, log *slog.Logger) (stamped int, err error) {
	for {
		due, err := s.ClaimStamps(ctx, models.System(), w.Holder, stampBatch, stampSpan)
		if err != nil {
			return stamped, errors.Join(err, s.ReleaseStamps(context.WithoutCancel(ctx), models.System(), w.Holder))
		}
		if len(due) == 0 {
			return stamped, nil
		}
		for _, d := range due {
			trouble, err := w.stamp(ctx, s, d)
			if err == nil && trouble == nil {
				stamped++
				continue
			}
			goOn, err := w.failed(ctx, s, log, d, trouble, err)
			if err != nil || !goOn || ctx.Err() != nil {
				return stamped, errors.Join(err, s.ReleaseStamps(context.WithoutCancel(ctx), models.System(), w.Holder))
			}
		}
	}
}

// stamp asks for one stamp and has the document kept with it.
func (w Stamps) stamp(ctx context.Context, s *store.Store, d models.DueStamp) (*models.StampTrouble, error) {
	token, _, trouble, err := w.Authority.ask(ctx, w.Client, w.Rand, d.Message)
	if err != nil || trouble != nil {
		return trouble, err
	}
	return s.KeepSealStamp(context.WithoutCancel(ctx), models.System(), d.ID, w.Holder, token) // what was given is kept though the process ends
}

// failed tells what came to nothing. goOn is false when the next document would meet
// the same.
func (w Stamps) failed(ctx context.Context, s *store.Store, log *slog.Logger, d models.DueStamp, why *models.StampTrouble, err error) (goOn bool, _ error) {
	switch {
	case models.KindOf(err) == models.KindConflict: // no longer ours to stamp
		return true, nil
	case err != nil:
		return false, err
	case ctx.Err() != nil:
		return false, nil //nolint:nilerr // it is we who broke off
	}
	log.Error("no time-stamp", slog.String(d.Subject, d.ID), slog.String("authority", w.Authority.Name()),
		slog.String("fault", string(why.Fault)), slog.String("reply", why.Reply))
	return !why.Fault.OfAuthority(), s.StampFailed(context.WithoutCancel(ctx), models.System(), d.ID, w.Holder, *why)
}
