package handlers

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"chigiri/models"
)

// stalled is how long a download may stand still before it is given up; there is no
// bound on the whole, for a large bundle on a slow line takes its time.
const stalled = 2 * time.Minute

// download is an answer that is written as it is made. Its head is sent with its
// first byte, so that until then it may still become another answer; a reader who
// stands still for too long is let go.
type download struct {
	c        echo.Context
	name     string
	kind     string // its content type
	size     int64  // of the whole; 0 when it is not known before
	conn     *http.ResponseController
	watch    *time.Timer
	patience time.Duration
}

func newDownload(c echo.Context, name, kind string) *download {
	d := &download{c: c, name: name, kind: kind, conn: http.NewResponseController(c.Response()), patience: stalled}
	d.watch = time.AfterFunc(stalled, func() {
		_ = d.conn.SetWriteDeadline(time.Unix(1, 0)) // long ago: what waits to be written fails now
	})
	_ = d.conn.SetWriteDeadline(time.Time{}) // the server's own is for pages; a recorder has none
	return d
}

// Write sends a part.
func (d *download) Write(p []byte) (int, error) {
	if !d.c.Response().Committed {
		header := d.c.Response().Header()
		header.Set("Content-Disposition", "attachment; filename*=UTF-8''"+escapeName(d.name))
		header.Set(echo.HeaderContentType, d.kind)
		if d.size > 0 {
			header.Set(echo.HeaderContentLength, strconv.FormatInt(d.size, 10))
		}
		d.c.Response().WriteHeader(http.StatusOK)
	}
	d.watch.Reset(d.patience)
	return d.c.Response().Write(p)
}

// end sends what is still held back.
func (d *download) end() error { return d.conn.Flush() }

// stop ends the watch.
func (d *download) stop() { d.watch.Stop() }

// deliver answers with a large file that is written while it is read, a few at a time. It
// ends with the connection, not by the clock of pages. What fails before the first byte is
// an answer as any other; after it the connection is broken, so that nobody takes a part
// for the whole. A look (HEAD) takes nothing.
func (h *Handlers) deliver(c echo.Context, name, kind string, write func(ctx context.Context, out *download) error) error {
	if c.Request().Method == http.MethodHead {
		return c.NoContent(http.StatusOK)
	}
	select {
	case h.bundles <- struct{}{}:
		defer func() { <-h.bundles }()
	default:
		return &models.Error{Kind: models.KindTooMany, Key: "error.evidence.busy", Args: []any{60}}
	}
	out := newDownload(c, name, kind)
	defer out.stop()
	err := write(context.WithoutCancel(c.Request().Context()), out)
	if err == nil {
		err = out.end()
	}
	if err != nil && c.Response().Committed {
		h.logFailure(c, err, faultID())
		panic(http.ErrAbortHandler)
	}
	return err
}
