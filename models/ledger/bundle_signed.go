package ledger

import (
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/mod/sumdb/note"
)

// Key writes a key of the log, the oldest first, with the event that registered it.
func (b *BundleWriter) Key(k BundleKey) error {
	v, err := ParseVerifier(k.Verifier)
	if err != nil {
		return err
	}
	pem, err := PublicPEM(k.Verifier)
	if err != nil {
		return err
	}
	b.keys = append(b.keys, v)
	n := len(b.keys)
	cp, err := ParseCheckpoint(k.Event.Checkpoint)
	if err != nil {
		return err
	}
	sig, ok := rawSignature(k.Event.Checkpoint, b.keys[max(n-2, 0)])
	if !ok {
		return fmt.Errorf("ledger: bundle: the checkpoint of %d events is not signed by the key before %s", cp.Size, v.Name())
	}
	return errors.Join(
		b.Bytes(keyFile(n, "vkey"), []byte(k.Verifier+"\n")),
		b.Bytes(keyFile(n, "pem"), []byte(pem)),
		b.Bytes(keyFile(n, "json"), k.Event.Data),
		b.Bytes(keyFile(n, "tlog-proof"), []byte(k.Event.Text())),
		b.Bytes(keyFile(n, "txt"), []byte(cp.Text())),
		b.Bytes(keyFile(n, "sig"), sig),
	)
}

// Witness writes the key of a witness.
func (b *BundleWriter) Witness(n int, verifier string) error {
	if _, err := ParseVerifier(verifier); err != nil {
		return err
	}
	return b.Bytes(witnessFile(n), []byte(strings.TrimSpace(verifier)+"\n"))
}

// Root writes a certificate under which seals of documents stand.
func (b *BundleWriter) Root(n int, c *x509.Certificate) error {
	return b.Bytes(RootFile(n), pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: c.Raw}))
}

// Checkpoint writes a checkpoint with what others said of it, once however often it
// comes; common says that it is the one all events are proven in.
func (b *BundleWriter) Checkpoint(k Kept, common bool) error {
	cp, err := ParseCheckpoint(k.Note)
	if err != nil {
		return err
	}
	if common {
		b.about.Origin, b.about.Checkpoint = cp.Origin, cp.Size
	}
	if b.notes[cp.Size] != "" {
		return nil
	}
	b.notes[cp.Size] = k.Signed()
	var sig []byte
	for _, v := range b.keys {
		if raw, ok := rawSignature(k.Note, v); ok {
			sig = raw
		}
	}
	if sig == nil {
		return fmt.Errorf("ledger: bundle: the checkpoint of %d events is signed by no key of the log", cp.Size)
	}
	err = errors.Join(
		b.Bytes(noteFile(cp.Size, "note"), []byte(k.Signed())),
		b.Bytes(noteFile(cp.Size, "txt"), []byte(cp.Text())),
		b.Bytes(noteFile(cp.Size, "sig"), sig),
	)
	if len(k.Stamps) > 0 {
		err = errors.Join(err, b.Bytes(noteFile(cp.Size, "stamped"), []byte(k.Note)))
	}
	for i, stamp := range k.Stamps {
		err = errors.Join(err, b.Bytes(stampFile(cp.Size, i+1), stamp))
	}
	return err
}

// rawSignature is the signature of a key below a note, without its key hash. It is
// not checked.
func rawSignature(signed string, v note.Verifier) ([]byte, bool) {
	_, below, _ := strings.Cut(signed, "\n\n")
	for line := range strings.Lines(below) {
		name, text, ok := strings.Cut(strings.TrimSuffix(strings.TrimPrefix(line, "— "), "\n"), " ")
		raw, err := base64.StdEncoding.DecodeString(text)
		if !ok || err != nil || name != v.Name() || len(raw) < 4 {
			continue
		}
		if hash := uint32(raw[0])<<24 | uint32(raw[1])<<16 | uint32(raw[2])<<8 | uint32(raw[3]); hash == v.KeyHash() {
			return raw[4:], true
		}
	}
	return nil, false
}
