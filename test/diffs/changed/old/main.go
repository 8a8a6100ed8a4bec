// What a plugin exports before it is changed in every way that is judged. Each change has names of its own.
package main

import (
	"errors"
	"io"
	"time"

	"example.com/diffs/model"
)

// Functions.

func Same(a, b int, rest ...string) (string, error) { return "", nil }
func Renamed(first, second int) (sum int)           { return 0 }
func Gone()                                         {}
func Param(a int)                                   {}
func Result() int                                   { return 0 }
func More(a int)                                    {}
func Fewer(a, b int)                                {}
func Variadic(a []int)                              {}
func BecomesVar(a int) int                          { return 0 }
func Kind()                                         {}
func Foreign(t time.Time)                           {}
func Models(m *model.Model) (model.Shape, error)    { return nil, nil }
func Literal(s struct{ A int })                     {}
func Tagged(s struct {
	A int `json:"a"`
}) {
}
func Dir(c chan<- int, d <-chan int, e chan int)   {}
func Maps(m map[string][]int, a [3]byte, p **int)  {}
func Inline(i interface{ Do(int) error })          {}
func Reader(r io.Reader)                           {}
func Set(s model.Set[int])                         {}
func OtherSet(s model.Set[int])                    {}
func Own(p Pair[int, string], q Pair[string, int]) {}
func Hidden() *hidden                              { return nil }
func Hides() helper                                { return helper{} }

// Variables.

var Number int
var Text string
var Wider int32
var Lost = errors.New("lost")
var Struct struct{ X int }
var Callback func(a int) error

// Types, each with a variable that leads to it.

type Fields struct {
	Kept    int
	Dropped string
	Changed int
	Tag     string `json:"tag"`
	Child   *Fields
	private int
}

type Comparable struct{ A int }
type Compared struct{ A, B int }

type inner struct{ Promoted, Lost int }
type Embeds struct{ inner }

type Base struct{ Deep string }
type EmbedsPointer struct{ *Base }

type Methods struct{}

func (Methods) Stays()          {}
func (Methods) Leaves()         {}
func (Methods) Becomes(a int)   {}
func (Methods) ToPointer()      {}
func (*Methods) ToValue()       {}
func (*Methods) Pointer()       {}
func (*Methods) PointerLeaves() {}
func (Methods) hidden()         {}

type Open interface {
	OneOpen()
	TwoOpen(a int) error
}
type OpenGrows interface{ OneOpenGrows() }
type OpenShrinks interface {
	OneOpenShrinks()
	TwoOpenShrinks()
}
type OpenHides interface{ OneOpenHides() }
type Closed interface {
	OneClosed()
	sealedClosed()
}
type ClosedShrinks interface {
	OneClosedShrinks()
	TwoClosedShrinks()
	sealedClosedShrinks()
}

type Narrow int32
type Wide int64
type Small uint8
type Float float32
type Unsigned int
type Words string
type Becomes struct{ A int }
type List []int
type ListChanges []int
type Table map[string]int
type Func func(int) error
type FuncChanges func(int) error
type Ref *int
type Array [4]int
type Send chan<- int
type Receive <-chan int
type Both chan int
type Elem chan int
type Recursive struct {
	Next  *Recursive
	Value int
}
type Left struct {
	Right *Right
	Kind  int
}
type Right struct{ Left *Left }

type Pair[K comparable, V any] struct {
	Key   K
	Value V
}
type Tree[T any] struct {
	Left, Right *Tree[T]
	Item        T
	Size        int
}

func (*Tree[T]) Walk(visit func(T)) {}

type hidden struct {
	Field int
	other int
}

func (*hidden) Run() error { return nil }
func (*hidden) Stop()      {}

type helper struct{ Visible int }

func (helper) Help() {}

type Runner interface{ Run() error }
type marker interface{ mark() }
type Marked struct{}

func (Marked) mark() {}

var (
	UseFields        Fields
	UseComparable    Comparable
	UseCompared      Compared
	UseEmbeds        Embeds
	UseEmbedsPointer EmbedsPointer
	UseMethods       Methods
	UseOpen          Open
	UseOpenGrows     OpenGrows
	UseOpenShrinks   OpenShrinks
	UseOpenHides     OpenHides
	UseClosed        Closed
	UseClosedShrinks ClosedShrinks
	UseNarrow        Narrow
	UseWide          Wide
	UseSmall         Small
	UseFloat         Float
	UseUnsigned      Unsigned
	UseWords         Words
	UseBecomes       Becomes
	UseList          List
	UseListChanges   ListChanges
	UseTable         Table
	UseFunc          Func
	UseFuncChanges   FuncChanges
	UseRef           Ref
	UseArray         Array
	UseSend          Send
	UseReceive       Receive
	UseBoth          Both
	UseElem          Elem
	UseRecursive     Recursive
	UseLeft          Left
	UseTree          Tree[string]
	UseRunner        Runner
	UseMarker        marker
	UseMarked        Marked
	UseOptions       model.Options
)
