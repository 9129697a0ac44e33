package sfnt

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"maps"
	"slices"
)

// woffHead and woffEntry are the sizes of a WOFF header and of a line of its table
// directory, in bytes.
const woffHead, woffEntry = 44, 20

// WOFF wraps a TrueType font for browsers: every table compressed by itself, nothing
// else changed (W3C Recommendation "WOFF File Format 1.0", which every browser reads
// and the standard library can write; WOFF 2 asks for Brotli). The same font and level
// of compression give the same bytes.
func WOFF(font []byte) ([]byte, error) {
	tables, err := directory(font)
	if err != nil {
		return nil, err
	}
	names := slices.Sorted(maps.Keys(tables))
	at := woffHead + woffEntry*len(names)
	var entries, body []byte
	for _, name := range names {
		small, err := deflated(tables[name])
		if err != nil {
			return nil, err
		}
		entries = append(entries, name...)
		for _, v := range []int{at + len(body), len(small), len(tables[name]), int(woffSum(name, tables[name]))} {
			entries = binary.BigEndian.AppendUint32(entries, uint32(v))
		}
		body = append(body, padded(small)...)
	}
	out := append([]byte("wOFF"), font[:4]...)
	for _, v := range []int{at + len(body), len(names) << 16, len(font), 1 << 16, 0, 0, 0, 0, 0} { // version 1.0, no metadata, no private data
		out = binary.BigEndian.AppendUint32(out, uint32(v))
	}
	return append(append(out, entries...), body...), nil
}

// woffSum is the checksum of a table; that of head is taken without the checksum of the
// whole font in it.
func woffSum(name string, table []byte) uint32 {
	if name == "head" {
		return checksum(withU32(table, 8, 0))
	}
	return checksum(table)
}

// deflated is a table as zlib leaves it, or as it is where that is no shorter.
func deflated(table []byte) ([]byte, error) {
	var b bytes.Buffer
	w, err := zlib.NewWriterLevel(&b, zlib.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(table); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	if b.Len() >= len(table) {
		return table, nil
	}
	return b.Bytes(), nil
}
