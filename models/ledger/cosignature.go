package ledger

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/note"
)

// cosignatureV1 is the algorithm of a witness's key (C2SP tlog-cosignature).
const cosignatureV1 = 4

// Witness is the key of somebody outside who countersigns checkpoints after having
// seen that the log only grew.
type Witness struct {
	name     string
	private  ed25519.PrivateKey
	Verifier string
}

// NewWitness makes a witness's key and the secret text that ParseWitnessKey reads.
func NewWitness(rand io.Reader, name string) (secret string, w Witness, err error) {
	if !validName(name) {
		return "", w, fmt.Errorf("ledger: %q cannot name a witness: no spaces, no plus", name)
	}
	_, private, err := ed25519.GenerateKey(rand)
	if err != nil {
		return "", w, fmt.Errorf("ledger: key: %w", err)
	}
	seed := append([]byte{cosignatureV1}, private.Seed()...)
	w = witnessOf(name, private)
	return fmt.Sprintf("PRIVATE+KEY+%s+%08x+%s", name, w.hash(), base64.StdEncoding.EncodeToString(seed)), w, nil
}

// ParseWitnessKey reads the secret text of a witness's key. The error never quotes it.
func ParseWitnessKey(secret string) (Witness, error) {
	bad := errors.New("ledger: this is no witness key (PRIVATE+KEY+name+…)")
	rest, ok := strings.CutPrefix(strings.TrimSpace(secret), "PRIVATE+KEY+")
	parts := strings.SplitN(rest, "+", 3)
	if !ok || len(parts) != 3 || !validName(parts[0]) {
		return Witness{}, bad
	}
	seed, err := base64.StdEncoding.DecodeString(parts[2])
	if err != nil || len(seed) != 1+ed25519.SeedSize || seed[0] != cosignatureV1 {
		return Witness{}, bad
	}
	w := witnessOf(parts[0], ed25519.NewKeyFromSeed(seed[1:]))
	if parts[1] != fmt.Sprintf("%08x", w.hash()) {
		return Witness{}, bad
	}
	return w, nil
}

func witnessOf(name string, private ed25519.PrivateKey) Witness {
	public, _ := private.Public().(ed25519.PublicKey)
	w := Witness{name: name, private: private}
	w.Verifier = fmt.Sprintf("%s+%08x+%s", name, witnessHash(name, public), base64.StdEncoding.EncodeToString(append([]byte{cosignatureV1}, public...)))
	return w
}

func (w Witness) hash() uint32 {
	public, _ := w.private.Public().(ed25519.PublicKey)
	return witnessHash(w.name, public)
}

func witnessHash(name string, public ed25519.PublicKey) uint32 {
	h := sha256.New()
	h.Write([]byte(name + "\n"))
	h.Write([]byte{cosignatureV1})
	h.Write(public)
	return binary.BigEndian.Uint32(h.Sum(nil))
}

// Cosign gives the line that goes below the log's own signature: that the witness
// saw this checkpoint at this time, and that the log had only grown.
func (w Witness) Cosign(c Checkpoint, at time.Time) string {
	seconds := uint64(max(at.Unix(), 0)) // #nosec G115 -- not negative
	raw := binary.BigEndian.AppendUint32(nil, w.hash())
	raw = binary.BigEndian.AppendUint64(raw, seconds)
	raw = append(raw, ed25519.Sign(w.private, witnessed(c.Text(), seconds))...)
	return "— " + w.name + " " + base64.StdEncoding.EncodeToString(raw) + "\n"
}

// witnessed is what a witness signs.
func witnessed(text string, seconds uint64) []byte {
	return []byte("cosignature/v1\ntime " + strconv.FormatUint(seconds, 10) + "\n" + text)
}

// witnessVerifier checks lines of one witness.
type witnessVerifier struct {
	name   string
	hash   uint32
	public ed25519.PublicKey
}

// Name is the witness's name.
func (v witnessVerifier) Name() string { return v.name }

// KeyHash parts keys of one name.
func (v witnessVerifier) KeyHash() uint32 { return v.hash }

// Verify checks a countersignature over a checkpoint's text.
func (v witnessVerifier) Verify(text, sig []byte) bool {
	if len(sig) != 8+ed25519.SignatureSize {
		return false
	}
	return ed25519.Verify(v.public, witnessed(string(text), binary.BigEndian.Uint64(sig)), sig[8:])
}

func parseWitness(text string) (note.Verifier, bool) {
	parts := strings.SplitN(text, "+", 3)
	if len(parts) != 3 || !validName(parts[0]) {
		return nil, false
	}
	raw, err := base64.StdEncoding.DecodeString(parts[2])
	if err != nil || len(raw) != 1+ed25519.PublicKeySize || raw[0] != cosignatureV1 {
		return nil, false
	}
	v := witnessVerifier{parts[0], witnessHash(parts[0], raw[1:]), raw[1:]}
	return v, parts[1] == fmt.Sprintf("%08x", v.hash)
}

// CosignedAt is when a witness signed; sig is the signature without its key hash, as
// note gives it in base64 with the hash before it.
func CosignedAt(s note.Signature) (time.Time, bool) {
	raw, err := base64.StdEncoding.DecodeString(s.Base64)
	if err != nil || len(raw) != 4+8+ed25519.SignatureSize {
		return time.Time{}, false
	}
	return time.Unix(int64(binary.BigEndian.Uint64(raw[4:])&(1<<62-1)), 0).UTC(), true // #nosec G115 -- masked
}
