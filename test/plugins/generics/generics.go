// Instances of generic types, with arguments of every kind.
package main

import (
	"fmt"
	"io"
	"sync/atomic"
	"time"

	"example.com/set/v2"
	"gopkg.in/tree.v3"
)

type local struct{ n int }

func (l local) N() int { return l.n }

// Exported is a type of main.
type Exported[T any] struct {
	Value T
	Next  *Exported[T]
}

func (e *Exported[T]) Push(value T) *Exported[T] { return &Exported[T]{value, e} }

// Len counts.
func (e *Exported[T]) Len() int {
	if e == nil {
		return 0
	}
	return 1 + e.Next.Len()
}

type constrained[K comparable, V fmt.Stringer] map[K]V

type grid[T any] [2][2]T

var (
	Ints        = set.Of(3, 1, 2)
	Strings     set.Set[string]
	Pair        set.Pair[string, []*tree.Node]
	PairOfPairs = set.Pair[set.Pair[int, string], *set.Pair[error, any]]{First: set.Pair[int, string]{First: 1, Second: "one"}}
	BoxStruct   set.Box[struct{ A int }]
	BoxTagged   set.Box[struct {
		A int    `json:"a,b" x:"]"`
		B string "quote\" ] , \\ [ } {"
		io.Reader
		*tree.Node
		c bool
	}]
	BoxEmpty       set.Box[struct{}]
	BoxFunc        set.Box[func(int, ...string) (error, bool)]
	BoxFuncNested  set.Box[func(func(), set.Set[int]) func(map[string]int) <-chan int]
	BoxMap         set.Box[map[set.Pair[int, int]][]map[string]any]
	BoxChan        set.Box[chan int]
	BoxChanSend    set.Box[chan<- (<-chan error)]
	BoxChanReceive set.Box[<-chan chan<- int]
	BoxArray       set.Box[[3]*[4]string]
	BoxPointer     set.Box[***int]
	BoxInterface   set.Box[interface {
		io.Writer
		M(int, ...string) (tree.Kind, error)
		m()
	}]
	BoxAny       set.Box[any]
	BoxError     set.Box[error]
	BoxDotted    set.Box[tree.Kind]
	BoxTime      set.Box[time.Duration]
	BoxBox       = set.Box[set.Box[set.Box[int]]]{Value: set.Box[set.Box[int]]{Value: set.Box[int]{Value: 7}}}
	BoxLocal     set.Box[local]
	BoxLocalPtr  set.Box[map[string]*Exported[local]]
	Main         Exported[int]
	MainOfDotted *Exported[tree.Node]
	MainGrid     grid[set.Pair[bool, rune]]
	Constrained  constrained[string, time.Duration]
	FuncType     set.Func[string, int] = func(s string) int { return len(s) }
	SourceType   set.Source[int]       = &set.Slice[int]{1, 2, 3}
	Atomic       atomic.Pointer[tree.Node]
)

// MakePair makes a pair.
func MakePair(key string, nodes ...*tree.Node) set.Pair[string, []*tree.Node] {
	return set.Pair[string, []*tree.Node]{First: key, Second: nodes}
}

// Union unites.
func Union(sets ...set.Set[int]) set.Set[int] {
	all := set.Set[int]{}
	for _, s := range sets {
		for key := range s {
			all[key] = struct{}{}
		}
	}
	return all
}

// Drain counts what a source gives.
func Drain(source set.Source[int]) (n int) {
	for {
		if _, ok := source.Next(); !ok {
			return n
		}
		n++
	}
}

// Compose composes.
func Compose(f set.Func[string, int], g set.Func[int, string]) set.Func[string, string] {
	return func(s string) string { return g(f(s)) }
}

// Stack takes and gives a type of main.
func Stack(on *Exported[string]) *Exported[string] { return on.Push("top") }

// Wrap gives a box of a type of main.
func Wrap(n int) *set.Box[local] { return &set.Box[local]{Value: local{n}} }

// Keep has an instance whose argument is local to a function as its dynamic value.
func Keep() any {
	type inside struct{ Kept int }
	return set.Box[inside]{Value: inside{1}}
}
