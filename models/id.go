package models

import (
	"encoding/binary"
	"encoding/hex"
	"io"
	"time"
)

// NewID makes a UUIDv7 (RFC 9562, section 5.7): ids sort by the moment they were
// made. The twelve bits after the millisecond hold its fraction (section 6.2,
// method 3), so two moments a microsecond apart are in order too; the rest comes
// from r. It panics when r fails: a house without randomness must not go on.
func NewID(t time.Time, r io.Reader) string {
	var b [16]byte
	if _, err := io.ReadFull(r, b[8:]); err != nil {
		panic("models: no randomness for an id: " + err.Error())
	}
	fraction := t.Nanosecond() % int(time.Millisecond) * 4096 / int(time.Millisecond)
	binary.BigEndian.PutUint64(b[:8], uint64(t.UnixMilli())<<16|0x7000|uint64(fraction)) // #nosec G115 -- both are small and not negative
	b[8] = b[8]&0x3f | 0x80
	var out [36]byte
	hex.Encode(out[0:8], b[0:4])
	hex.Encode(out[9:13], b[4:6])
	hex.Encode(out[14:18], b[6:8])
	hex.Encode(out[19:23], b[8:10])
	hex.Encode(out[24:36], b[10:16])
	out[8], out[13], out[18], out[23] = '-', '-', '-', '-'
	return string(out[:])
}

// IsID says whether a text has the shape of an id.
func IsID(s string) bool {
	if len(s) != 36 {
		return false
	}
	for i, c := range []byte(s) {
		dash := i == 8 || i == 13 || i == 18 || i == 23
		if dash != (c == '-') || !dash && (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return false
		}
	}
	return true
}
