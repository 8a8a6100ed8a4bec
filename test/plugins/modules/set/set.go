// Package set has generic containers. Its last path element is a version.
package set

import "sort"

// Key is what a Set can hold.
type Key interface {
	~int | ~int64 | ~string
}

// Set is a set of keys.
type Set[K Key] map[K]struct{}

// Of makes a set.
func Of[K Key](keys ...K) Set[K] {
	s := Set[K]{}
	for _, key := range keys {
		s[key] = struct{}{}
	}
	return s
}

// Has reports whether the key is in the set.
func (s Set[K]) Has(key K) bool {
	_, ok := s[key]
	return ok
}

// Sorted gives the keys in order.
func (s Set[K]) Sorted() []K {
	keys := make([]K, 0, len(s))
	for key := range s {
		keys = append(keys, key)
	}
	sort.Slice(keys, func(i, j int) bool { return keys[i] < keys[j] })
	return keys
}

// Pair is two values of any types.
type Pair[A, B any] struct {
	First  A `json:"first"`
	Second B `json:"second"`
}

// Swap exchanges the two.
func (p Pair[A, B]) Swap() Pair[B, A] { return Pair[B, A]{p.Second, p.First} }

// Set stores both.
func (p *Pair[A, B]) Set(a A, b B) { p.First, p.Second = a, b }

// Box holds one value.
type Box[T any] struct {
	Value T
	inner *Box[T]
}

// Get gives the value.
func (b *Box[T]) Get() T { return b.Value }

// Depth counts the boxes inside.
func (b *Box[T]) Depth() int {
	if b == nil {
		return 0
	}
	return 1 + b.inner.Depth()
}

// Func is a generic named function type.
type Func[In, Out any] func(In) Out

// Call calls it.
func (f Func[In, Out]) Call(in In) Out { return f(in) }

// Source is a generic interface.
type Source[T any] interface {
	Next() (T, bool)
}

// Slice is a Source over a slice.
type Slice[T any] []T

// Next takes the first element off.
func (s *Slice[T]) Next() (T, bool) {
	var zero T
	if len(*s) == 0 {
		return zero, false
	}
	first := (*s)[0]
	*s = (*s)[1:]
	return first, true
}
