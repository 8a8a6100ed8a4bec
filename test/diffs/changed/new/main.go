// What a plugin exports after it was changed in every way that is judged. Each change has names of its own.
package main

import (
	"errors"
	"io"
	"time"

	"example.com/diffs/model"
)

// Functions.

func Same(a, b int, rest ...string) (string, error) { return "", nil }
func Renamed(one, two int) int                      { return 0 }
func Came(a string) error                           { return nil }
func Param(a int64)                                 {}
func Result() (int, error)                          { return 0, nil }
func More(a int, b string)                          {}
func Fewer(a int)                                   {}
func Variadic(a ...int)                             {}

var BecomesVar = func(a int) int { return 0 }

var Kind int

func Foreign(t *time.Time)                       {}
func Models(m *model.Model) (model.Shape, error) { return nil, nil }
func Literal(s struct{ A, B int })               {}
func Tagged(s struct {
	A int `json:"b"`
}) {
}
func Dir(c chan int, d <-chan int, e chan int)        {}
func Maps(m map[string][]int, a [4]byte, p **int)     {}
func Inline(i interface{ Do(int) (int, error) })      {}
func Reader(r io.ReadCloser)                          {}
func Set(s model.Set[int])                            {}
func OtherSet(s model.Set[string])                    {}
func Own(p Pair[int, string], q Pair[string, string]) {}
func Hidden() *concealed                              { return nil }
func Hides() helper                                   { return helper{} }

// Variables.

var Number int
var Text []byte
var Wider int64
var Struct struct{ X, Y int }
var Callback func(b int) error
var Fresh = errors.New("fresh")

// Types, each with a variable that leads to it.

type Fields struct {
	Kept    int
	Changed int64
	Tag     string `json:"tags"`
	Child   *Fields
	Added   bool
	secret  []int
}

type Comparable struct {
	A int
	b []int
}
type Compared struct {
	B, A int
	c    string
}

type inner struct{ Promoted, Gained int }
type Embeds struct{ inner }

type Base struct{ Deep, Deeper string }
type EmbedsPointer struct{ *Base }

type Methods struct{}

func (Methods) Stays()          {}
func (Methods) Becomes(a int64) {}
func (*Methods) ToPointer()     {}
func (Methods) ToValue()        {}
func (*Methods) Pointer()       {}
func (*Methods) PointerComes()  {}
func (Methods) Comes()          {}

type Open interface {
	OneOpen()
	TwoOpen(a int) (int, error)
}
type OpenGrows interface {
	OneOpenGrows()
	TwoOpenGrows()
}
type OpenShrinks interface{ OneOpenShrinks() }
type OpenHides interface {
	OneOpenHides()
	sealedOpenHides()
}
type Closed interface {
	OneClosed()
	TwoClosed()
	sealedClosed()
}
type ClosedShrinks interface {
	OneClosedShrinks()
	sealedClosedShrinks()
}

type Narrow int64
type Wide int32
type Small uint16
type Float float64
type Unsigned uint
type Words []byte
type Becomes interface{ A() }
type List []int
type ListChanges []string
type Table map[string]int64
type Func func(int) error
type FuncChanges func(int, int) error
type Ref *int
type Array [5]int
type Send chan int
type Receive chan<- int
type Both <-chan int
type Elem chan string
type Recursive struct {
	Next  *Recursive
	Value int
	More  []Recursive
}
type Left struct {
	Right *Right
	Kind  string
}
type Right struct {
	Left *Left
	Size int
}

type Pair[K comparable, V any] struct {
	Key   K
	Value V
	Extra int
}
type Tree[T any] struct {
	Left, Right *Tree[T]
	Item        T
	Size        int64
}

func (*Tree[T]) Walk(visit func(T) bool) {}

type concealed struct {
	Field string
	other int
}

func (*concealed) Run() error { return nil }
func (*concealed) Pause()     {}

type helper struct{ Visible, Another int }

func (helper) Help() {}

type Runner interface{ Run() error }
type marker interface{ mark() }
type Marked struct{}

type Appeared struct{ A int }

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
	UseAppeared      Appeared
)
