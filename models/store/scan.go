package store

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"regexp"

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
	switch f.ContentType {
	case typePNG, typeJPEG:
	case typePDF:
		if hasProgram(f.Bytes) {
			return f, models.Invalidf(field, "error.scan.program")
		}
	default:
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
// inside. A scan has none of them.
var acts = regexp.MustCompile(`/(JavaScript|JS|Launch|EmbeddedFile|RichMedia|XFA|ImportData|SubmitForm)[\s\x00/<>\[\](){}%]`)

// hiddenName is a name with a letter written as #xx, which no scanner writes.
var hiddenName = regexp.MustCompile(`/[A-Za-z]{0,20}#(4[1-9a-fA-F]|5[0-9aA]|6[1-9a-fA-F]|7[0-9aA])`)

// streamBegin and streamEnd bound what is data and no PDF by itself.
var streamBegin, streamEnd = []byte("stream"), []byte("endstream")

// hasProgram looks for what makes a PDF act, in its objects and in those that are packed
// into streams; pictures are passed over, for there such names come about by chance.
func hasProgram(b []byte) bool {
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
		if bytes.Contains(dict, []byte("/ObjStm")) && isProgram(inflated(body[:end])) {
			return true
		}
		b = body[end+len(streamEnd):]
	}
}

func isProgram(b []byte) bool { return acts.Match(b) || hiddenName.Match(b) }

// inflated is what a packed stream holds, as far as it can be read; no more than a
// structure of objects needs, so that nothing packed tightly fills the memory.
func inflated(b []byte) []byte {
	z, err := zlib.NewReader(bytes.NewReader(bytes.TrimLeft(b, "\r\n")))
	if err != nil {
		return b
	}
	defer z.Close()
	out, _ := io.ReadAll(io.LimitReader(z, 8<<20))
	return out
}
