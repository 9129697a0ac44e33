package store

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"regexp"
	"strings"

	"chigiri/models"
)

// scanned checks a scan or photograph of a paper: a PDF without programs, or a PNG or
// JPEG picture. Its bytes stay as they are.
func scanned(field string, f models.File) (models.File, error) {
	if isHEIC(f.Bytes) {
		return f, models.Invalidf(field, "error.scan.heic")
	}
	f, err := attachment(field, f)
	if err != nil {
		return f, err
	}
	if f.ContentType != typePNG && f.ContentType != typeJPEG && f.ContentType != typePDF {
		return f, models.Invalidf(field, "error.scan.type")
	}
	sum := sha256.Sum256(f.Bytes)
	f.SHA256 = hex.EncodeToString(sum[:])
	return f, nil
}

// isHEIC tells the pictures that iPhones make unless told otherwise (ISO/IEC 23008-12):
// few programs of an office open them.
func isHEIC(b []byte) bool {
	if len(b) < 12 || string(b[4:8]) != "ftyp" {
		return false
	}
	for _, brand := range []string{"heic", "heix", "hevc", "heim", "heis", "mif1", "msf1", "avif"} {
		if string(b[8:12]) == brand {
			return true
		}
	}
	return false
}

// acts are the names by which a PDF does something of its own: scripts, launches, files
// inside. A scan has none of them. What is enciphered cannot be looked at.
var acts = regexp.MustCompile(`/(JavaScript|JS|Launch|EmbeddedFile|RichMedia|XFA|ImportData|SubmitForm|Encrypt)[\s\x00/<>\[\](){}%]`)

// hiddenName is a name with a letter written as #xx, which no scanner writes.
var hiddenName = regexp.MustCompile(`/[A-Za-z]{0,20}#(4[1-9a-fA-F]|5[0-9aA]|6[1-9a-fA-F]|7[0-9aA])`)

// actsInData are the acts in any spelling, in names so long that they do not come about
// by chance in the data of a picture. A script needs /JavaScript beside its /JS.
var actsInData = regexp.MustCompile(spelled("JavaScript", "Launch", "EmbeddedFile", "RichMedia", "ImportData", "SubmitForm"))

// spelled matches names whose letters may each be written as #xx.
func spelled(names ...string) string {
	all := make([]string, len(names))
	for i, name := range names {
		for _, letter := range []byte(name) {
			all[i] += fmt.Sprintf("(?:%c|#(?i:%02x))", letter, letter)
		}
	}
	return "/(?:" + strings.Join(all, "|") + `)[\s\x00/<>\[\](){}%]`
}

// streamBegin and streamEnd bound what is data and no PDF by itself.
var streamBegin, streamEnd = []byte("stream"), []byte("endstream")

// hasProgram looks for what makes a PDF act, in its objects and in those that are packed
// into streams. In what stands between the words of a stream only long names are looked
// for: such a word may as well stand in a remark or a text, and what follows be objects.
func hasProgram(b []byte) bool {
	if actsInData.Match(b) {
		return true
	}
	for {
		i := bytes.Index(b, streamBegin)
		if i < 0 {
			return isProgram(b)
		}
		head := b[:i]
		if isProgram(head) {
			return true
		}
		body := b[i+len(streamBegin):]
		end := bytes.Index(body, streamEnd)
		if end < 0 {
			return isProgram(body)
		}
		dict := head[max(0, len(head)-2000):]
		if j := bytes.LastIndex(dict, []byte(" obj")); j >= 0 {
			dict = dict[j:]
		}
		if bytes.Contains(dict, []byte("/ObjStm")) && packsProgram(dict, body[:end]) {
			return true
		}
		b = body[end+len(streamEnd):]
	}
}

func isProgram(b []byte) bool { return acts.Match(b) || hiddenName.Match(b) || actsInData.Match(b) }

// otherPacking is what objects are packed with beside the one way that is unpacked here.
var otherPacking = regexp.MustCompile(`/(ASCIIHexDecode|AHx|ASCII85Decode|A85|LZWDecode|LZW|RunLengthDecode|RL|Crypt|Predictor|F)[\s\x00/<>\[\](){}%]`)

// deflated is the one way, by its long name or its short one.
var deflated = regexp.MustCompile(`/(FlateDecode|Fl)[\s\x00/<>\[\](){}%]`)

// maxObjects is how much a packed stream may hold: more than a structure of objects
// needs, so that nothing packed tightly fills the memory.
const maxObjects = 8 << 20

// packsProgram looks into a stream of objects. One that cannot be looked into, for how it
// is packed, for its size or because it is broken, is as good as a program.
func packsProgram(dict, body []byte) bool {
	packed := len(deflated.FindAllIndex(dict, 2))
	switch {
	case packed > 1 || otherPacking.Match(dict):
		return true
	case packed == 0:
		return isProgram(body)
	}
	z, err := zlib.NewReader(bytes.NewReader(bytes.TrimLeft(body, "\r\n")))
	if err != nil {
		return true
	}
	defer z.Close()
	out, err := io.ReadAll(io.LimitReader(z, maxObjects+1))
	return err != nil || len(out) > maxObjects || isProgram(out)
}
