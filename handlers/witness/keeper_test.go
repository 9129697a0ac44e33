package witness

import (
	"context"
	"crypto/rand"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"chigiri/models/ledger"
)

const origin = "example.jp/log"

// must stops the test at an error.
func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// grown is a log of a number of events; what is given in salt makes it another one.
type grown struct {
	t      testing.TB
	key    ledger.Key
	hashes map[int64]ledger.Hash
	roots  []ledger.Hash // by size
}

func grow(t testing.TB, key ledger.Key, size int, salt string) grown {
	t.Helper()
	g := grown{t, key, map[int64]ledger.Hash{}, []ledger.Hash{(&ledger.Tree{}).Root()}}
	tree := &ledger.Tree{}
	for i := range size {
		leaf := ledger.LeafHash([]byte(salt + string(rune('a'+i))))
		g.hashes[ledger.NumberOfLeaf(int64(i))] = leaf
		tree.Append(leaf, func(n int64, h ledger.Hash) { g.hashes[n] = h })
		g.roots = append(g.roots, tree.Root())
	}
	return g
}

// ReadHashes makes it a reader for proofs.
func (g grown) ReadHashes(numbers []int64) ([]ledger.Hash, error) {
	list := make([]ledger.Hash, len(numbers))
	for i, n := range numbers {
		list[i] = g.hashes[n]
	}
	return list, nil
}

func (g grown) request(old, size int64) string {
	g.t.Helper()
	proof, err := ledger.Prefix(old, size, g)
	must(g.t, err)
	signed, err := ledger.Sign(ledger.Checkpoint{Origin: origin, Size: size, Root: g.roots[size]}, g.key)
	must(g.t, err)
	return ledger.WitnessRequest{Old: old, Proof: proof, Checkpoint: signed}.Text()
}

// office is a witness with a folder of its own and the log it watches.
type office struct {
	dir    string
	secret string
	key    ledger.Witness
	log    grown
}

func newOffice(t testing.TB) office {
	t.Helper()
	secret, key, err := ledger.NewWitness(rand.Reader, "kansa.example.jp")
	must(t, err)
	_, log, err := ledger.NewKey(rand.Reader, origin)
	must(t, err)
	return office{t.TempDir(), secret, key, grow(t, log, 20, "")}
}

// noon is when everything happens in these tests.
var noon = time.Date(2026, 4, 1, 3, 0, 0, 0, time.UTC)

func (o office) open(t testing.TB) *Keeper {
	t.Helper()
	k, err := o.tryOpen()
	must(t, err)
	return k
}

func (o office) tryOpen() (*Keeper, error) {
	logs, err := ledger.ReadLogs([]string{o.log.key.Verifier})
	if err != nil {
		return nil, err
	}
	return Open(o.dir, o.key, logs, func() time.Time { return noon })
}

// refusal is why a request was refused.
func refusal(t testing.TB, err error) ledger.RefusalCode {
	t.Helper()
	var r *ledger.Refusal
	if !errors.As(err, &r) {
		t.Fatalf("no refusal: %v", err)
	}
	return r.Code
}

var bg = context.Background()

func TestKeeperRemembers(t *testing.T) {
	// Proves that a witness goes on after a restart from what it countersigned last,
	// and that what it keeps carries the log's signature and its own.
	o := newOffice(t)
	_, err := o.open(t).Take(bg, o.log.request(0, 5))
	must(t, err)
	k := o.open(t)
	if _, err := k.Take(bg, o.log.request(0, 9)); refusal(t, err) != ledger.RefuseSize {
		t.Errorf("after a restart: %v", err)
	}
	line, err := k.Take(bg, o.log.request(5, 9))
	must(t, err)
	seen, err := k.Last(origin)
	must(t, err)
	if seen.Checkpoint.Size != 9 || !strings.HasSuffix(seen.Note, line) || strings.Count(seen.Note, "— ") != 2 {
		t.Errorf("kept is %q", seen.Note)
	}
	known, err := ledger.Verifiers([]string{o.key.Verifier})
	must(t, err)
	if ok, err := ledger.Countersigned(seen.Checkpoint, line, known); err != nil || !ok {
		t.Errorf("the line is not the witness's: %v, %v", ok, err)
	}
	if at := countersigned(seen.Note, o.key); !at.Equal(noon) {
		t.Errorf("countersigned at %v", at)
	}
}

func TestKeeperKeepsEvidenceOnce(t *testing.T) {
	// Proves that a rewritten log is refused, that both signed checkpoints are kept as
	// evidence however often it tries, and that the witness keeps to what it had.
	o := newOffice(t)
	other := grow(t, o.log.key, 20, "x")
	k := o.open(t)
	_, err := k.Take(bg, o.log.request(0, 5))
	must(t, err)
	for range 3 {
		if _, err := k.Take(bg, other.request(5, 5)); refusal(t, err) != ledger.RefuseFork {
			t.Errorf("another root: %v", err)
		}
		if _, err := k.Take(bg, other.request(5, 12)); refusal(t, err) != ledger.RefuseProof {
			t.Errorf("another beginning: %v", err)
		}
	}
	forks, err := k.Forks()
	must(t, err)
	if len(forks) != 2 {
		t.Fatalf("%d pieces of evidence", len(forks))
	}
	for _, f := range forks {
		if !strings.HasPrefix(f.Name, "fork-20260401T0300") || strings.Count(f.Text, origin+"\n") != 2 || strings.Count(f.Text, "— ") != 3 {
			t.Errorf("%s: %q", f.Name, f.Text)
		}
	}
	_, err = k.Take(bg, o.log.request(5, 12))
	must(t, err)
}

func TestTornAndMissingStateIsSaid(t *testing.T) {
	// Proves that a witness whose memory is torn, bent, of other keys or gone does not
	// countersign, and says which file it is.
	for name, break_ := range map[string]func(t *testing.T, path string, text []byte){
		"torn":  func(t *testing.T, path string, text []byte) { must(t, os.WriteFile(path, text[:len(text)/2], 0o600)) },
		"empty": func(t *testing.T, path string, _ []byte) { must(t, os.WriteFile(path, nil, 0o600)) },
		"bent": func(t *testing.T, path string, text []byte) {
			must(t, os.WriteFile(path, []byte(strings.Replace(string(text), "\n5\n", "\n4\n", 1)), 0o600))
		},
		"gone": func(t *testing.T, path string, _ []byte) { must(t, os.Remove(path)) },
	} {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t)
			k := o.open(t)
			_, err := k.Take(bg, o.log.request(0, 5))
			must(t, err)
			path := k.path("last", origin)
			text, err := os.ReadFile(path)
			must(t, err)
			break_(t, path, text)
			if _, err := k.Take(bg, o.log.request(0, 5)); err == nil || !strings.Contains(err.Error(), path) {
				t.Errorf("asked: %v", err)
			}
			if _, err := o.tryOpen(); err == nil || !strings.Contains(err.Error(), path) {
				t.Errorf("started: %v", err)
			}
			must(t, os.WriteFile(path, text, 0o600))
			_, err = o.open(t).Take(bg, o.log.request(5, 6))
			must(t, err)
		})
	}
}

func TestNothingIsGivenAwayThatIsNotKept(t *testing.T) {
	// Proves that a witness that cannot write does not countersign, and keeps what it had.
	o := newOffice(t)
	k := o.open(t)
	_, err := k.Take(bg, o.log.request(0, 5))
	must(t, err)
	must(t, os.Mkdir(k.path("last", origin)+".new", 0o700))
	if line, err := k.Take(bg, o.log.request(5, 6)); err == nil || line != "" {
		t.Errorf("countersigned %q", line)
	}
	if seen, err := k.Last(origin); err != nil || seen.Checkpoint.Size != 5 {
		t.Errorf("kept %+v, %v", seen, err)
	}
}

func TestOneAtATime(t *testing.T) {
	// Proves that of many who ask at once to go on from one checkpoint, through several
	// keepers of one folder, one is countersigned and the others are told its size.
	o := newOffice(t)
	_, err := o.open(t).Take(bg, o.log.request(0, 5))
	must(t, err)
	var wait sync.WaitGroup
	var mu sync.Mutex
	taken := 0
	for i := range 12 {
		k := o.open(t)
		wait.Add(1)
		go func() {
			defer wait.Done()
			if _, err := k.Take(bg, o.log.request(5, int64(6+i))); err == nil {
				mu.Lock()
				taken++
				mu.Unlock()
			} else if refusal(t, err) != ledger.RefuseSize {
				t.Errorf("refused: %v", err)
			}
		}()
	}
	wait.Wait()
	if taken != 1 {
		t.Errorf("%d were countersigned", taken)
	}
}

func TestAHeldFolderIsSaid(t *testing.T) {
	// Proves that whoever waits too long for another process is told so.
	o := newOffice(t)
	k := o.open(t)
	unlock, err := k.lock(bg)
	must(t, err)
	defer unlock()
	ctx, stop := context.WithTimeout(bg, 30*time.Millisecond)
	defer stop()
	if _, err := k.Take(ctx, o.log.request(0, 5)); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("waited: %v", err)
	}
}

// The child of the test below: it takes one request and dies at one step.
const childStep, childDir = "WITNESS_STEP", "WITNESS_DIR"

func TestMain(m *testing.M) {
	if step := os.Getenv(childStep); step != "" {
		die(step, os.Getenv(childDir))
		return
	}
	os.Exit(m.Run())
}

// die takes the request in a folder and kills its own process at a step.
func die(step, dir string) {
	read := func(name string) string {
		b, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			panic(err)
		}
		return string(b)
	}
	key, err := ledger.ParseWitnessKey(read("key"))
	if err != nil {
		panic(err)
	}
	logs, err := ledger.ReadLogs([]string{read("log")})
	if err != nil {
		panic(err)
	}
	k, err := Open(filepath.Join(dir, "state"), key, logs, func() time.Time { return noon })
	if err != nil {
		panic(err)
	}
	k.step = func(at string) {
		if at == step {
			_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
			select {}
		}
	}
	if _, err := k.Take(bg, read("request")); err != nil {
		panic(err)
	}
}

func TestKilledAtEveryStep(t *testing.T) {
	// Proves that kill -9 between any two steps leaves the old checkpoint or the new
	// one, that the lock is free again, and that the log goes on from there.
	for _, first := range []int64{0, 5} {
		for _, step := range []string{"locked", "write", "sync", "rename", "folder", "kept"} {
			o := newOffice(t)
			dir := o.dir
			o.dir = filepath.Join(dir, "state")
			if first > 0 {
				_, err := o.open(t).Take(bg, o.log.request(0, first))
				must(t, err)
			}
			for name, text := range map[string]string{"key": o.secret, "log": o.log.key.Verifier, "request": o.log.request(first, 9)} {
				must(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600))
			}
			child := exec.Command(os.Args[0])
			child.Env = append(os.Environ(), childStep+"="+step, childDir+"="+dir)
			out, err := child.CombinedOutput()
			var exit *exec.ExitError
			if !errors.As(err, &exit) || exit.Sys().(syscall.WaitStatus).Signal() != syscall.SIGKILL {
				t.Fatalf("at %s it did not die: %v\n%s", step, err, out)
			}
			k := o.open(t)
			seen, err := k.Last(origin)
			must(t, err)
			want := first
			if step == "folder" || step == "kept" {
				want = 9
			}
			if seen.Checkpoint.Size != want {
				t.Errorf("from %d, killed at %s, it keeps %d", first, step, seen.Checkpoint.Size)
			}
			_, err = k.Take(bg, o.log.request(want, 12))
			must(t, err)
		}
	}
}
