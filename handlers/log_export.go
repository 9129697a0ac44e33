package handlers

import (
	"bufio"
	"context"
	"encoding/csv"
	"encoding/json"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"chigiri/models"
	"chigiri/views"
)

// exportPause is how long a receiver may take for one part of an export.
const exportPause = 2 * time.Minute

// exportLine is an event in an export as JSON lines: its place, its hash, the event
// as the log's twin gives it, and the canonical form the hash is over.
type exportLine struct {
	Position *int64       `json:"position"` // null while it waits
	Hash     string       `json:"hash"`
	Event    models.Event `json:"event"`
	Leaf     string       `json:"leaf"`
}

func (h *Handlers) exportJSONL(c echo.Context) error {
	return h.export(c, "jsonl", jsonl, func(w *bufio.Writer) writeLines {
		out := json.NewEncoder(w)
		out.SetEscapeHTML(false)
		return func(lines []models.LogLine, _ map[string]string) error {
			for _, l := range lines {
				if err := out.Encode(exportLine{l.Position, l.Hash, l.Event, l.Leaf}); err != nil {
					return err
				}
			}
			return nil
		}
	})
}

// exportCSV is for Excel, which takes a file for UTF-8 by its first three bytes.
func (h *Handlers) exportCSV(c echo.Context) error {
	who := actor(c)
	return h.export(c, "csv", csvType, func(w *bufio.Writer) writeLines {
		out := csv.NewWriter(w)
		out.UseCRLF = true
		begun := false
		return func(lines []models.LogLine, names map[string]string) error {
			if !begun {
				begun = true
				_, _ = w.WriteString("\ufeff") // an error stays in w
				_ = out.Write(views.LogCSVHead(who.Lang))
			}
			for _, l := range lines {
				_ = out.Write(views.LogCSVRow(who.Lang, who, l, names))
			}
			out.Flush()
			return out.Error()
		}
	})
}

// writeLines writes some lines of an export.
type writeLines func(lines []models.LogLine, names map[string]string) error

// export streams the log as it is read. Refusals come before the first byte; what
// breaks after it breaks the connection, so that nobody takes a part for the whole.
// The time of one request does not hold for it: it ends when the log or the receiver
// does.
func (h *Handlers) export(c echo.Context, format, kind string, begin func(*bufio.Writer) writeLines) error {
	_, q, err := h.logQuery(c)
	if err != nil {
		return err
	}
	q.After, q.Limit = "", 0
	answer := c.Response()
	if c.Request().Method == http.MethodHead { // asks what there would be, and takes nothing
		answer.Header().Set(echo.HeaderContentType, kind)
		return c.NoContent(http.StatusOK)
	}
	out := bufio.NewWriterSize(answer, 64<<10)
	write := begin(out)
	control := http.NewResponseController(answer)
	ctx := context.WithoutCancel(c.Request().Context())
	err = h.store.ExportLog(ctx, actor(c), q, format, func(lines []models.LogLine, names map[string]string) error {
		if !answer.Committed {
			answer.Header().Set(echo.HeaderContentType, kind)
			answer.Header().Set(echo.HeaderContentDisposition, `attachment; filename="log-`+models.Today(h.store.Now()).String()+"."+format+`"`)
			answer.WriteHeader(http.StatusOK)
		}
		_ = control.SetWriteDeadline(h.store.Now().Add(exportPause)) // a receiver in memory has none
		if err := write(lines, names); err != nil {
			return err
		}
		if err := out.Flush(); err != nil {
			return err
		}
		return control.Flush()
	})
	if err != nil && answer.Committed {
		h.logFailure(c, err, faultID())
		panic(http.ErrAbortHandler)
	}
	return err
}
