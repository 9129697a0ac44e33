package ledger

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"

	"chigiri/models"
)

// log reads keys and checkpoints: who may have signed, and what was signed.
func (c *bundleChecker) log() error {
	if err := c.logKeys(); err != nil {
		return err
	}
	if err := c.witnessKeys(); err != nil {
		return err
	}
	return c.checkpoints()
}

// logKeys wants each key to be vouched for by the one before it: it signed a tree in
// which the new key's event is. Where the first is kept elsewhere it must be that.
func (c *bundleChecker) logKeys() error {
	for n := 1; c.z.files[keyFile(n, "vkey")] != nil; n++ {
		text, err := c.z.text(keyFile(n, "vkey"))
		if err != nil {
			return err
		}
		v, err := ParseVerifier(text)
		if _, witness := v.(witnessVerifier); err != nil || witness {
			return &Finding{Code: UnknownKey, ID: keyFile(n, "vkey"), Detail: "it is no key of a log"}
		}
		c.keys, c.r.Keys = append(c.keys, v), append(c.r.Keys, text)
		if err := c.logKey(n); err != nil {
			return err
		}
	}
	switch {
	case c.o.Key == "" && len(c.r.Keys) > 0:
		c.r.Remarks = append(c.r.Remarks, Finding{Code: FirstKey, ID: c.r.Keys[0]})
	case c.o.Key != "" && len(c.r.Keys) > 0 && c.r.Keys[0] != strings.TrimSpace(c.o.Key):
		return &Finding{Code: UnknownKey, ID: keyFile(1, "vkey"), Detail: "the first key to believe is another: " + strings.TrimSpace(c.o.Key)}
	}
	return nil
}

func (c *bundleChecker) logKey(n int) error {
	key, name := c.keys[n-1], keyFile(n, "tlog-proof")
	p, err := c.proof(name)
	if err != nil {
		return err
	}
	signers := []note.Verifier{key}
	if n > 1 {
		signers = append(signers, c.keys[n-2])
	}
	cp, sigs, err := Open(p.Checkpoint, signers...)
	if err != nil || len(sigs) < len(signers) || cp.Origin != key.Name() {
		return &Finding{Code: UnknownKey, ID: keyFile(n, "vkey"), Detail: "the checkpoint that registered it is not signed by it and by the key before it"}
	}
	if err := c.kept(cp, name); err != nil {
		return err
	}
	data, err := c.z.read(keyFile(n, "json"), maxLeafFile)
	if err != nil {
		return err
	}
	l, err := ParseLeaf(data)
	var after map[string]any
	if err == nil {
		after, err = ParseObject(l.After)
	}
	if err != nil || l.Kind != string(models.EventLogKey) || after["verifier"] != c.r.Keys[n-1] || !bytes.Equal(data, p.Data) || p.CheckIn(cp) != nil {
		return &Finding{Code: UnknownKey, ID: keyFile(n, "json"), Detail: "this event does not register the key"}
	}
	pem, err := PublicPEM(c.r.Keys[n-1])
	if err != nil {
		return &Finding{Code: UnknownKey, ID: keyFile(n, "vkey"), Detail: err.Error()}
	}
	sig, _ := rawSignature(p.Checkpoint, signers[len(signers)-1])
	for ext, want := range map[string]string{"pem": pem, "txt": cp.Text(), "sig": string(sig)} {
		if err := c.same(keyFile(n, ext), want); err != nil {
			return err
		}
	}
	return nil
}

// same wants a file that says again, for other tools, what was found right already.
func (c *bundleChecker) same(name, want string) error {
	got, err := c.z.read(name, maxNoteFile)
	if err == nil && string(got) != want {
		err = &Finding{Code: BadFile, ID: name, Detail: "it says something else than what was signed"}
	}
	return err
}

func (c *bundleChecker) witnessKeys() error {
	texts := slices.Clone(c.o.Witnesses)
	for n := 1; c.z.files[witnessFile(n)] != nil; n++ {
		text, err := c.z.text(witnessFile(n))
		if err != nil {
			return err
		}
		if _, ok := parseWitness(text); !ok {
			return &Finding{Code: BadWitness, ID: witnessFile(n), Detail: "it is no key of a witness"}
		}
		if len(c.o.Witnesses) == 0 {
			texts = append(texts, text)
			c.r.Remarks = append(c.r.Remarks, Finding{Code: FirstKey, ID: text})
		}
	}
	slices.Sort(texts)
	var err error
	c.witnesses, err = Verifiers(slices.Compact(texts))
	return err
}

var notePattern = regexp.MustCompile(`^checkpoints/([0-9]+)\.note$`)

// checkpoints opens every checkpoint of the bundle. The common one must be signed by
// the newest key.
func (c *bundleChecker) checkpoints() error {
	for _, name := range c.z.names {
		m := notePattern.FindStringSubmatch(name)
		if m == nil {
			continue
		}
		signed, err := c.z.read(name, maxNoteFile)
		if err != nil {
			return err
		}
		cp, sigs, err := Open(string(signed), c.keys...)
		switch {
		case err != nil:
			return &Finding{Code: Forged, From: 0, ID: name, Detail: err.Error()}
		case strconv.FormatInt(cp.Size, 10) != m[1] || cp.Origin != c.keys[0].Name():
			return &Finding{Code: Forged, From: 0, ID: name, Detail: "it is another checkpoint than its name says"}
		}
		if err := c.checkpoint(cp, string(signed), sigs); err != nil {
			return err
		}
	}
	if c.m.Checkpoint == 0 {
		return nil
	}
	if c.notes[c.m.Checkpoint] == "" {
		return unreadable(noteFile(c.m.Checkpoint, "note"), "it is missing")
	}
	return nil
}

func (c *bundleChecker) checkpoint(cp Checkpoint, signed string, sigs []note.Signature) error {
	name := noteFile(cp.Size, "note")
	c.notes[cp.Size] = signed
	if cp.Size == c.m.Checkpoint {
		newest := c.keys[len(c.keys)-1]
		if !slices.ContainsFunc(sigs, func(s note.Signature) bool { return s.Hash == newest.KeyHash() }) {
			return &Finding{Code: Forged, ID: name, Detail: "the newest key did not sign it"}
		}
		c.common, c.r.Origin, c.r.Size = cp, cp.Origin, cp.Size
		c.r.Root = strings.Split(cp.Text(), "\n")[2]
	}
	if err := c.kept(cp, name); err != nil {
		return err
	}
	if err := c.same(noteFile(cp.Size, "txt"), cp.Text()); err != nil {
		return err
	}
	sig, err := c.z.read(noteFile(cp.Size, "sig"), maxKeyFile)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(c.keys, func(v note.Verifier) bool {
		return v.Verify([]byte(cp.Text()), sig)
	}) {
		return &Finding{Code: BadFile, ID: noteFile(cp.Size, "sig"), Detail: "it is no signature over the checkpoint"}
	}
	n, err := note.Open([]byte(signed), note.VerifierList(c.witnesses...))
	var unknown *note.UnverifiedNoteError
	if err != nil && !errors.As(err, &unknown) {
		return &Finding{Code: BadWitness, From: max(cp.Size-1, 0), To: cp.Size, ID: name, Detail: err.Error()}
	}
	if err == nil {
		c.r.Cosigned += int64(len(n.Sigs))
	}
	return c.stamps(cp, signed)
}

// kept compares a checkpoint with the kept ones of its size.
func (c *bundleChecker) kept(cp Checkpoint, name string) error {
	for _, k := range c.o.Kept {
		if k.Size == cp.Size && k != cp {
			return &Finding{Code: Forked, To: cp.Size, ID: name, Detail: "the kept checkpoint of this size is another"}
		}
	}
	c.compared[cp.Size] = true
	return nil
}

// stamps checks the time-stamps over a checkpoint, which were asked for the note
// before anybody countersigned it.
func (c *bundleChecker) stamps(cp Checkpoint, signed string) error {
	for n := 1; c.z.files[stampFile(cp.Size, n)] != nil; n++ {
		stamped, err := c.z.read(noteFile(cp.Size, "stamped"), maxNoteFile)
		if err != nil {
			return err
		}
		if !strings.HasPrefix(signed, string(stamped)) || !strings.HasPrefix(string(stamped), cp.Text()) {
			return &Finding{Code: BadFile, ID: noteFile(cp.Size, "stamped"), Detail: "it is not the checkpoint"}
		}
		stamp, err := c.z.read(stampFile(cp.Size, n), maxNoteFile)
		if err != nil {
			return err
		}
		if c.o.Stamp == nil {
			continue
		}
		if _, err := c.o.Stamp(stamp, string(stamped)); err != nil {
			return &Finding{Code: BadStamp, From: max(cp.Size-1, 0), To: cp.Size, ID: stampFile(cp.Size, n), Detail: err.Error()}
		}
		c.r.Stamped++
	}
	return nil
}

// proof reads a proof file.
func (c *bundleChecker) proof(name string) (Proof, error) {
	data, err := c.z.read(name, maxProofFile)
	if err != nil {
		return Proof{}, err
	}
	p, err := ParseProof(string(data))
	if err != nil {
		return p, unreadable(name, fmt.Sprint(err))
	}
	return p, nil
}
