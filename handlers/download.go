package handlers

import (
	"net/http"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"
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
	size     int64 // of the whole; 0 when it is not known before
	conn     *http.ResponseController
	watch    *time.Timer
	patience time.Duration
}

func newDownload(c echo.Context, name string) *download {
	d := &download{c: c, name: name, conn: http.NewResponseController(c.Response()), patience: stalled}
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
		header.Set(echo.HeaderContentType, zipped)
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
