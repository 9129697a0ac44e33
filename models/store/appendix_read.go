package store

import (
	"slices"
	"sync"

	"chigiri/models"
)

// boundAtOnce is how many appendices a process keeps read: those people work under now.
const boundAtOnce = 64

// boundAppendices are appendices in force as they were read last, by their row and hash:
// what was issued never changes. Whoever gets one must not change it.
type boundAppendices struct {
	mu    sync.Mutex
	by    map[string]models.Appendix
	order []string // the longest unused first
}

// boundAppendix is the appendix of a row that came without its content.
func (t *tx) boundAppendix(r appendixRow) (models.Appendix, error) {
	key := r.ID + " " + r.Hash
	if a, ok := t.s.bound.used(key); ok {
		return a, nil
	}
	if err := t.first(t.db.Where("id = ?", r.ID), &r, "appendix"); err != nil {
		return models.Appendix{}, err
	}
	a, err := r.appendix()
	if err == nil {
		t.s.bound.keep(key, a)
	}
	return a, err
}

// used finds one and puts it last in order.
func (b *boundAppendices) used(key string) (models.Appendix, bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	a, ok := b.by[key]
	if ok {
		b.order = append(slices.DeleteFunc(b.order, func(k string) bool { return k == key }), key)
	}
	return a, ok
}

// keep takes one in, in place of the one unused for longest.
func (b *boundAppendices) keep(key string, a models.Appendix) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.by == nil {
		b.by = map[string]models.Appendix{}
	}
	if _, there := b.by[key]; !there {
		b.order = append(b.order, key)
	}
	b.by[key] = a
	if len(b.order) > boundAtOnce {
		delete(b.by, b.order[0])
		b.order = b.order[1:]
	}
}
