package ledger_test

import (
	"crypto/rand"
	"errors"
	"strings"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"chigiri/models/ledger"
)

// watched is a log of 40 events as a witness meets it.
type watched struct {
	t    *testing.T
	key  ledger.Key
	logs ledger.Logs
	read tlog.HashReaderFunc
}

func newWatched(t *testing.T, more ...string) watched {
	t.Helper()
	_, read := grown(t, 40)
	_, key, err := ledger.NewKey(rand.Reader, "example.jp/log")
	must(t, err)
	logs, err := ledger.ReadLogs(append(more, key.Verifier, key.Verifier))
	must(t, err)
	return watched{t, key, logs, read}
}

// signed is the checkpoint of the first events, with another root when bent.
func (w watched) signed(size int64, bent bool, keys ...note.Signer) string {
	w.t.Helper()
	root, err := tlog.TreeHash(size, w.read)
	must(w.t, err)
	if bent {
		root[3] ^= 1
	}
	if len(keys) == 0 {
		keys = []note.Signer{w.key}
	}
	text, err := ledger.Sign(ledger.Checkpoint{Origin: "example.jp/log", Size: size, Root: root}, keys...)
	must(w.t, err)
	return text
}

func (w watched) request(old, size int64) ledger.WitnessRequest {
	w.t.Helper()
	proof, err := ledger.Prefix(old, size, w.read)
	must(w.t, err)
	return ledger.WitnessRequest{Old: old, Proof: proof, Checkpoint: w.signed(size, false)}
}

// seen is what a witness keeps of the first events.
func (w watched) seen(size int64, bent bool) ledger.Seen {
	w.t.Helper()
	text := w.signed(size, bent)
	c, err := ledger.ParseCheckpoint(text)
	must(w.t, err)
	return ledger.Seen{Checkpoint: c, Note: text}
}

// judge is what the witness says; empty when it countersigns.
func (w watched) judge(r ledger.WitnessRequest, kept ledger.Seen) (ledger.RefusalCode, *ledger.Refusal) {
	w.t.Helper()
	back, err := ledger.ParseWitnessRequest(r.Text())
	var offer ledger.Offer
	if err == nil {
		offer, err = w.logs.Admit(back)
	}
	if err == nil {
		err = offer.Judge(kept)
	}
	var refusal *ledger.Refusal
	if err != nil && !errors.As(err, &refusal) {
		w.t.Fatal(err)
	}
	if refusal == nil {
		return "", nil
	}
	return refusal.Code, refusal
}

func TestWitnessJudges(t *testing.T) {
	// Proves the whole rule of a witness: what it countersigns, and for what it refuses.
	w := newWatched(t)
	_, other, err := ledger.NewKey(rand.Reader, "example.jp/log")
	must(t, err)
	_, stranger, err := ledger.NewKey(rand.Reader, "example.jp/other")
	must(t, err)
	elsewhere, err := ledger.Sign(ledger.Checkpoint{Origin: "example.jp/other", Size: 1}, stranger)
	must(t, err)
	longer := ledger.Checkpoint{Origin: "example.jp/log", Size: 9}
	extended, err := note.Sign(&note.Note{Text: longer.Text() + "more\n"}, w.key)
	must(t, err)
	none, seven := ledger.Seen{}, w.seen(7, false)
	wrong := func(r ledger.WitnessRequest, change func(*ledger.WitnessRequest)) ledger.WitnessRequest {
		change(&r)
		return r
	}
	for name, c := range map[string]struct {
		r    ledger.WitnessRequest
		kept ledger.Seen
		want ledger.RefusalCode
	}{
		"the first is countersigned":      {w.request(0, 7), none, ""},
		"growth is countersigned":         {w.request(7, 40), seven, ""},
		"the same once more":              {w.request(7, 7), seven, ""},
		"an unknown log":                  {ledger.WitnessRequest{Checkpoint: elsewhere}, none, ledger.RefuseLog},
		"another key":                     {ledger.WitnessRequest{Checkpoint: w.signed(7, false, other)}, none, ledger.RefuseSignature},
		"no signature":                    {ledger.WitnessRequest{Checkpoint: longer.Text()}, none, ledger.RefuseSignature},
		"a fourth line":                   {ledger.WitnessRequest{Checkpoint: string(extended)}, none, ledger.RefuseForm},
		"no checkpoint":                   {ledger.WitnessRequest{Checkpoint: "x\n"}, none, ledger.RefuseForm},
		"an old size that is larger":      {ledger.WitnessRequest{Old: 8, Checkpoint: w.signed(7, false)}, seven, ledger.RefuseForm},
		"an old size that is not kept":    {w.request(6, 40), seven, ledger.RefuseSize},
		"nothing kept though old":         {w.request(7, 40), none, ledger.RefuseSize},
		"another root at the same size":   {ledger.WitnessRequest{Old: 7, Checkpoint: w.signed(7, true)}, seven, ledger.RefuseFork},
		"another beginning":               {w.request(7, 40), w.seen(7, true), ledger.RefuseProof},
		"no proof":                        {wrong(w.request(7, 40), func(r *ledger.WitnessRequest) { r.Proof = nil }), seven, ledger.RefuseProof},
		"a proof of the first is no fork": {wrong(w.request(0, 7), func(r *ledger.WitnessRequest) { r.Proof = []ledger.Hash{{1}} }), none, ledger.RefuseForm},
		"a proof of the same is no fork":  {wrong(w.request(7, 7), func(r *ledger.WitnessRequest) { r.Proof = []ledger.Hash{{1}} }), seven, ledger.RefuseForm},
		"no events with a root":           {ledger.WitnessRequest{Checkpoint: w.signed(0, true)}, none, ledger.RefuseForm},
	} {
		t.Run(name, func(t *testing.T) {
			got, refusal := w.judge(c.r, c.kept)
			if got != c.want {
				t.Fatalf("the witness says %v, want %q", refusal, c.want)
			}
			switch {
			case got == ledger.RefuseSize && refusal.Size != c.kept.Checkpoint.Size:
				t.Errorf("told size %d", refusal.Size)
			case (got == ledger.RefuseFork || got == ledger.RefuseProof) && (refusal.Fork.Kept != c.kept.Note || refusal.Fork.Offered != c.r.Checkpoint):
				t.Errorf("the evidence is %q", refusal.Fork.Text())
			case got != "" && refusal.Error() == "":
				t.Error("it says nothing")
			}
		})
	}
}

func TestWitnessKnowsBothKeysWhileTheyChange(t *testing.T) {
	// Proves that a log may change its key, and that of the signatures below a
	// checkpoint a witness keeps those of the log alone.
	_, next, err := ledger.NewKey(rand.Reader, "example.jp/log")
	must(t, err)
	_, stranger, err := ledger.NewKey(rand.Reader, "example.jp/other")
	must(t, err)
	w := newWatched(t, next.Verifier)
	for _, keys := range [][]note.Signer{{w.key}, {w.key, next}, {next}, {next, stranger}} {
		offer, err := w.logs.Admit(ledger.WitnessRequest{Checkpoint: w.signed(5, false, keys...)})
		must(t, err)
		if strings.Contains(offer.Note, "other") || !strings.Contains(offer.Note, "— example.jp/log ") {
			t.Errorf("kept is %q", offer.Note)
		}
	}
	if got := w.logs.Origins(); len(got) != 1 || got[0] != "example.jp/log" {
		t.Errorf("watched are %v", got)
	}
}

func TestLogsToWatch(t *testing.T) {
	// Proves that a witness starts with logs' keys and nothing else.
	_, w, err := ledger.NewWitness(rand.Reader, "kansa.example.jp")
	must(t, err)
	for name, keys := range map[string][]string{"none": nil, "no key": {"x"}, "a witness's": {w.Verifier}} {
		if _, err := ledger.ReadLogs(keys); err == nil {
			t.Errorf("%s was taken", name)
		}
	}
}

func TestWhatAWitnessKeeps(t *testing.T) {
	// Proves that what was kept is read back by the witness's countersignature or the
	// log's, and that anything torn, of another log or of nobody is refused.
	w := newWatched(t)
	_, key, err := ledger.NewWitness(rand.Reader, "kansa.example.jp")
	must(t, err)
	text := w.signed(7, false)
	c, err := ledger.ParseCheckpoint(text)
	must(t, err)
	full := text + key.Cosign(c, time.Unix(1_800_000_000, 0))
	for _, good := range []string{text, full} {
		if seen, err := w.logs.OpenSeen("example.jp/log", good, key); err != nil || seen.Checkpoint != c || seen.Note != good {
			t.Errorf("%q: %+v, %v", good, seen, err)
		}
	}
	_, moved, err := ledger.NewKey(rand.Reader, "example.jp/log")
	must(t, err)
	later, err := ledger.ReadLogs([]string{moved.Verifier})
	must(t, err)
	if _, err := later.OpenSeen("example.jp/log", full, key); err != nil {
		t.Errorf("after the log's key changed: %v", err)
	}
	for name, bad := range map[string]string{"torn": full[:len(full)/3], "empty": "", "bent": strings.Replace(full, "\n7\n", "\n8\n", 1)} {
		if _, err := w.logs.OpenSeen("example.jp/log", bad, key); err == nil {
			t.Errorf("%s was taken", name)
		}
	}
	if _, err := w.logs.OpenSeen("example.jp/other", full, key); err == nil {
		t.Error("the checkpoint of another log was taken")
	}
}

func TestFindingTheCountersignature(t *testing.T) {
	// Proves that a witness's line is found among others, also as Windows writes it, and
	// that none, a forged one and garbage are errors.
	c := ledger.Checkpoint{Origin: "example.jp/log", Size: 3}
	_, w, err := ledger.NewWitness(rand.Reader, "kansa.example.jp")
	must(t, err)
	_, other, err := ledger.NewWitness(rand.Reader, "other.example.jp")
	must(t, err)
	at := time.Unix(1_800_000_000, 0)
	line := w.Cosign(c, at)
	for _, lines := range []string{line, other.Cosign(c, at) + line, "\n" + strings.ReplaceAll(line, "\n", "\r\n"), strings.TrimSpace(line)} {
		if got, err := ledger.Countersignature(c, lines, w.Verifier); err != nil || got != line {
			t.Errorf("%q: %q, %v", lines, got, err)
		}
	}
	later := c
	later.Size++
	for name, lines := range map[string]string{"none": "", "another's": other.Cosign(c, at), "of another checkpoint": w.Cosign(later, at), "garbage": "— x\n"} {
		if got, err := ledger.Countersignature(c, lines, w.Verifier); err == nil {
			t.Errorf("%s: %q was taken", name, got)
		}
	}
}

func FuzzWitnessRequest(f *testing.F) {
	// Proves that a request has one form alone: what is taken is written the same
	// again, and whatever it holds is judged without failing.
	_, key, err := ledger.NewKey(rand.Reader, "o")
	must(f, err)
	logs, err := ledger.ReadLogs([]string{key.Verifier})
	must(f, err)
	signed, err := ledger.Sign(ledger.Checkpoint{Origin: "o", Size: 3}, key)
	must(f, err)
	f.Add(ledger.WitnessRequest{Checkpoint: signed}.Text())
	f.Add(ledger.WitnessRequest{Old: 2, Proof: []ledger.Hash{{1}, {2}}, Checkpoint: signed}.Text())
	f.Add("old 1\r\n\r\no\n1\n")
	f.Add("old 1\n\n\n")
	f.Fuzz(func(t *testing.T, text string) {
		r, err := ledger.ParseWitnessRequest(text)
		if err != nil {
			return
		}
		if r.Text() != text {
			t.Errorf("%q became %q", text, r.Text())
		}
		if offer, err := logs.Admit(r); err == nil {
			_ = offer.Judge(ledger.Seen{})
		}
	})
}
