package ledger

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"time"

	"golang.org/x/mod/sumdb/note"
)

// VerifyScript checks an unpacked bundle with a POSIX shell, openssl and sha256sum.
//
//go:embed verify.sh
var VerifyScript []byte

// BundleWriter writes a bundle as a stream. It keeps of each file its name, size and
// hash, which a zip file wants at its end, and of the contents nothing. Keys come
// before checkpoints, checkpoints before what is proven in them; Close comes last,
// and without it the file is no zip file.
type BundleWriter struct {
	zip   *zip.Writer
	about Manifest
	at    time.Time
	files []writtenFile
	keys  []note.Verifier
	notes map[int64]string
}

type writtenFile struct {
	name string
	size int64
	sum  [sha256.Size]byte
}

// NewBundle begins a bundle. Of about, the counts and the files are filled in on the
// way.
func NewBundle(w io.Writer, about Manifest) (*BundleWriter, error) {
	about.Format, about.Files = BundleFormat, nil
	at, err := time.Parse(instantForm, about.MadeAt)
	if err != nil {
		return nil, fmt.Errorf("ledger: bundle: %w", err)
	}
	return &BundleWriter{zip: zip.NewWriter(w), about: about, at: at, notes: map[int64]string{}}, nil
}

// File writes one file.
func (b *BundleWriter) File(name string, write func(w io.Writer) error) error {
	if !safeName.MatchString(name) {
		return fmt.Errorf("ledger: bundle: %q is no name", name)
	}
	entry, err := b.zip.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: b.at})
	if err != nil {
		return fmt.Errorf("ledger: bundle: %w", err)
	}
	sum := sha256.New()
	count := &countWriter{w: io.MultiWriter(entry, sum)}
	if err := write(count); err != nil {
		return err
	}
	f := writtenFile{name: name, size: count.n}
	sum.Sum(f.sum[:0])
	b.files = append(b.files, f)
	return nil
}

// Bytes writes one file that is at hand.
func (b *BundleWriter) Bytes(name string, data []byte) error {
	return b.File(name, func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	})
}

// Index writes the page for reading, Guide how to check.
func (b *BundleWriter) Index(write func(w io.Writer) error) error { return b.File(bundleIndex, write) }

// Guide writes how to check, with the script that does it.
func (b *BundleWriter) Guide(write func(w io.Writer) error) error {
	return errors.Join(b.File(bundleGuide, write), b.Bytes(bundleScript, VerifyScript))
}

// Event writes the event at a position with its proof.
func (b *BundleWriter) Event(p Proof) error {
	b.about.Events++
	err := b.Bytes(EventFile(p.Position, "json"), p.Data)
	return errors.Join(err, b.Bytes(EventFile(p.Position, "tlog-proof"), []byte(p.Text())))
}

// Cut writes what is left of an event whose contents a cut took: its hash, proven.
func (b *BundleWriter) Cut(p Proof, h Hash, cut string) error {
	b.about.Events++
	b.about.Cut++
	p.Data = nil
	err := b.Bytes(EventFile(p.Position, "cut"), []byte(hex.EncodeToString(h[:])+" "+cut+"\n"))
	return errors.Join(err, b.Bytes(EventFile(p.Position, "tlog-proof"), []byte(p.Text())))
}

// Waiting writes an event that no checkpoint covers yet.
func (b *BundleWriter) Waiting(id string, data []byte) error {
	b.about.Waiting++
	return b.Bytes(WaitingFile(id), data)
}

// Personal writes what commitments stand for.
func (b *BundleWriter) Personal(values iter.Seq2[Personal, error]) error {
	return b.File(bundlePersonal, func(w io.Writer) error {
		for p, err := range values {
			if err != nil {
				return err
			}
			line := personalLine{Commitment: p.Commitment, Erased: p.Salt == nil}
			if !line.Erased {
				line.Salt, line.Value = base64.StdEncoding.EncodeToString(p.Salt), p.Value
			}
			if err := line.write(w); err != nil {
				return err
			}
		}
		return nil
	})
}

// write writes the line in the one form it has.
func (l personalLine) write(w io.Writer) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc.Encode(l)
}

// Close writes the manifest and ends the file.
func (b *BundleWriter) Close() error {
	if err := b.File(bundleManifest, b.manifest); err != nil {
		return err
	}
	if err := b.zip.Close(); err != nil {
		return fmt.Errorf("ledger: bundle: %w", err)
	}
	return nil
}

func (b *BundleWriter) manifest(w io.Writer) error {
	m := b.about
	m.Files = make([]BundleFile, len(b.files))
	for i, f := range b.files {
		m.Files[i] = BundleFile{Name: f.name, Size: f.size, SHA256: hex.EncodeToString(f.sum[:])}
	}
	return m.write(w)
}

// write writes the manifest in the one form it has: a line for each file, so that a
// shell can read it too.
func (m Manifest) write(w io.Writer) error {
	files := m.Files
	m.Files = nil
	head, err := json.Marshal(m)
	if err != nil {
		return fmt.Errorf("ledger: bundle: %w", err)
	}
	if _, err := fmt.Fprintf(w, "%s,\"files\":[\n", bytes.TrimSuffix(head, []byte("}"))); err != nil {
		return err
	}
	for i, f := range files {
		comma := ","
		if i == len(files)-1 {
			comma = ""
		}
		if _, err := fmt.Fprintf(w, "{\"name\":\"%s\",\"size\":%d,\"sha256\":\"%s\"}%s\n", f.Name, f.Size, f.SHA256, comma); err != nil {
			return err
		}
	}
	_, err = io.WriteString(w, "]}\n")
	return err
}

// countWriter counts what goes through.
type countWriter struct {
	w io.Writer
	n int64
}

func (c *countWriter) Write(p []byte) (int, error) {
	n, err := c.w.Write(p)
	c.n += int64(n)
	return n, err
}
