package ledger

import (
	"archive/zip"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strings"
)

// What a bundle may be at most. Its files are looked at one after the other, so these
// bound the time a check may take; what is read whole is bounded for each kind.
const (
	maxBundleFiles = 1 << 20
	maxUnpacked    = 1 << 30 // and a hundred times the size of the zip
	maxLeafFile    = 16 << 20
	maxProofFile   = 24 << 20 // a leaf in base64, and hashes
	maxNoteFile    = 1 << 20
	maxKeyFile     = 4 << 10
	maxPersonal    = 1 << 20 // a value
	// A line holds a value of which JSON may write six bytes for one.
	maxPersonalLine = 6*maxPersonal + 1<<10
)

// bundleZip is the zip file of a bundle with what its manifest says of it.
type bundleZip struct {
	files   map[string]*zip.File
	names   []string // in the order of the zip
	sums    map[string]BundleFile
	differs string // the first file that is not as the manifest says
}

// unreadable is a finding about a file.
func unreadable(name, detail string) *Finding {
	return &Finding{Code: Unreadable, ID: name, Detail: detail}
}

// openBundle looks at the directory of a zip file and reads none of its contents.
func openBundle(r io.ReaderAt, size int64) (*bundleZip, error) {
	z, err := zip.NewReader(r, size)
	if err != nil {
		return nil, unreadable("", "this is no whole zip file: "+err.Error())
	}
	if len(z.File) > maxBundleFiles {
		return nil, unreadable("", fmt.Sprintf("the zip has %d files, more than the %d a bundle may have", len(z.File), maxBundleFiles))
	}
	b := &bundleZip{files: make(map[string]*zip.File, len(z.File))}
	seen := make(map[string]bool, len(z.File))
	var packed, unpacked uint64
	limit := maxUnpacked + 100*uint64(size) // #nosec G115 -- a size
	for _, f := range z.File {
		switch lower := strings.ToLower(f.Name); {
		case !safeName.MatchString(f.Name) || len(f.Name) > 200:
			return nil, unreadable("", fmt.Sprintf("the zip has a name that no bundle has: %q", f.Name))
		case seen[lower]:
			return nil, unreadable(f.Name, "the zip has this name twice")
		case f.Method != zip.Store && f.Method != zip.Deflate || f.Flags&1 != 0:
			return nil, unreadable(f.Name, "it is packed or encrypted in a way bundles are not")
		default:
			seen[lower] = true
		}
		packed, unpacked = packed+f.CompressedSize64, unpacked+f.UncompressedSize64
		if packed > uint64(size) || unpacked > limit || f.UncompressedSize64 > limit { // #nosec G115 -- a size
			return nil, unreadable(f.Name, "the zip says to unpack to more than a bundle can hold")
		}
		b.files[f.Name] = f
		b.names = append(b.names, f.Name)
	}
	return b, nil
}

// stream gives the contents of a file to use, and afterwards notes whether they were
// what the manifest says.
func (b *bundleZip) stream(name string, use func(r io.Reader) error) error {
	f := b.files[name]
	if f == nil {
		return unreadable(name, "it is missing")
	}
	in, err := f.Open()
	if err != nil {
		return unreadable(name, err.Error())
	}
	defer in.Close()
	sum := sha256.New()
	r := &countReader{r: io.TeeReader(io.LimitReader(in, int64(f.UncompressedSize64)+1), sum)} // #nosec G115 -- bounded by openBundle
	if err := use(r); err != nil {
		var found *Finding
		if errors.As(err, &found) {
			return err
		}
		return unreadable(name, err.Error())
	}
	if _, err := io.Copy(io.Discard, r); err != nil {
		return unreadable(name, err.Error())
	}
	if want, listed := b.sums[name]; b.sums != nil && b.differs == "" &&
		(!listed || want.SHA256 != hex.EncodeToString(sum.Sum(nil)) || want.Size != r.n) {
		b.differs = name
	}
	return nil
}

// read gives a file whole, if it is not larger than what is bearable.
func (b *bundleZip) read(name string, most int64) (data []byte, err error) {
	if f := b.files[name]; f != nil && f.UncompressedSize64 > uint64(most) { // #nosec G115 -- a constant
		return nil, unreadable(name, fmt.Sprintf("it is larger than %d bytes", most))
	}
	err = b.stream(name, func(r io.Reader) error {
		data, err = io.ReadAll(r)
		return err
	})
	return data, err
}

// text is read for a file of one line, without its end.
func (b *bundleZip) text(name string) (string, error) {
	data, err := b.read(name, maxKeyFile)
	return strings.TrimSuffix(string(data), "\n"), err
}

// countReader counts what goes through.
type countReader struct {
	r io.Reader
	n int64
}

func (c *countReader) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}
