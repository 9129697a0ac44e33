package worker

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"chigiri/models/ledger"
	"chigiri/models/store"
)

// Witness is somebody outside who countersigns the log's checkpoints: where they
// listen (C2SP tlog-witness, the prefix before /add-checkpoint) and their verifier key.
type Witness struct{ URL, Verifier string }

// ParseWitness reads "URL VERIFIER", the form of PORTAL_LOG_WITNESSES.
func ParseWitness(text string) (Witness, error) {
	parts := strings.Fields(text)
	if len(parts) != 2 {
		return Witness{}, fmt.Errorf("a witness is given as \"URL VERIFIER\", not as %q", text)
	}
	u, err := url.Parse(parts[0])
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return Witness{}, fmt.Errorf("%q is no address of a witness (http://… or https://…)", parts[0])
	}
	if _, err := ledger.ParseVerifier(parts[1]); err != nil {
		return Witness{}, err
	}
	return Witness{strings.TrimRight(parts[0], "/"), parts[1]}, nil
}

// patience is how long anybody outside has for one answer.
const patience = 30 * time.Second

// maxAnswer bounds what is read of an answer.
const maxAnswer = 1 << 20

// AskWitnesses asks every witness once for what it has not countersigned. One that
// cannot be reached is logged, and asked again the next time; a fork is alarm.
func AskWitnesses(ctx context.Context, s *store.Store, client *http.Client, log *slog.Logger, list []Witness) {
	for _, w := range list {
		f, err := Countersign(ctx, s, client, w)
		switch {
		case ctx.Err() != nil:
			return
		case err != nil:
			log.Error("a witness did not countersign", slog.String("witness", w.Verifier), slog.Any("err", err))
		case f != nil:
			log.Error("A WITNESS SAYS THE LOG IS NOT THE ONE IT WAS", slog.String("witness", w.Verifier), slog.Any("finding", f))
		}
	}
}

// Countersign sends the newest checkpoint to a witness that has not countersigned it
// and keeps the countersignature once it was checked. When the witness says that the
// log is not the one it keeps, the alarm is raised and the finding is not nil: code
// Forked, the witness's name as its ID. An error is anything else that kept it from
// countersigning; it may be tried again.
func Countersign(ctx context.Context, s *store.Store, client *http.Client, w Witness) (*ledger.Finding, error) {
	v, err := ledger.ParseVerifier(w.Verifier)
	if err != nil {
		return nil, err
	}
	a := asking{s: s, client: *client, w: w, name: v.Name()}
	a.client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	signed, err := s.CosignedSize(ctx, a.name)
	old := signed
	for range 3 { // once, corrected by the witness, and once more where another process was quicker
		if err != nil {
			return nil, err
		}
		kept, size, err := s.LastCheckpoint(ctx)
		if err != nil || signed >= size {
			return nil, err
		}
		said, err := a.once(ctx, old, size, kept.Note)
		if said.fork != nil {
			return said.fork, s.RaiseAlarm(ctx, *said.fork)
		}
		if err != nil || said.cosigned {
			return nil, err
		}
		old = said.size
	}
	return nil, fmt.Errorf("the witness %s keeps another size each time it is asked", a.name)
}

// asking is one witness being asked.
type asking struct {
	s      *store.Store
	client http.Client
	w      Witness
	name   string
}

// said is what a witness answered: that it countersigned, that it keeps another
// size, or that the log is another one.
type said struct {
	cosigned bool
	size     int64
	fork     *ledger.Finding
}

// once sends one checkpoint.
func (a *asking) once(ctx context.Context, old, size int64, checkpoint string) (said, error) {
	if old > size {
		return a.shrunk(ctx, old, size)
	}
	proof, err := a.s.PrefixProof(ctx, old, size)
	if err != nil {
		return said{}, err
	}
	request := ledger.WitnessRequest{Old: old, Proof: proof, Checkpoint: checkpoint}
	status, kind, body, err := exchange(ctx, &a.client, http.MethodPost, a.w.URL+"/add-checkpoint", "text/plain; charset=utf-8", request.Text())
	if err != nil {
		return said{}, err
	}
	switch {
	case status == http.StatusOK:
		return said{cosigned: true}, a.keep(ctx, checkpoint, body)
	case status == http.StatusConflict && kind == "text/x.tlog.size":
		told, err := strconv.ParseInt(strings.TrimSuffix(body, "\n"), 10, 64)
		if err != nil || told < 0 {
			return said{}, fmt.Errorf("the witness %s keeps a size that is no number", a.name)
		}
		return said{size: told}, nil
	case status == http.StatusConflict:
		return a.forked(size, fmt.Sprintf("it keeps another root of %d events", size)), nil
	case status == http.StatusUnprocessableEntity:
		return a.forked(size, fmt.Sprintf("the log does not continue the %d events it keeps", old)), nil
	}
	line, _, _ := strings.Cut(body, "\n")
	return said{}, fmt.Errorf("the witness %s answered %d: %.200q", a.name, status, line)
}

// keep keeps the witness's line for a checkpoint; lines of others are left.
func (a *asking) keep(ctx context.Context, checkpoint, lines string) error {
	c, err := ledger.ParseCheckpoint(checkpoint)
	if err != nil {
		return err
	}
	line, err := ledger.Countersignature(c, lines, a.w.Verifier)
	if err != nil {
		return fmt.Errorf("the witness %s: %w", a.name, err)
	}
	return a.s.KeepCosignature(ctx, c.Size, a.name, line)
}

// shrunk is what to say when a witness keeps more events than there are. Its word
// alone would let anybody on the way raise the alarm, so it must show a checkpoint
// that this log signed.
func (a *asking) shrunk(ctx context.Context, kept, size int64) (said, error) {
	fault := fmt.Errorf("the witness %s says it keeps %d events, there are %d, and it shows no checkpoint this log signed", a.name, kept, size)
	texts, err := a.s.LogVerifiers(ctx)
	if err != nil {
		return said{}, err
	}
	keys, err := ledger.Verifiers(texts)
	if err != nil || len(keys) == 0 {
		return said{}, errors.Join(fault, err)
	}
	query := "/checkpoint?log=" + url.QueryEscape(keys[0].Name())
	status, _, body, err := exchange(ctx, &a.client, http.MethodGet, a.w.URL+query, "", "")
	if err != nil || status != http.StatusOK {
		return said{}, errors.Join(fault, err)
	}
	c, _, err := ledger.Open(body, keys...)
	if err != nil || c.Size <= size {
		return said{}, errors.Join(fault, err)
	}
	return a.forked(c.Size, fmt.Sprintf("it keeps a signed checkpoint of %d events, there are %d", c.Size, size)), nil
}

// forked is the finding that the log is not the one a witness keeps.
func (a *asking) forked(size int64, detail string) said {
	return said{fork: &ledger.Finding{Code: ledger.Forked, From: 0, To: size, ID: a.name, Detail: "the witness " + a.name + " says: " + detail}}
}

// exchange asks somebody outside over HTTP, with bounds on time and size.
func exchange(ctx context.Context, client *http.Client, method, address, kind, body string) (status int, answered, text string, err error) {
	ctx, stop := context.WithTimeout(ctx, patience)
	defer stop()
	r, err := http.NewRequestWithContext(ctx, method, address, strings.NewReader(body))
	if err != nil {
		return 0, "", "", err
	}
	if kind != "" {
		r.Header.Set("Content-Type", kind)
	}
	resp, err := client.Do(r)
	if failed := (*url.Error)(nil); errors.As(err, &failed) { // its text has the whole address, secrets and all
		err = fmt.Errorf("%s cannot be reached: %w", r.URL.Host, failed.Err)
	}
	if err != nil {
		return 0, "", "", err
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer+1))
	if err == nil && len(b) > maxAnswer {
		err = errors.New("the answer is too long")
	}
	answered, _, _ = mime.ParseMediaType(resp.Header.Get("Content-Type"))
	return resp.StatusCode, answered, string(b), err
}
