package ledger

import (
	"archive/zip"
	"bufio"
	"bytes"
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"time"

	"golang.org/x/mod/sumdb/tlog"
)

// An export is a whole log in one zip file, to be kept and checked elsewhere:
//
//	log.txt            a line for each position: leaf hash in hex, a space, the event's
//	                   canonical form; where the contents were cut: "cut " and the cut's id
//	checkpoints.jsonl  what was signed, by size, with countersignatures and stamps
//	personal.jsonl     what commitments stand for, as far as it is kept
//	waiting.txt        events that had no position yet, one canonical form a line
const (
	exportLog         = "log.txt"
	exportCheckpoints = "checkpoints.jsonl"
	exportPersonal    = "personal.jsonl"
	exportWaiting     = "waiting.txt"
)

// longestLine bounds a line of an export; an event is some hundred bytes.
const longestLine = 16 << 20

type keptLine struct {
	Note         string    `json:"note"`
	At           time.Time `json:"at"`
	Cosignatures []string  `json:"cosignatures,omitempty"`
	Stamps       [][]byte  `json:"stamps,omitempty"`
}

type valueLine struct {
	Commitment string `json:"commitment"`
	Salt       []byte `json:"salt,omitempty"`
	Value      string `json:"value,omitempty"`
}

// WriteExport writes a log to w as it comes, so that memory does not grow with it.
func WriteExport(ctx context.Context, w io.Writer, s Source, at time.Time) error {
	z := zip.NewWriter(w)
	if err := exportFile(z, exportLog, at, s.Entries(ctx), writeEntry); err != nil {
		return err
	}
	err := exportFile(z, exportCheckpoints, at, s.Checkpoints(ctx), func(w *bufio.Writer, k Kept) error {
		return json.NewEncoder(w).Encode(keptLine(k))
	})
	if err != nil {
		return err
	}
	err = exportFile(z, exportPersonal, at, s.Personals(ctx), func(w *bufio.Writer, p Personal) error {
		return json.NewEncoder(w).Encode(valueLine(p))
	})
	if err != nil {
		return err
	}
	err = exportFile(z, exportWaiting, at, s.Waiting(ctx), func(w *bufio.Writer, e Entry) error {
		_, err := w.Write(append(e.Data, '\n'))
		return err
	})
	if err != nil {
		return err
	}
	return z.Close()
}

func writeEntry(w *bufio.Writer, e Entry) error {
	var head [2*tlog.HashSize + 1]byte
	hex.Encode(head[:], e.Hash[:])
	head[2*tlog.HashSize] = ' '
	if _, err := w.Write(head[:]); err != nil {
		return err
	}
	if e.Data == nil {
		_, err := w.WriteString("cut " + e.Cut + "\n")
		return err
	}
	if _, err := w.Write(e.Data); err != nil {
		return err
	}
	return w.WriteByte('\n')
}

func exportFile[T any](z *zip.Writer, name string, at time.Time, all iter.Seq2[T, error], write func(*bufio.Writer, T) error) error {
	f, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: at})
	if err != nil {
		return err
	}
	w := bufio.NewWriterSize(f, 1<<16)
	for x, err := range all {
		if err == nil {
			err = write(w, x)
		}
		if err != nil {
			return err
		}
	}
	return w.Flush()
}

// Export is a log in an export file.
type Export struct{ z *zip.Reader }

// IsExport says whether a zip file is an export of a log and not a bundle, as far as
// its names tell.
func IsExport(r io.ReaderAt, size int64) bool {
	z, err := zip.NewReader(r, size)
	return err == nil && (&Export{z}).file(exportLog) != nil && (&Export{z}).file("manifest.json") == nil
}

// OpenExport opens an export; a file that is none is an error, and so is one that
// holds anything besides, or anything twice: two readers could take it for two logs.
func OpenExport(r io.ReaderAt, size int64) (*Export, error) {
	z, err := zip.NewReader(r, size)
	if err != nil {
		return nil, fmt.Errorf("ledger: export: %w", err)
	}
	want := []string{exportLog, exportCheckpoints, exportPersonal, exportWaiting}
	if len(z.File) != len(want) {
		return nil, fmt.Errorf("ledger: export: it holds %d files instead of %d", len(z.File), len(want))
	}
	for i, f := range z.File {
		if f.Name != want[i] {
			return nil, fmt.Errorf("ledger: export: %q stands in the place of %s", f.Name, want[i])
		}
	}
	return &Export{z}, nil
}

func (x *Export) file(name string) *zip.File {
	for _, f := range x.z.File {
		if f.Name == name {
			return f
		}
	}
	return nil
}

// lines gives a file of the export line by line; a line is valid until the next.
func (x *Export) lines(ctx context.Context, name string) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		f, err := x.file(name).Open()
		if err != nil {
			yield(nil, fmt.Errorf("ledger: export: %s: %w", name, err))
			return
		}
		defer f.Close()
		s := bufio.NewScanner(f)
		s.Buffer(make([]byte, 1<<16), longestLine)
		for s.Scan() {
			if err := ctx.Err(); err != nil {
				yield(nil, err)
				return
			}
			if !yield(s.Bytes(), nil) {
				return
			}
		}
		if err := s.Err(); err != nil {
			yield(nil, fmt.Errorf("ledger: export: %s: %w", name, err))
		}
	}
}

var cutMark = []byte("cut ")

// Entries reads positions.
func (x *Export) Entries(ctx context.Context) iter.Seq2[Entry, error] {
	return func(yield func(Entry, error) bool) {
		var e Entry
		for line, err := range x.lines(ctx, exportLog) {
			if err == nil {
				err = readEntry(&e, line)
			}
			if err != nil {
				yield(e, err)
				return
			}
			if !yield(e, nil) {
				return
			}
			e.Position++
		}
	}
}

func readEntry(e *Entry, line []byte) error {
	const head = 2*tlog.HashSize + 1
	if len(line) < head || line[head-1] != ' ' {
		return fmt.Errorf("ledger: export: line %d of %s is none", e.Position+1, exportLog)
	}
	if _, err := hex.Decode(e.Hash[:], line[:head-1]); err != nil {
		return fmt.Errorf("ledger: export: line %d of %s: %w", e.Position+1, exportLog, err)
	}
	e.Data, e.Cut, e.ID = line[head:], "", ""
	if cut, ok := bytes.CutPrefix(e.Data, cutMark); ok {
		e.Data, e.Cut = nil, string(cut)
	}
	return nil
}

// Nodes: an export keeps no hashes above the leaves; they follow from them.
func (x *Export) Nodes(context.Context) iter.Seq2[Node, error] { return nil }

// Checkpoints reads what was signed.
func (x *Export) Checkpoints(ctx context.Context) iter.Seq2[Kept, error] {
	return decoded(x.lines(ctx, exportCheckpoints), func(l keptLine) Kept { return Kept(l) })
}

// Personals reads what commitments stand for.
func (x *Export) Personals(ctx context.Context) iter.Seq2[Personal, error] {
	return decoded(x.lines(ctx, exportPersonal), func(l valueLine) Personal { return Personal(l) })
}

// Waiting reads the events that had no position.
func (x *Export) Waiting(ctx context.Context) iter.Seq2[Entry, error] {
	return func(yield func(Entry, error) bool) {
		for line, err := range x.lines(ctx, exportWaiting) {
			if !yield(Entry{Position: -1, Data: line}, err) {
				return
			}
		}
	}
}

// Strays: an export holds nothing beside the log.
func (x *Export) Strays(context.Context) iter.Seq2[Finding, error] {
	return func(func(Finding, error) bool) {}
}

// Position finds a leaf hash by reading through.
func (x *Export) Position(ctx context.Context, h Hash) (int64, bool, error) {
	for e, err := range x.Entries(ctx) {
		if err != nil || e.Hash == h {
			return e.Position, err == nil, err
		}
	}
	return 0, false, nil
}

func decoded[L, T any](lines iter.Seq2[[]byte, error], as func(L) T) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for line, err := range lines {
			var l L
			if err == nil {
				if bad := json.Unmarshal(line, &l); bad != nil {
					err = errors.Join(errors.New("ledger: export"), bad)
				}
			}
			if !yield(as(l), err) || err != nil {
				return
			}
		}
	}
}
