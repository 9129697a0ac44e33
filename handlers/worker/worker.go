// Package worker is the clock: what has to happen though nobody asks. Waivers run
// out, periods end, editions come into force by the calendar; the worker tells the
// store that time has passed. It owns no data and keeps no state, so any number of
// processes may run it side by side: the store's own transactions decide.
package worker

import (
	"context"
	"log/slog"
	"time"

	"chigiri/models"
	"chigiri/models/store"
)

// every is how often the calendar is looked at. The work depends on the day alone
// and costs one query when there is nothing to do; an hour keeps a process that
// slept over midnight from lying for a day.
const every = time.Hour

// Run looks at the calendar when it starts and then every hour, until ctx ends.
// A failure is logged and tried again at the next hour.
func Run(ctx context.Context, s *store.Store, log *slog.Logger) {
	ticker := time.NewTicker(every)
	defer ticker.Stop()
	for {
		n, err := s.Refresh(ctx, models.System())
		switch {
		case ctx.Err() != nil:
			return
		case err != nil:
			log.Error("the calendar was not looked at", slog.Any("err", err))
		case n > 0:
			log.Info("facts ran out by the calendar", slog.Int("contracts", n))
		}
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
	}
}
