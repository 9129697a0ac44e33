package store

import (
	"context"
	"log/slog"
	"sync/atomic"
	"time"

	"gorm.io/gorm/logger"
)

// slow is the time from which a statement is worth a line in the log.
const slow = 500 * time.Millisecond

// Cost counts the statements made under one context, and the time they took. It
// may be read while they run.
type Cost struct {
	queries atomic.Int64
	spent   atomic.Int64
}

// Queries is the number of statements so far.
func (c *Cost) Queries() int { return int(c.queries.Load()) }

// Time is how long they took together.
func (c *Cost) Time() time.Duration { return time.Duration(c.spent.Load()) }

type costKey struct{}

// Measure gives a context whose statements are counted in the Cost.
func Measure(ctx context.Context) (context.Context, *Cost) {
	c := new(Cost)
	return context.WithValue(ctx, costKey{}, c), c
}

// queryLog is what gorm reports statements to. It never shows values: they are
// people's names and hashes of secrets. Errors go back to the caller, who logs
// them once.
type queryLog struct{ log *slog.Logger }

func (q queryLog) LogMode(logger.LogLevel) logger.Interface      { return q }
func (q queryLog) Info(context.Context, string, ...interface{})  {}
func (q queryLog) Warn(context.Context, string, ...interface{})  {}
func (q queryLog) Error(context.Context, string, ...interface{}) {}

// ParamsFilter leaves every value out of the statement as shown.
func (q queryLog) ParamsFilter(_ context.Context, sql string, _ ...interface{}) (string, []interface{}) {
	return sql, nil
}

// Trace is called after each statement.
func (q queryLog) Trace(ctx context.Context, begin time.Time, fc func() (string, int64), _ error) {
	took := time.Since(begin)
	if c, ok := ctx.Value(costKey{}).(*Cost); ok {
		c.queries.Add(1)
		c.spent.Add(int64(took))
	}
	if q.log != nil && took > slow {
		sql, rows := fc()
		q.log.WarnContext(ctx, "slow query", "took", took, "rows", rows, "sql", sql)
	}
}
