//go:build !race

package store_test

// raced says that the race detector watches.
const raced = false
