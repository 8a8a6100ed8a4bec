package main

import (
	"io"
	"unsafe"

	dashed "example.com/portable/dash-ed"
	deep "example.com/portable/deep/v2"
	"example.com/portable/internal/hidden"
	leaf "gopkg.in/leaf.v3"
)

// Variables with a value in the file.
var (
	True               = true
	False              = false
	Int                = -1
	Int8       int8    = -128
	Int16      int16   = -32768
	Int32      int32   = -2147483648
	Int64      int64   = -9223372036854775808
	Uint       uint    = 4294967295
	Uint8      uint8   = 255
	Uint16     uint16  = 65535
	Uint32     uint32  = 4294967295
	Uint64     uint64  = 18446744073709551615
	Uintptr    uintptr = 0x7fffffff
	Float32    float32 = -1.5
	Float64            = 1e-300
	Empty              = ""
	Plain              = "plain"
	Quoted             = "a \"quoted\" `text`\nof two lines\tand a tab\x00"
	Unicode            = "Straße 長さ жар 🂡"
	Zero       int
	ZeroString string
	Level            = Count(7)
	Off        Flag  = true
	Half       Ratio = 0.5
	Label      Text  = "label"
	SetByInit        = "before"
	Complex64  complex64
	Complex128 = complex(1, -2)
)

// Types without a name.
var (
	Bytes     []uint8
	Matrix    [2][3]int
	None      [0]func()
	Huge      [1 << 16][3]uint16
	PtrPtr    ***string
	Address   unsafe.Pointer
	Anything  interface{}
	Failure   error
	Func      func()
	Funcs     func(func(func(int) string) func() error, ...func()) (a, b int, c error)
	Variadic  func(string, ...interface{}) (int, error)
	Slice     func([]int)
	Map       map[struct{ X, Y int }]map[string][]*int
	MapArray  map[[2]string]map[interface{}]error
	BigMap    map[[200]uint8][200]uint8
	Reader    io.Reader
	Closer    interface{ Close() error }
	Composite interface {
		Read(p []uint8) (n int, err error)
		unexported(count Count) *hushed
		Each(func(key string, values ...int) bool) (n int, err error)
	}
	One    struct{ A int }
	Tagged struct {
		A int    `json:"a,omitempty" xml:"a"`
		B string "quoted \"tag\""
		C bool   "back`quote"
		D uint8  "new\nline\ttab \\ backslash é \x01"
	}
	Promoted struct {
		Record `json:"-"`
		*leaf.Leaf
		unexported int
	}
	Nested struct {
		A, b struct {
			C []struct {
				D map[struct{ E int }]*struct {
					F func(struct{ G int }) interface {
						H()
					}
				}
			}
		}
	}
)

// Channels, of channels, in every direction.
var (
	Chan             chan int
	ChanSend         chan<- int
	ChanReceive      <-chan int
	ChanOfReceive    chan (<-chan int)
	ChanOfSend       chan chan<- int
	SendOfChan       chan<- chan int
	SendOfReceive    chan<- (<-chan int)
	ReceiveOfChan    <-chan chan int
	ReceiveOfReceive <-chan <-chan int
	ReceiveOfSend    <-chan chan<- int
	ChanOfFunc       chan func() <-chan int
	ChanOfChan       chan chan (<-chan struct{})
	ChanOfPointer    chan *<-chan int
)

// Named types, of this package and others.
var (
	Quads     Quad
	Lists     List
	Tables    = Table{"a": {"b"}}
	Pipes     Pipe
	Calls     Callback
	Records   Record
	Speakers  Speaker
	Pointers  Pointer
	Phases    Phase
	Hushed    hushed
	HushedPtr = &hushed{level: 3}
	Größen    Größe
	Ünïcode   = &Größe{1, 2, 3}
	Embedded  Embedding
	Padded    Mixed
	Guards    Guarded
	Long      *AVeryLongTypeNameThatNeedsMoreThanOneByteForItsLengthAsTheNameIsLongerThanOneHundredAndTwentySevenBytesWhichIsWhatSevenBitsCanHoldAndNotMore
	Root      deep.Node
	Evens     map[string]deep.Even
	Configs   *dashed.Config
	Options   []dashed.Option
	Leaves    [3]leaf.Leaf
	Sealed    leaf.Sealed
	Secrets   **hidden.Secret
	Writer    io.WriteCloser
)

func init() { SetByInit = "after" }
