// Variables whose initial values are in the file, and some whose values are not.
package main

import (
	"math"
	"strings"
)

// Strings.
var (
	Plain      = "plain"
	Quoted     = "say \"hi\"\n\tand 'bye' `now` \\ "
	Unicode    = "größer als 世界 🎉"
	Control    = "nul \x00 bell \a del \x7f esc \x1b[31m"
	Invalid    = "bad \xff byte"
	EmptyText  string
	EmptyAgain = ""
	Long       = "long " + long
	Stamp      string
	Stamped    = "not stamped"
	Raw        = `raw
lines	here`
	Named     Text = "named text"
	LineBreak      = "\u2028 and \u2029 and \ufeff"
)

const long = "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789"

// Text is a string.
type Text string

// Booleans.
var (
	True  = true
	False = false
	Unset bool
	Yes   Flag = true
)

// Flag is a bool.
type Flag bool

// Numbers.
var (
	Zero       int
	Answer           = 42
	Negative         = -7
	MaxInt64         = int64(math.MaxInt64)
	MinInt64         = int64(math.MinInt64)
	MaxUint64        = uint64(math.MaxUint64)
	MaxInt32         = int32(math.MaxInt32)
	MinInt8          = int8(math.MinInt8)
	MaxUint8         = uint8(math.MaxUint8)
	MinInt16         = int16(math.MinInt16)
	MaxUint16        = uint16(math.MaxUint16)
	Safe             = int64(1)<<53 - 1
	Unsafe           = int64(1)<<53 + 1
	Below            = -int64(1)<<53 - 1
	Letter           = 'ß'
	Octet            = byte(0xab)
	Word             = uintptr(0xdeadbeef)
	Pi               = math.Pi
	Small            = 5e-324
	Large            = math.MaxFloat64
	Float            = float32(0.1)
	Third            = float32(1) / 3
	NoFraction       = 3.0
	Level      Grade = 5
)

// Grade is a number.
type Grade uint8

// Values that are made when the plugin starts.
var (
	InitText   string
	InitNumber = 1
	InitCalled = strings.Repeat("x", 3)
	InitNaN    = math.NaN()
	InitInf    = math.Inf(-1)
	InitLength = len(InitCalled)
)

func init() {
	InitText = "set by init"
	InitNumber = 2
}

// Kinds that have no simple value.
var (
	List        = []string{"a", "b"}
	Numbers     = [3]int{1, 2, 3}
	Struct      = struct{ Text string }{"text"}
	Pointer     = &Answer
	Dynamic any = "dynamic"
	Complex     = 1 + 2i
	Table       = map[string]int{"a": 1}
)

// Current gives values as they are now.
func Current() (stamp, text string, number int) { return Stamped, InitText, InitNumber }
