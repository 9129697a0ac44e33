package ledger

import (
	"bytes"
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"encoding/pem"
	"fmt"
	"path"
	"strings"

	"chigiri/models/seal"
)

// papers notes the papers an event tells of, or says what is wrong with it. A later
// event of the same document wins: one that put a time-stamp into it. What is signed
// must stay the same then, so that no event, least of all one that is not proven, puts
// another document in the place of the one that was sealed.
func (c *bundleChecker) papers(l Leaf, after map[string]any, n int64, file string) (wrong string) {
	for _, p := range Papers(l.Kind, l.Subject, l.SubjectID, after) {
		name := p.name()
		was, known := c.issued[name]
		switch {
		case known && was.sha256 == p.SHA256:
			continue // the same file attached twice
		case known && !p.Stamped:
			return "another event, " + was.file + ", tells of " + name
		case known && was.identity != "" && was.identity != p.Identity:
			return "it stamps another document than the one " + was.file + " tells of"
		}
		c.issued[name] = issued{sha256: p.SHA256, file: file, waiting: n < 0, sealed: p.Sealed, identity: p.Identity}
	}
	return ""
}

// toldOf finds what events tell of the document in a file, under the name they have for it.
func (c *bundleChecker) toldOf(file string) (name string, told issued, ok bool) {
	ending := path.Ext(file)
	if told, ok = c.issued[file]; ok && ending != "" {
		return file, told, true
	}
	name = strings.TrimSuffix(file, ending)
	told, ok = c.issued[name]
	return name, told, ok && ending != ""
}

// document holds a file against what events tell of it.
func (c *bundleChecker) document(file string) error {
	name, told, known := c.toldOf(file)
	var sum string
	var data []byte
	var err error
	if told.sealed {
		if data, err = c.z.read(file, seal.Largest); err == nil {
			s := sha256.Sum256(data)
			sum = hex.EncodeToString(s[:])
		}
	} else {
		sum, err = c.sum(file)
	}
	switch {
	case err != nil:
		return err
	case !known || c.found[name]:
		return c.extra(file, sum)
	case sum != told.sha256:
		return c.differs(file, sum, told, data)
	}
	c.found[name] = true
	if told.waiting {
		c.remark(Unsigned, file, "the event that tells of it is not proven yet")
	}
	c.r.Documents++
	if !told.sealed {
		return nil
	}
	return c.sealOf(file, told, data)
}

// extra is a file that no event tells of under its name. Where one tells of it under
// another name, it was renamed.
func (c *bundleChecker) extra(file, sum string) error {
	for _, name := range sortedKeys(c.issued) {
		if c.issued[name].sha256 == sum && !c.there(name) {
			f := &Finding{Code: Renamed, ID: file, Other: name, Detail: c.issued[name].file + " tells of it under another name"}
			if path.Ext(name) == "" {
				f.Other += path.Ext(file)
			}
			return f
		}
	}
	return &Finding{Code: Extra, ID: file, Detail: "no event tells of it"}
}

// differs is a file that is not the one its event tells of: another of the bundle's, or
// one that was changed, of which the seal may say how.
func (c *bundleChecker) differs(file, sum string, told issued, data []byte) error {
	f := &Finding{Code: BadFile, ID: file, Detail: fmt.Sprintf("its SHA-256 is %s, and %s says %s", sum, told.file, told.sha256)}
	for _, name := range sortedKeys(c.issued) {
		if c.issued[name].sha256 == sum {
			f.Code, f.Other = Exchanged, name
			return f
		}
	}
	if told.sealed {
		_, err := c.verify(data)
		if f.Fault = string(seal.CodeOf(err)); err == nil {
			f.Code = Exchanged // genuine, and not what was sealed for this name
		}
	}
	return f
}

// there says whether a document that events tell of is in the bundle.
func (c *bundleChecker) there(name string) bool {
	if path.Ext(name) != "" {
		return c.z.files[name] != nil
	}
	for _, file := range c.z.names {
		if strings.TrimSuffix(file, path.Ext(file)) == name {
			return true
		}
	}
	return false
}

// sealOf checks the seal of a document that is the one the log tells of.
func (c *bundleChecker) sealOf(file string, told issued, data []byte) error {
	r, err := c.verify(data)
	switch {
	case err != nil:
		return &Finding{Code: BadSeal, ID: file, Fault: string(seal.CodeOf(err)), Detail: err.Error()}
	case told.identity != "" && r.Identity != told.identity:
		return &Finding{Code: BadSeal, ID: file, Fault: string(seal.Altered), Detail: told.file + " says that what is signed is " + told.identity}
	}
	c.r.Sealed++
	return nil
}

func (c *bundleChecker) verify(pdf []byte) (seal.Report, error) {
	return seal.Verify(pdf, c.roots, seal.VerifyOptions{Authorities: c.o.Authorities})
}

// sealRoots reads the certificates the bundle brings for its seals. They are believed,
// with a remark, where none are given from elsewhere.
func (c *bundleChecker) sealRoots() error {
	own := x509.NewCertPool()
	var names []string
	for n := 1; c.z.files[RootFile(n)] != nil; n++ {
		text, err := c.z.read(RootFile(n), maxNoteFile)
		if err != nil {
			return err
		}
		root, err := oneCertificate(text)
		if err != nil {
			return unreadable(RootFile(n), err.Error())
		}
		own.AddCert(root)
		sum := sha256.Sum256(root.Raw)
		names = append(names, hex.EncodeToString(sum[:]))
	}
	c.roots = c.o.Roots
	if c.roots == nil && len(names) > 0 {
		c.roots, c.own = own, strings.Join(names, ", ")
	}
	return nil
}

// oneCertificate reads a file of one certificate, and nothing beside it.
func oneCertificate(text []byte) (*x509.Certificate, error) {
	block, rest := pem.Decode(text)
	if block == nil || block.Type != "CERTIFICATE" || len(rest) > 0 || !bytes.Equal(pem.EncodeToMemory(block), text) {
		return nil, fmt.Errorf("it is not one certificate in PEM")
	}
	return x509.ParseCertificate(block.Bytes)
}
