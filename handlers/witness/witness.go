package witness

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"time"

	"chigiri/models/ledger"
	"chigiri/views/i18n"
)

// maxRequest is the largest request, in bytes: 63 hashes and a checkpoint with some
// signatures are a tenth of it.
const maxRequest = 64 << 10

// patience is how long one request waits for its turn at the folder.
const patience = 10 * time.Second

// sizeType is how the size a witness keeps is told (C2SP tlog-witness).
const sizeType = "text/x.tlog.size"

// door answers over HTTP.
type door struct {
	k   *Keeper
	log *slog.Logger
}

// New is the witness as it answers over HTTP: POST /add-checkpoint for the log,
// GET /checkpoint?log=NAME for programs (the name may be left out where one log is
// watched), GET / for people. Requests need no account; a checkpoint speaks by its
// signature. The server in front sets its timeouts.
func New(k *Keeper, log *slog.Logger) http.Handler {
	d := door{k, log}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /add-checkpoint", d.add)
	mux.HandleFunc("GET /checkpoint", d.checkpoint)
	mux.HandleFunc("GET /{$}", d.page)
	return mux
}

// add countersigns or refuses.
func (d door) add(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxRequest))
	var large *http.MaxBytesError
	if errors.As(err, &large) {
		answer(w, http.StatusRequestEntityTooLarge, "witness: a request has at most 64 KiB\n")
		return
	}
	if err != nil {
		answer(w, http.StatusBadRequest, "witness: the request was cut off\n")
		return
	}
	ctx, stop := context.WithTimeout(r.Context(), patience)
	defer stop()
	line, err := d.k.Take(ctx, string(body))
	if err != nil {
		d.refuse(w, err)
		return
	}
	d.log.Info("a checkpoint was countersigned", slog.String("line", strings.TrimSpace(line)))
	answer(w, http.StatusOK, line)
}

// refuse answers with the status the protocol has for a refusal. A fault of our own
// is logged and not told outside.
func (d door) refuse(w http.ResponseWriter, err error) {
	var r *ledger.Refusal
	if !errors.As(err, &r) {
		d.log.Error("the witness cannot answer", slog.Any("err", err))
		answer(w, http.StatusInternalServerError, "witness: it cannot read or write its folder; see its own log\n")
		return
	}
	switch {
	case r.Fork != nil:
		d.log.Error("FORK: THE LOG IS NOT THE ONE IT WAS", slog.Any("err", err), slog.String("kept", r.Fork.Kept), slog.String("offered", r.Fork.Offered))
		answer(w, status(r.Code), r.Fork.Text())
	case r.Code == ledger.RefuseSize:
		w.Header().Set("Content-Type", sizeType)
		answer(w, status(r.Code), fmt.Sprintf("%d\n", r.Size))
	default:
		d.log.Warn("a request was refused", slog.Any("err", err))
		answer(w, status(r.Code), r.Error()+"\n")
	}
}

// status is the protocol's status for a refusal (C2SP tlog-witness).
func status(c ledger.RefusalCode) int {
	switch c {
	case ledger.RefuseLog:
		return http.StatusNotFound
	case ledger.RefuseSignature:
		return http.StatusForbidden
	case ledger.RefuseSize, ledger.RefuseFork:
		return http.StatusConflict
	case ledger.RefuseProof:
		return http.StatusUnprocessableEntity
	}
	return http.StatusBadRequest
}

// checkpoint gives the last checkpoint with its countersignature.
func (d door) checkpoint(w http.ResponseWriter, r *http.Request) {
	origin, all := r.FormValue("log"), d.k.logs.Origins()
	if origin == "" && len(all) == 1 {
		origin = all[0]
	}
	var seen ledger.Seen
	var err error
	if slices.Contains(all, origin) {
		seen, err = d.k.Last(origin)
	}
	switch {
	case err != nil:
		d.refuse(w, err)
	case seen.Note == "":
		answer(w, http.StatusNotFound, "witness: no checkpoint is kept for this log\n")
	default:
		answer(w, http.StatusOK, seen.Note)
	}
}

// page says to people, in both languages, what is kept and whether it is right.
func (d door) page(w http.ResponseWriter, _ *http.Request) {
	var b strings.Builder
	forks, err := d.k.Forks()
	if err == nil {
		for _, lang := range []string{i18n.JA, i18n.EN} {
			b.WriteString(Shout(lang, len(forks)))
		}
		for _, lang := range []string{i18n.JA, i18n.EN} {
			fmt.Fprintf(&b, "%s\n%s\n\n", i18n.T(lang, "witness.title", d.k.key.Verifier), i18n.T(lang, "witness.why"))
		}
		err = d.kept(&b)
	}
	if err != nil {
		d.refuse(w, err)
		return
	}
	for _, f := range forks {
		fmt.Fprintf(&b, "\n==== %s ====\n%s", f.Name, f.Text)
	}
	answer(w, http.StatusOK, b.String())
}

// Shout is what stands first when there is evidence of forks; empty when there is none.
func Shout(lang string, forks int) string {
	if forks == 0 {
		return ""
	}
	bar := strings.Repeat("!", 72) + "\n"
	return bar + i18n.T(lang, "witness.fork", forks) + "\n" + bar + "\n"
}

// kept is the last checkpoint of each log: three lines, and when it was countersigned.
func (d door) kept(b *strings.Builder) error {
	for _, origin := range d.k.logs.Origins() {
		seen, err := d.k.Last(origin)
		if err != nil {
			return err
		}
		if seen.Note == "" {
			fmt.Fprintf(b, "%s\n%s\n%s\n", origin, i18n.T(i18n.JA, "witness.none"), i18n.T(i18n.EN, "witness.none"))
			continue
		}
		at := countersigned(seen.Note, d.k.key)
		for _, lang := range []string{i18n.JA, i18n.EN} {
			fmt.Fprintf(b, "%s\n", i18n.T(lang, "witness.kept", i18n.Instant(lang, at)))
		}
		fmt.Fprintf(b, "\n%s\n", seen.Checkpoint.Text())
	}
	return nil
}

// countersigned is when the witness signed what it keeps.
func countersigned(text string, key ledger.Witness) time.Time {
	v, err := ledger.ParseVerifier(key.Verifier)
	if err != nil {
		return time.Time{}
	}
	_, sigs, err := ledger.Open(text, v)
	if err != nil {
		return time.Time{}
	}
	at, _ := ledger.CosignedAt(sigs[0])
	return at
}

// answer writes plain text.
func answer(w http.ResponseWriter, status int, text string) {
	if w.Header().Get("Content-Type") == "" {
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	}
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, _ = io.WriteString(w, text) // nobody is left to tell
}
