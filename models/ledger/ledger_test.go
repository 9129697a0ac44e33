package ledger_test

import (
	"bytes"
	"crypto/rand"
	"fmt"
	"strings"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"chigiri/models/ledger"
)

// must stops the test at an error.
func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// grown is a tree of n leaves with all hashes that are stored of it, made by the
// library, against which ours is held.
func grown(t testing.TB, n int64) (stored []ledger.Hash, read tlog.HashReaderFunc) {
	t.Helper()
	read = func(numbers []int64) ([]ledger.Hash, error) {
		list := make([]ledger.Hash, len(numbers))
		for i, n := range numbers {
			list[i] = stored[n]
		}
		return list, nil
	}
	for i := range n {
		hashes, err := tlog.StoredHashes(i, leafData(i), read)
		must(t, err)
		stored = append(stored, hashes...)
	}
	return stored, read
}

func leafData(i int64) []byte {
	l := ledger.Leaf{ID: fmt.Sprint(i), At: "2026-04-01T00:00:00.000000Z", Kind: "division.created", Before: []byte("{}"), After: []byte(`{"name":"課"}`)}
	return l.Append(nil)
}

func TestTreeIsTheLibrarysTree(t *testing.T) {
	// Proves for every size up to 300 that root, stored hashes and edge are those of
	// the reference, and that a tree goes on from its edge.
	stored, read := grown(t, 300)
	tree, made := &ledger.Tree{}, 0
	for i := range int64(300) {
		tree.Append(ledger.LeafHash(leafData(i)), func(number int64, h ledger.Hash) {
			made++
			if stored[number] != h {
				t.Errorf("hash %d differs", number)
			}
		})
		want, err := tlog.TreeHash(i+1, read)
		must(t, err)
		if tree.Root() != want {
			t.Fatalf("root of %d leaves differs", i+1)
		}
		edge, err := read(ledger.EdgeNumbers(i + 1))
		must(t, err)
		if tree, err = ledger.ResumeTree(i+1, edge); err != nil || tree.Root() != want {
			t.Fatalf("resumed at %d: %v", i+1, err)
		}
	}
	if made != len(stored)-300 {
		t.Errorf("%d hashes above the leaves, want %d", made, len(stored)-300)
	}
	if _, err := ledger.ResumeTree(3, nil); err == nil {
		t.Error("a tree of three leaves was resumed without an edge")
	}
}

func TestPrefixesAndForks(t *testing.T) {
	// Proves that every smaller tree is shown to be the beginning of a larger one, and
	// that another root, a shrunken tree and a proof too many are refused.
	_, read := grown(t, 40)
	at := func(size int64) ledger.Checkpoint {
		root, err := tlog.TreeHash(size, read)
		must(t, err)
		return ledger.Checkpoint{Origin: "x", Size: size, Root: root}
	}
	for from := range int64(41) {
		if from == 0 {
			continue
		}
		proof, err := ledger.Prefix(from, 40, read)
		must(t, err)
		must(t, ledger.CheckPrefix(proof, at(from), at(40)))
		other := at(from)
		other.Root[0] ^= 1
		if ledger.CheckPrefix(proof, other, at(40)) == nil {
			t.Errorf("another root of %d leaves was taken", from)
		}
	}
	if ledger.CheckPrefix(nil, at(40), at(39)) == nil {
		t.Error("a tree shrank")
	}
	must(t, ledger.CheckPrefix(nil, ledger.Checkpoint{}, at(5)))
}

func TestLeafForm(t *testing.T) {
	// Proves that the canonical form is one and only one: what is written reads back
	// the same, and any other way of writing it is refused.
	l := ledger.Leaf{
		ID: "1", At: ledger.FormatInstant(time.Date(2026, 4, 1, 9, 0, 0, 5000, time.FixedZone("JST", 9*3600))), ActorID: "u", Actor: "𠮷野 \"x\"\n",
		Role: "admin", Kind: "k", Subject: "s", Before: []byte("{}"), After: []byte(`{"a":1}`), Reason: "\\ \x01",
	}
	data := l.Append(nil)
	if !strings.Contains(string(data), `"at":"2026-04-01T00:00:00.000005Z"`) {
		t.Errorf("instant in %s", data)
	}
	back, err := ledger.ParseLeaf(data)
	must(t, err)
	if again := back.Append(nil); !bytes.Equal(again, data) {
		t.Errorf("%s\n%s", again, data)
	}
	for name, other := range map[string]string{
		"a space":          strings.Replace(string(data), `,"role"`, `, "role"`, 1),
		"another order":    strings.Replace(string(data), `"before":{},"after":{"a":1}`, `"after":{"a":1},"before":{}`, 1),
		"an unknown field": strings.Replace(string(data), `{"id"`, `{"x":1,"id"`, 1),
		"a field twice":    strings.Replace(string(data), `{"id":"1"`, `{"id":"2","id":"1"`, 1),
		"something behind": string(data) + "{}",
		"broken UTF-8":     strings.Replace(string(data), "野", "\xff", 1),
		"nothing":          "",
	} {
		if _, err := ledger.ParseLeaf([]byte(other)); err == nil {
			t.Errorf("%s was taken", name)
		}
	}
}

func TestCommitments(t *testing.T) {
	// Proves that a commitment opens to its value under its salt alone.
	salt := bytes.Repeat([]byte{7}, ledger.SaltSize)
	c := ledger.Commit(salt, "山本 さくら")
	if !ledger.IsCommitment(c) || !ledger.Opens(c, salt, "山本 さくら") {
		t.Error("a commitment does not open")
	}
	if ledger.Opens(c, salt, "山本 さくら ") || ledger.Opens(c, salt[1:], "山本 さくら") || ledger.IsCommitment("personal:zz") || ledger.IsCommitment("山本") {
		t.Error("a commitment opens to something else")
	}
}

func TestProofFiles(t *testing.T) {
	// Proves that a proof file reads back as written, holds for its event alone, and
	// that a wrong key, another event, another position and a cut file are refused.
	_, read := grown(t, 21)
	_, key, err := ledger.NewKey(rand.Reader, "example.jp/log")
	must(t, err)
	_, other, err := ledger.NewKey(rand.Reader, "example.jp/log")
	must(t, err)
	root, err := tlog.TreeHash(21, read)
	must(t, err)
	signed, err := ledger.Sign(ledger.Checkpoint{Origin: "example.jp/log", Size: 21, Root: root}, key)
	must(t, err)
	hashes, err := ledger.Prove(13, 21, read)
	must(t, err)
	p := ledger.Proof{Data: leafData(13), Position: 13, Hashes: hashes, Checkpoint: signed}
	back, err := ledger.ParseProof(p.Text())
	must(t, err)
	if back.Text() != p.Text() {
		t.Errorf("%s\n%s", back.Text(), p.Text())
	}
	keys, err := ledger.Verifiers([]string{key.Verifier})
	must(t, err)
	if _, c, _, err := back.Check(keys...); err != nil || c.Size != 21 {
		t.Errorf("%+v, %v", c, err)
	}
	wrong, err := ledger.Verifiers([]string{other.Verifier})
	must(t, err)
	if _, _, _, err := back.Check(wrong...); err == nil {
		t.Error("another key was taken")
	}
	for name, change := range map[string]func(*ledger.Proof){
		"another event":    func(p *ledger.Proof) { p.Data = leafData(12) },
		"another position": func(p *ledger.Proof) { p.Position = 12 },
		"beyond the tree":  func(p *ledger.Proof) { p.Position = 21 },
		"a hash less":      func(p *ledger.Proof) { p.Hashes = p.Hashes[1:] },
	} {
		q := back
		change(&q)
		if _, _, _, err := q.Check(keys...); err == nil {
			t.Errorf("%s was taken", name)
		}
	}
	for i := 0; i < len(p.Text())-len(signed); i += 7 {
		if q, err := ledger.ParseProof(p.Text()[:i]); err == nil {
			if _, _, _, err := q.Check(keys...); err == nil {
				t.Errorf("a file cut at %d was taken", i)
			}
		}
	}
}

func TestKeysReadBack(t *testing.T) {
	// Proves for many keys, whose base64 has every sign, that the secret text reads
	// back as the same key, that openssl's form is made, and that no secret is quoted
	// when it does not read.
	for range 200 {
		secret, key, err := ledger.NewKey(rand.Reader, "example.jp/log")
		must(t, err)
		again, err := ledger.ParseKey(secret + "\n")
		must(t, err)
		if again.Verifier != key.Verifier {
			t.Fatalf("%s reads back as %s", key.Verifier, again.Verifier)
		}
		pem, err := ledger.PublicPEM(key.Verifier)
		must(t, err)
		if !strings.HasPrefix(pem, "-----BEGIN PUBLIC KEY-----") {
			t.Fatal(pem)
		}
		if _, err := ledger.ParseKey(secret[:len(secret)-5]); err == nil || strings.Contains(err.Error(), secret[20:40]) {
			t.Fatalf("a cut key: %v", err)
		}
	}
	for _, name := range []string{"", "a b", "a+b", "a\u3000b", "a\n"} {
		if _, _, err := ledger.NewKey(rand.Reader, name); err == nil {
			t.Errorf("%q names a log", name)
		}
	}
}

func TestCountersignatures(t *testing.T) {
	// Proves that a witness's line holds for its checkpoint and time alone, that the
	// key's texts read back, and that no key of the one sort is taken for the other.
	secret, w, err := ledger.NewWitness(rand.Reader, "kansa.example.jp")
	must(t, err)
	again, err := ledger.ParseWitnessKey(secret)
	must(t, err)
	if again.Verifier != w.Verifier {
		t.Error("the key does not read back")
	}
	if _, err := ledger.ParseKey(secret); err == nil {
		t.Error("a witness's key was taken for the log's")
	}
	c := ledger.Checkpoint{Origin: "example.jp/log", Size: 3}
	line := w.Cosign(c, time.Unix(1_800_000_000, 0))
	known, err := ledger.Verifiers([]string{w.Verifier})
	must(t, err)
	if ok, err := ledger.Countersigned(c, line, known); err != nil || !ok {
		t.Errorf("countersigned %v, %v", ok, err)
	}
	for name, other := range map[string]ledger.Checkpoint{
		"another size": {Origin: c.Origin, Size: 4}, "another log": {Origin: "other", Size: 3}, "another root": {Origin: c.Origin, Size: 3, Root: ledger.Hash{1}},
	} {
		if ok, err := ledger.Countersigned(other, line, known); err == nil || ok {
			t.Errorf("%s: a replayed line was taken", name)
		}
	}
	if ok, err := ledger.Countersigned(c, line, nil); err != nil || ok {
		t.Errorf("a stranger's line: %v, %v", ok, err)
	}
}

func TestCheckpointText(t *testing.T) {
	// Proves that the three lines read back, also as somebody types them from paper,
	// and that anything else is refused with what is wrong.
	c := ledger.Checkpoint{Origin: "example.jp/log", Size: 12, Root: ledger.Hash{1, 2}}
	for _, text := range []string{c.Text(), strings.ReplaceAll(c.Text(), "\n", "\r\n"), "\n" + c.Text() + "\n— x y\n"} {
		if back, err := ledger.ParseCheckpoint(text); err != nil || back != c {
			t.Errorf("%q: %+v, %v", text, back, err)
		}
	}
	for _, text := range []string{"", "a\nb\nc\n", "a\n01\n" + strings.Repeat("A", 43) + "=\n", "a\n-1\nAAAA\n", "a\n1\nAAAA\n", "\n1\nAAAA\n", "a\n1"} {
		if _, err := ledger.ParseCheckpoint(text); err == nil {
			t.Errorf("%q was taken", text)
		}
	}
}

func FuzzParse(f *testing.F) {
	// Proves that no bytes make the readers of proofs, checkpoints and leaves fail
	// otherwise than with an error, and that what they take reads back the same.
	f.Add("c2sp.org/tlog-proof@v1\nextra e30=\nindex 0\n\nx\n1\nAAAA\n")
	f.Add(string(leafData(1)))
	f.Add(ledger.Checkpoint{Origin: "o", Size: 1}.Text())
	f.Fuzz(func(t *testing.T, text string) {
		if p, err := ledger.ParseProof(text); err == nil {
			if q, err := ledger.ParseProof(p.Text()); err != nil || q.Text() != p.Text() {
				t.Errorf("%q: %v", text, err)
			}
		}
		if c, err := ledger.ParseCheckpoint(text); err == nil {
			if d, err := ledger.ParseCheckpoint(c.Text()); err != nil || d != c {
				t.Errorf("%q: %v", text, err)
			}
		}
		if l, err := ledger.ParseLeaf([]byte(text)); err == nil && string(l.Append(nil)) != text {
			t.Errorf("%q", text)
		}
		_, _ = ledger.ParseVerifier(text)
		_, _ = ledger.ParseWitnessKey(text)
	})
}
