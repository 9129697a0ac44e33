package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/alecthomas/kong"

	"chigiri/handlers/worker"
	"chigiri/models"
	"chigiri/models/ledger"
	"chigiri/models/store"
)

// office is an audit office and a portal with a log, on one desk.
type office struct {
	t        *testing.T
	dir      string
	database string
	log      ledger.Key
	witness  string // verifier
}

func newOffice(t *testing.T) *office {
	t.Helper()
	t.Setenv("LANG", "en_US.UTF-8")
	o := &office{t: t, dir: t.TempDir()}
	o.database = o.newDatabase("portal.db")
	var err error
	if _, o.log, err = ledger.NewKey(rand.Reader, "chigiri.test/log"); err != nil {
		t.Fatal(err)
	}
	o.witness = strings.TrimSpace(o.must("witness", "--key", o.path("key"), "--new-key", "kansa.example.jp"))
	return o
}

func (o *office) path(name string) string { return filepath.Join(o.dir, name) }

func (o *office) newDatabase(name string) string {
	o.t.Helper()
	address := "sqlite:" + o.path(name)
	if code, _, said := portal("migrate", "--database", address); code != 0 {
		o.t.Fatal(said)
	}
	return address
}

// signed signs the log of a database with new divisions in, and gives its size.
func (o *office) signed(address string, names ...string) (size int64) {
	o.t.Helper()
	err := withStore(context.Background(), database{Database: address}, func(db *store.Store) error {
		for _, name := range names {
			_, err := db.CreateDivision(context.Background(), models.System(), models.DivisionInput{Code: name, Name: "課" + name, From: models.NewDate(2020, 4, 1)})
			if err != nil {
				return err
			}
		}
		c, _, err := db.CheckpointLog(context.Background(), store.LogKeys{Key: o.log})
		size = c.Size
		return err
	})
	if err != nil {
		o.t.Fatal(err)
	}
	return size
}

// run runs one of the commands as a shell would.
func (o *office) run(ctx context.Context, out io.Writer, args ...string) (said string, err error) {
	o.t.Helper()
	var c struct {
		Witness logWitnessCommand `cmd:""`
		Request logRequestCommand `cmd:""`
		Cosign  logCosignCommand  `cmd:""`
	}
	var shouted bytes.Buffer
	parser, err := kong.New(&c, kong.BindTo(ctx, (*context.Context)(nil)), kong.Bind(streams{out, &shouted}))
	if err != nil {
		o.t.Fatal(err)
	}
	line, err := parser.Parse(args)
	if err == nil {
		err = line.Run()
	}
	if err != nil {
		return shouted.String() + spoken(err), err
	}
	return shouted.String(), nil
}

func (o *office) must(args ...string) string {
	o.t.Helper()
	var out bytes.Buffer
	if said, err := o.run(context.Background(), &out, args...); err != nil {
		o.t.Fatalf("%v: %s", args, said)
	}
	return out.String()
}

func (o *office) fails(want string, args ...string) {
	o.t.Helper()
	var out bytes.Buffer
	said, err := o.run(context.Background(), &out, args...)
	if err == nil || !strings.Contains(said, want) || out.Len() > 0 {
		o.t.Errorf("%v: %v, said %q, printed %q; want %q", args, err, said, out.String(), want)
	}
}

// take are the arguments for one request by hand.
func (o *office) take(file string) []string {
	return []string{"witness", "--key", o.path("key"), "--log", o.log.Verifier, "--state", o.path("state"), "--take", o.path(file)}
}

func (o *office) request(database, file string, more ...string) {
	o.t.Helper()
	o.must(append([]string{"request", "--database", database, "-o", o.path(file), "--witness", o.witness}, more...)...)
}

// cosigned is how much the witness has countersigned, as the database knows.
func (o *office) cosigned() (size int64) {
	o.t.Helper()
	err := withStore(context.Background(), database{Database: o.database}, func(db *store.Store) (err error) {
		size, err = db.CosignedSize(context.Background(), "kansa.example.jp")
		return err
	})
	if err != nil {
		o.t.Fatal(err)
	}
	return size
}

func (o *office) write(name, text string) {
	o.t.Helper()
	if err := os.WriteFile(o.path(name), []byte(text), 0o600); err != nil {
		o.t.Fatal(err)
	}
}

func TestWitnessByHand(t *testing.T) {
	// Proves that a closed network needs no more than files: a request is carried out, a
	// line carried back, and what was checked is kept; a lost line and a changed line end
	// do no harm, and a line that is not the witness's is not taken.
	o := newOffice(t)
	if _, err := os.Stat(o.path("key")); err != nil {
		t.Fatal(err)
	}
	o.fails("No checkpoint is signed yet", "request", "--database", o.database, "--witness", o.witness)
	first := o.signed(o.database, "A")
	o.request(o.database, "one.txt")
	line := o.must(o.take("one.txt")...)
	o.write("line.txt", line)
	second := o.signed(o.database, "B", "C")
	o.must("cosign", "--database", o.database, "--witness", o.witness, o.path("line.txt"))
	if got := o.cosigned(); got != first {
		t.Errorf("countersigned are %d, want %d", got, first)
	}
	o.request(o.database, "two.txt")
	text, err := os.ReadFile(o.path("two.txt"))
	if err != nil {
		t.Fatal(err)
	}
	o.write("two.txt", strings.ReplaceAll(string(text), "\n", "\r\n"))
	o.write("lost.txt", o.must(o.take("two.txt")...))
	third := o.signed(o.database, "D")
	o.request(o.database, "three.txt")
	o.fails("portal log request --old ", o.take("three.txt")...)
	o.request(o.database, "three.txt", "--old", decimal(second))
	o.write("line.txt", strings.TrimSpace(o.must(o.take("three.txt")...))+"\r\n")
	_, impostor, err := ledger.NewWitness(rand.Reader, "kansa.example.jp")
	if err != nil {
		t.Fatal(err)
	}
	o.write("forged.txt", impostor.Cosign(ledger.Checkpoint{Origin: o.log.Name(), Size: third}, time.Now()))
	o.fails("Nothing was taken in", "cosign", "--database", o.database, "--witness", o.witness, o.path("forged.txt"))
	o.must("cosign", "--database", o.database, "--witness", o.witness, o.path("line.txt"))
	if got := o.cosigned(); got != third {
		t.Errorf("countersigned are %d, want %d", got, third)
	}
	lines := o.must("request", "--database", o.database, "--lines")
	if c, err := ledger.ParseCheckpoint(lines); err != nil || c.Text() != lines || c.Size != third {
		t.Errorf("for paper: %q", lines)
	}
	o.fails("There is no proof", "request", "--database", o.database, "--witness", o.witness, "--old", "1000")
}

func decimal(n int64) string { return strings.Split(ledger.Checkpoint{Size: n}.Text(), "\n")[1] }

func TestWitnessShoutsByHand(t *testing.T) {
	// Proves that a log rewritten and signed anew is refused by hand too, with exit 1, a
	// shout and the evidence, in both languages, and that what is no request says so.
	o := newOffice(t)
	o.signed(o.database, "A", "B")
	o.request(o.database, "one.txt")
	o.must(o.take("one.txt")...)
	other := o.newDatabase("rewritten.db")
	size := o.signed(other, "X", "B")
	o.request(other, "same.txt", "--old", decimal(size))
	o.fails("WARNING", o.take("same.txt")...)
	o.fails("The log was rewritten", o.take("same.txt")...)
	bigger := o.signed(other, "C")
	o.request(other, "longer.txt", "--old", decimal(size))
	t.Setenv("LANG", "ja_JP.UTF-8")
	o.fails("警告", o.take("longer.txt")...)
	o.fails("続きであることが示されていません", o.take("longer.txt")...)
	evidence, err := filepath.Glob(o.path("state/fork-*-" + decimal(bigger) + ".txt"))
	if err != nil || len(evidence) != 1 {
		t.Errorf("evidence is %v, %v", evidence, err)
	}
	o.write("garbage.txt", "x")
	o.fails("依頼として読めません", o.take("garbage.txt")...)
	o.fails("missing.txt", o.take("missing.txt")...)
}

func TestWitnessIsUsedRight(t *testing.T) {
	// Proves that a key is never written over, and that wrong usage is told as such.
	o := newOffice(t)
	o.fails("never written over", "witness", "--key", o.path("key"), "--new-key", "other")
	for _, args := range [][]string{
		{"witness", "--key", o.path("key")}, {"witness", "--key", o.path("key"), "--log", "x", "--state", o.dir},
		{"witness", "--key", o.path("key"), "--log", o.witness, "--state", o.dir}, {"witness", "--key", o.path("new"), "--new-key", "a b"},
		{"request", "--database", o.database}, {"cosign", "--database", o.database, "--witness", "x", o.path("key")},
	} {
		if said, err := o.run(context.Background(), io.Discard, args...); !errors.As(err, new(usageError)) {
			t.Errorf("%v: %s", args, said)
		}
	}
	o.write("bad", "PRIVATE+KEY+x")
	o.fails("no witness key", "witness", "--key", o.path("bad"), "--log", o.log.Verifier, "--state", o.path("state"))
}

func TestWitnessServes(t *testing.T) {
	// Proves that the command answers over HTTP, countersigns for the portal, and ends
	// when it is told to.
	o := newOffice(t)
	size := o.signed(o.database, "A")
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	read, write := io.Pipe()
	ended := make(chan error, 1)
	go func() {
		_, err := o.run(ctx, write, "witness", "--key", o.path("key"), "--log", o.log.Verifier, "--state", o.path("state"), "--listen", "127.0.0.1:0")
		_ = write.CloseWithError(errors.Join(io.EOF, err))
		ended <- err
	}()
	address := make([]byte, 200)
	n, err := read.Read(address)
	if err != nil {
		t.Fatal(err)
	}
	w := worker.Witness{URL: strings.TrimSpace(string(address[:n])), Verifier: o.witness}
	err = withStore(ctx, database{Database: o.database}, func(db *store.Store) error {
		found, err := worker.Countersign(ctx, db, http.DefaultClient, w)
		if found != nil {
			t.Errorf("found %v", found)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if got := o.cosigned(); got != size {
		t.Errorf("countersigned are %d, want %d", got, size)
	}
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}
