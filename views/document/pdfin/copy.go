package pdfin

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
)

// left are the entries that are not copied: they lead out of the picture, up to the
// pages or to deeds, or say what only its own file knows.
var left = map[string]bool{
	"Parent": true, "StructParent": true, "StructParents": true, "Metadata": true, "PieceInfo": true,
	"AF": true, "Annots": true, "OPI": true, "Alternates": true,
}

// copier copies objects with everything they refer to.
type copier struct {
	*File
	to   Sink
	todo []int // numbers in the file it is copied from
}

// rest copies what has been referred to.
func (c *copier) rest() error {
	for len(c.todo) > 0 {
		n := c.todo[len(c.todo)-1]
		c.todo = c.todo[:len(c.todo)-1]
		if err := c.put(c.made[n], c.objects[n]); err != nil {
			return err
		}
	}
	return nil
}

func (c *copier) put(number int, v any) error {
	s, ok := v.(stream)
	if !ok {
		b, err := c.write(nil, v, deepest)
		if err != nil {
			return err
		}
		return c.to.Put(number, b, nil)
	}
	d := maps.Clone(s.dict)
	d["Length"] = raw(strconv.Itoa(len(s.data)))
	b, err := c.write(nil, d, deepest)
	if err != nil {
		return err
	}
	data := s.data
	if data == nil {
		data = []byte{}
	}
	return c.to.Put(number, b, data)
}

// write writes a value with the numbers of the other file, the keys of a dictionary in
// their order, so that the same always gives the same.
func (c *copier) write(b []byte, v any, depth int) ([]byte, error) {
	var err error
	switch v := v.(type) {
	case name:
		return append(append(b, '/'), v...), nil
	case raw:
		return append(b, v...), nil
	case ref:
		if c.objects[int(v)] == nil {
			return append(b, "null"...), nil
		}
		if c.made[int(v)] == 0 {
			c.made[int(v)] = c.to.Reserve()
			c.todo = append(c.todo, int(v))
		}
		return fmt.Appendf(b, "%d 0 R", c.made[int(v)]), nil
	case array:
		b = append(b, '[')
		for _, e := range v {
			if b, err = c.write(append(b, ' '), e, depth-1); err != nil {
				return nil, err
			}
		}
		return append(b, ']'), nil
	case dict:
		b = append(b, "<<"...)
		for _, key := range slices.Sorted(maps.Keys(v)) {
			if left[key] {
				continue
			}
			b = append(append(append(b, '/'), key...), ' ')
			if b, err = c.write(b, v[key], depth-1); err != nil {
				return nil, err
			}
			b = append(b, '\n')
		}
		return append(b, ">>"...), nil
	case nil:
		return append(b, "null"...), nil
	}
	return nil, fmt.Errorf("%w: a stream where none may be", ErrUnreadable)
}
