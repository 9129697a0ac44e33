package worker

import (
	"context"
	"log/slog"
	"time"

	"chigiri/models"
	"chigiri/models/store"
	"chigiri/views/mail"
)

// remindTick is how often it is asked whether today's round was made: the store makes
// it once, in the morning of an open day.
const remindTick = 10 * time.Minute

// Remind lets people know what waits for them, until ctx ends. Any number of processes
// may do so: the round of a day is made by whichever comes first.
func Remind(ctx context.Context, s *store.Store, log *slog.Logger) {
	ticker := time.NewTicker(remindTick)
	defer ticker.Stop()
	for {
		n, err := s.Remind(ctx, models.System(), mail.Reminded)
		switch {
		case ctx.Err() != nil:
			return
		case err != nil:
			log.Error("nobody was reminded", slog.Any("err", err))
		case n > 0:
			log.Info("people are reminded", slog.Int("mails", n))
		}
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
	}
}
