// Variables of every kind of type that any host can name.
package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"sync"
	"sync/atomic"
	"time"
	"unsafe"
)

var (
	Bool           = true
	Int            = -1
	Int8           = int8(-8)
	Int16          = int16(-16)
	Int32          = int32(-32)
	Int64          = int64(-64)
	Uint           = uint(1)
	Uint8          = uint8(8)
	Uint16         = uint16(16)
	Uint32         = uint32(32)
	Uint64         = uint64(64)
	Uintptr        = uintptr(99)
	Float32        = float32(1.5)
	Float64        = 2.5
	Complex64      = complex64(1 + 2i)
	Complex128     = 3 + 4i
	String         = "text"
	Byte           = byte('b')
	Rune           = 'ü'
	Pointer        = unsafe.Pointer(&Int)
	Error          = errors.New("an error")
	Any        any = map[string]int{"one": 1}
	Empty      struct{}
	Nothing    [0]func()
	Huge       [1 << 20][3]uint16
	Matrix     = [2][3]int{{1, 2, 3}, {4, 5, 6}}
)

// Channels of channels, in every direction.
var (
	Chan              = make(chan int, 1)
	ChanSend          chan<- int
	ChanReceive       <-chan int
	ChanOfReceive     chan (<-chan int)
	ChanOfSend        chan chan<- int
	SendOfChan        chan<- chan int
	SendOfReceive     chan<- (<-chan int)
	ReceiveOfChan     <-chan chan int
	ReceiveOfReceive  <-chan <-chan int
	ReceiveOfSend     <-chan chan<- int
	ChanOfFunc        chan func() <-chan int
	ChanOfChanOfRecv  chan chan (<-chan struct{})
	ChanOfPtrReceive  chan *<-chan int
	SliceOfChan       []<-chan []chan<- string
	ChanOfFuncResult  chan func(<-chan int) <-chan int
	MapOfChan         map[chan int]<-chan map[string]chan<- error
	ChanOfErrorStruct chan struct{ Err error }
)

// Maps, slices, pointers.
var (
	MapStruct   = map[struct{ X, Y int }]string{{1, 2}: "one two"}
	MapArray    map[[2]string]map[any][]*int
	MapFuncElem = map[string]func(...int) int{"sum": Sum}
	PtrPtr      ***string
	PtrFunc     *func()
	PtrArray    *[4]byte
	SliceSlice  = [][]string{{"a"}, {"b", "c"}}
	SliceAny    = []any{1, "two", nil}
	ArrayPtr    [2]*[3]**int
)

// Functions as values.
var (
	Func             func()
	FuncNamed                                          = func(a int, b string) (n int, err error) { return a + len(b), nil }
	FuncVariadic     func(string, ...any) (int, error) = fmt.Printf
	FuncOfFunc       func(func(func(int) string) func() error) func(...func())
	FuncUnnamedType  func(int, ...[]string) (chan<- int, error)
	FuncSliceNotDots func([]int)
	Handler          time.Duration = time.Second
	Walk             func(root string, fn func(path string, info os.FileInfo, err error) error) error
)

// Interfaces without a name, and with one of another package.
var (
	Reader       io.Reader
	ReadCloser   io.ReadCloser = io.NopCloser(nil)
	Anonymous    interface{ Close() error }
	AnonymousTwo interface {
		io.Reader
		String() string
		Each(func(key string, values ...int) bool) (n int, err error)
	}
	Stringer fmt.Stringer = time.Minute
)

// Structs without a name.
var (
	One    struct{ A int }
	Tagged struct {
		A int    `json:"a,omitempty" xml:"a"`
		B string "quoted \"tag\""
		C bool   "back`quote"
		D byte   "new\nline\ttab \\ backslash é \x01"
		E error  `key:"with space" other:"\"nested\""`
	}
	Embedding struct {
		io.Reader
		*os.File `json:"-"`
		error
		fmt.Stringer `x:"y"`
		Name         string
	}
	Nested struct {
		A, B struct {
			C []struct {
				D map[struct{ E int }]*struct {
					F func(struct{ G int }) interface{ H() }
				}
			}
		}
		Long, Short int `many:"names"`
		I           interface {
			M() struct{ N int }
		}
	}
	Slices []struct {
		Key   string
		Value any `json:"value"`
	}
)

// Values that must not be copied.
var (
	Mutex     sync.Mutex
	Once      sync.Once
	Locked    struct{ sync.RWMutex }
	Wait      sync.WaitGroup
	Atomic    atomic.Int64
	AtomicPtr atomic.Pointer[string]
	Pool      = sync.Pool{New: func() any { return "new" }}
	ArrayLock [2]sync.Mutex
)

// Named types of the standard library, with methods and generic ones.
var (
	Duration = 1500 * time.Millisecond
	Now      = time.Unix(1700000000, 0).UTC()
	Stdout   = os.Stdout
	Month    = time.March
	Mode     os.FileMode
	Seq      func(yield func(int) bool)
)
