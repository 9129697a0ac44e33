package ledger

import (
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// Checkpoint is what a log says of itself at one moment: its name, how many leaves
// it has, and the root over them (C2SP tlog-checkpoint).
type Checkpoint struct {
	Origin string
	Size   int64
	Root   Hash
}

// Text is the three lines that are signed, and that are enough to keep on paper.
func (c Checkpoint) Text() string {
	return fmt.Sprintf("%s\n%d\n%s\n", c.Origin, c.Size, base64.StdEncoding.EncodeToString(c.Root[:]))
}

// errCheckpoint is the answer to what is no checkpoint; its causes say more.
var errCheckpoint = errors.New("ledger: this is no checkpoint (three lines: name, number of events, root)")

// ParseCheckpoint reads the three lines, with or without what is signed behind them;
// it looks at no signature.
func ParseCheckpoint(text string) (Checkpoint, error) {
	text = strings.ReplaceAll(text, "\r\n", "\n")
	lines := strings.SplitN(strings.TrimLeft(text, "\n"), "\n", 4)
	if len(lines) < 3 || lines[0] == "" {
		return Checkpoint{}, errCheckpoint
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil || size < 0 || lines[1] != strconv.FormatInt(size, 10) {
		return Checkpoint{}, fmt.Errorf("%w: the second line, %q, is no number", errCheckpoint, lines[1])
	}
	root, err := base64.StdEncoding.Strict().DecodeString(lines[2])
	if err != nil || len(root) != tlog.HashSize {
		return Checkpoint{}, fmt.Errorf("%w: the third line, %q, is no SHA-256 in base64", errCheckpoint, lines[2])
	}
	c := Checkpoint{Origin: lines[0], Size: size}
	copy(c.Root[:], root)
	return c, nil
}

// Sign signs a checkpoint with one key, or two while keys change.
func Sign(c Checkpoint, keys ...note.Signer) (string, error) {
	signed, err := note.Sign(&note.Note{Text: c.Text()}, keys...)
	if err != nil {
		return "", fmt.Errorf("ledger: sign: %w", err)
	}
	return string(signed), nil
}

// Open reads a signed checkpoint and tells which of the keys signed it. One that
// none of them signed is an error.
func Open(signed string, keys ...note.Verifier) (Checkpoint, []note.Signature, error) {
	n, err := note.Open([]byte(signed), note.VerifierList(keys...))
	if err != nil {
		return Checkpoint{}, nil, fmt.Errorf("ledger: the checkpoint's signature: %w", err)
	}
	c, err := ParseCheckpoint(n.Text)
	return c, n.Sigs, err
}
