package ledger_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"fmt"
	"iter"
	"sync"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"chigiri/models/ledger"
)

// million is how many events the speed of checking is shown on.
const million = 1_000_000

// lines is a log in memory, as an export holds it: what a check has to read.
type lines struct {
	data   [][]byte
	hashes []ledger.Hash
	note   string // signed over all
}

func (l *lines) Entries(context.Context) iter.Seq2[ledger.Entry, error] {
	return func(yield func(ledger.Entry, error) bool) {
		for i := range l.data {
			if !yield(ledger.Entry{Position: int64(i), Data: l.data[i], Hash: l.hashes[i]}, nil) {
				return
			}
		}
	}
}
func (l *lines) Nodes(context.Context) iter.Seq2[ledger.Node, error] { return nil }
func (l *lines) Checkpoints(context.Context) iter.Seq2[ledger.Kept, error] {
	return func(yield func(ledger.Kept, error) bool) { yield(ledger.Kept{Note: l.note}, nil) }
}
func (l *lines) Waiting(context.Context) iter.Seq2[ledger.Entry, error] {
	return func(func(ledger.Entry, error) bool) {}
}
func (l *lines) Strays(context.Context) iter.Seq2[ledger.Finding, error] {
	return func(func(ledger.Finding, error) bool) {}
}
func (l *lines) Personals(context.Context) iter.Seq2[ledger.Personal, error] {
	return func(func(ledger.Personal, error) bool) {}
}
func (l *lines) Position(context.Context, ledger.Hash) (int64, bool, error) { return 0, false, nil }

// manyLines are a million events of the size the portal writes.
var manyLines = sync.OnceValue(func() *lines {
	l := &lines{data: make([][]byte, million), hashes: make([]ledger.Hash, million)}
	_, key, err := ledger.NewKey(rand.Reader, "bench.example/log")
	if err != nil {
		panic(err)
	}
	tree := &ledger.Tree{}
	actor := ledger.Commit([]byte("salt"), "山本 さくら")
	for i := range l.data {
		leaf := ledger.Leaf{
			ID: fmt.Sprintf("019d4664-bc36-7008-b318-%012d", i), At: "2026-04-01T00:00:00.000000Z", Kind: "contract.updated", ActorID: "019d4664-bc36-7008-b318-d913fdb6b891",
			Actor: actor, Role: "drafter", Address: actor, Subject: "contract",
			SubjectID: "019d4664-bc36-7008-b318-d913fdb6b892", ContractID: "019d4664-bc36-7008-b318-d913fdb6b892",
			Before: []byte(`{"persons":120}`), After: []byte(`{"persons":180}`),
		}
		if i == 0 {
			leaf.Kind, leaf.After = "log.key_registered", []byte(`{"verifier":"`+key.Verifier+`"}`)
		}
		l.data[i] = leaf.Append(nil)
		l.hashes[i] = ledger.LeafHash(l.data[i])
		tree.Append(l.hashes[i], nil)
	}
	l.note, err = ledger.Sign(ledger.Checkpoint{Origin: "bench.example/log", Size: million, Root: tree.Root()}, key)
	if err != nil {
		panic(err)
	}
	return l
})

func BenchmarkCheckMillion(b *testing.B) {
	l := manyLines()
	bytes := 0
	for _, d := range l.data {
		bytes += len(d)
	}
	b.SetBytes(int64(bytes))
	b.Run("check", func(b *testing.B) {
		b.SetBytes(int64(bytes))
		for range b.N {
			if r, err := ledger.Check(context.Background(), l, ledger.Options{}); err != nil || r.Finding != nil || r.Size != million {
				b.Fatal(r, err)
			}
		}
	})
	b.Run("sha256", func(b *testing.B) {
		b.SetBytes(int64(bytes))
		for range b.N {
			h := sha256.New()
			for _, d := range l.data {
				h.Write(d)
			}
			h.Sum(nil)
		}
	})
}

func BenchmarkExportMillion(b *testing.B) {
	var file bytes.Buffer
	must(b, ledger.WriteExport(context.Background(), &file, manyLines(), time.Unix(0, 0)))
	for range b.N {
		x, err := ledger.OpenExport(bytes.NewReader(file.Bytes()), int64(file.Len()))
		must(b, err)
		if r, err := ledger.Check(context.Background(), x, ledger.Options{}); err != nil || r.Finding != nil || r.Size != million {
			b.Fatal(r, err)
		}
	}
}

func BenchmarkProveOfMillion(b *testing.B) {
	l := manyLines()
	stored := make([]ledger.Hash, tlog.StoredHashCount(million))
	tree := &ledger.Tree{}
	for i, h := range l.hashes {
		stored[ledger.NumberOfLeaf(int64(i))] = h
		tree.Append(h, func(n int64, h ledger.Hash) { stored[n] = h })
	}
	read := tlog.HashReaderFunc(func(ns []int64) ([]ledger.Hash, error) {
		list := make([]ledger.Hash, len(ns))
		for i, n := range ns {
			list[i] = stored[n]
		}
		return list, nil
	})
	b.ResetTimer()
	for i := range b.N {
		hashes, err := ledger.Prove(int64(i*7919%million), million, read)
		must(b, err)
		p := ledger.Proof{Data: l.data[i*7919%million], Position: int64(i * 7919 % million), Hashes: hashes}
		must(b, p.CheckIn(ledger.Checkpoint{Size: million, Root: tree.Root()}))
	}
}
