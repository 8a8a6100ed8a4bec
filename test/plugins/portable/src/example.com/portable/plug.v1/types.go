package main

import (
	"io"

	dashed "example.com/portable/dash-ed"
	deep "example.com/portable/deep/v2"
	"example.com/portable/internal/hidden"
	leaf "gopkg.in/leaf.v3"
)

// One named type with methods for every kind: each kind keeps its methods at another place of the type's data.
type (
	Flag     bool
	Count    int32
	Ratio    float64
	Phase    complex128
	Text     string
	Quad     [4]Count
	List     []Text
	Table    map[Text]List
	Pipe     chan<- Count
	Callback func(Text, ...Count) (Flag, error)
	Record   struct {
		ID    int64 `json:"id,omitempty"`
		name  string
		Inner struct{ Low, High uint8 } `xml:"inner"`
	}
	Speaker interface {
		io.Writer
		Speak(words ...Text) (n int, err error)
	}
	// Pointer has no methods, as no pointer type may have.
	Pointer *Record
	// hushed is unexported, with exported methods.
	hushed struct {
		Record
		*leaf.Leaf `json:"-"`
		level      Count
	}
	// Größe is exported by the rules of Unicode, жар is not.
	Größe struct{ Straße, 長さ, жар int }
)

func (f Flag) Not() Flag                { return !f }
func (c Count) Add(d Count) Count       { return c + d }
func (c *Count) Reset()                 { *c = 0 }
func (r Ratio) Invert() Ratio           { return 1 / r }
func (p Phase) Flip() Phase             { return -p }
func (t Text) Len() int                 { return len(t) }
func (t Text) hidden() bool             { return t == "" }
func (q Quad) Sum() Count               { return q[0] + q[1] + q[2] + q[3] }
func (q *Quad) Set(index int, c Count)  { q[index&3] = c }
func (l List) First() Text              { return l[0] }
func (t Table) Get(key Text) List       { return t[key] }
func (t *Table) Drop()                  { *t = nil }
func (p Pipe) Push(c Count)             { p <- c }
func (c Callback) Call(t Text) error    { _, err := c(t, 1, 2); return err }
func (r Record) Title() string          { return r.name }
func (r *Record) Rename(name string)    { r.name = name }
func (r *Record) unexported(int) string { return r.name }
func (h hushed) Speak(words ...Text) (n int, err error) {
	return len(words) + int(h.level), nil
}
func (h *hushed) Write(p []uint8) (n int, err error) { return len(p), nil }
func (g Größe) Länge() int                           { return g.Straße + g.長さ + g.жар }

// Embedding embeds values, pointers, interfaces and unexported types.
type Embedding struct {
	Record
	*hushed `tag:"of an embedded pointer"`
	Speaker `json:"speaker"`
	*deep.Node
	dashed.Config
	leaf.Sealed
	Count
	error
	_ int32
	_ [0]func()
}

// Mixed is padded differently on each machine.
type Mixed struct {
	A bool
	B int64
	C uint8
	D float64
	E uint16
	F complex64
	G uint8
	H string
	I bool
	J interface{}
	K uintptr
	L struct{}
}

// Guarded mixes exported methods, unexported ones and those of another package.
type Guarded interface {
	leaf.Sealed
	Guard(secret *hidden.Secret) Guarded
	guard() hushed
}

// AVeryLongTypeNameThatNeedsMoreThanOneByteForItsLengthAsTheNameIsLongerThanOneHundredAndTwentySevenBytesWhichIsWhatSevenBitsCanHoldAndNotMore is long.
type AVeryLongTypeNameThatNeedsMoreThanOneByteForItsLengthAsTheNameIsLongerThanOneHundredAndTwentySevenBytesWhichIsWhatSevenBitsCanHoldAndNotMore struct {
	F int `long:"a tag of more than one hundred and twenty-seven bytes, so that its length too takes more than one byte: 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789"`
}
