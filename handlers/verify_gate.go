package handlers

import "sync"

// How much one process takes in to be checked at the same time: the bytes of all files
// together, which are whole in memory, and the files of one address, so that a few
// connections that send nothing for a while do not keep everybody else out.
const (
	intakeBytes     = 8 * maxSealed
	intakeOfAddress = 2
)

// intake counts the files that are being read.
type intake struct {
	mu    sync.Mutex
	bytes int64
	of    map[string]int // by address
}

// enter takes in a file of so many bytes; a negative number is one not told, and counts
// as the largest. It gives what ends it, nil when there is no room now.
func (in *intake) enter(address string, size int64) (leave func()) {
	if size < 0 || size > maxSealed {
		size = maxSealed
	}
	in.mu.Lock()
	defer in.mu.Unlock()
	if in.bytes+size > intakeBytes || in.of[address] >= intakeOfAddress {
		return nil
	}
	if in.of == nil {
		in.of = map[string]int{}
	}
	in.bytes += size
	in.of[address]++
	return func() {
		in.mu.Lock()
		defer in.mu.Unlock()
		in.bytes -= size
		if in.of[address]--; in.of[address] == 0 {
			delete(in.of, address)
		}
	}
}
