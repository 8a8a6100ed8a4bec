//go:build go1.18
// +build go1.18

package main

import (
	dashed "example.com/portable/dash-ed"
	deep "example.com/portable/deep/v2"
	"example.com/portable/internal/hidden"
	leaf "gopkg.in/leaf.v3"
)

// Set is generic in one type.
type Set[T comparable] map[T]struct{}

// Has tells whether the item is in the set.
func (s Set[T]) Has(item T) bool { _, ok := s[item]; return ok }

// Pair is generic in two types.
type Pair[K comparable, V any] struct {
	Key   K
	Value V
	next  *Pair[K, V]
}

// Swap needs a method with the type arguments.
func (p *Pair[K, V]) Swap(other *Pair[K, V]) (old Pair[K, V]) {
	old = *p
	*p = *other
	return old
}

// Getter is a generic interface.
type Getter[T any] interface{ Get(key string) (T, error) }

// Variables of generic types.
var (
	Ints     Set[int]
	Pairs    Pair[string, []*Record]
	OfPairs  *Pair[Text, Pair[*Set[int], Set[Text]]]
	OfHushed Pair[hushed, map[leaf.Leaf]*hidden.Secret]
	OfFunc   Pair[int, func(a Text, b ...*deep.Node) (dashed.Option, error)]
	OfStruct Pair[struct{ X, y int }, struct {
		A int "tagged"
		*leaf.Leaf
		B [3]chan<- (<-chan int)
	}]
	OfInterface Pair[int, interface {
		Read(p []uint8) (n int, err error)
		Each(func(values ...int) bool) error
	}]
	OfAny      Getter[any]
	OfUnicode  Getter[*Größe]
	OfChannels Getter[func(<-chan chan int, chan<- int, chan (<-chan int)) map[[2]uint8]error]
)

// Lookup has generic types for parameters and results.
func Lookup(from Getter[Set[string]], keys ...Pair[string, int]) (found Set[Pair[string, int]], err error) {
	return nil, nil
}
