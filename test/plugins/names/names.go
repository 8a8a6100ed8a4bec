// Names that clash with what a wrapper has, uses or is checked for.
package main

import (
	"errors"
	"fmt"
	"io"
	"strings"
)

// Symbols with names that wrappers have or need.
var (
	Plugin  = "plugin"
	Fmt     = "fmt"
	Reflect = 1
	Errors  = []string{"errors"}
	Path    = "path"
	ID      = 1
	Id      = 2
	ID2     = 3
	Type_With_Underscores,
	Another_One = "with", "underscores"
	PluginAPI       = "api"
	WrapperInfo     = "info"
	X_              = "trailing"
	CallAdd         = "call"
	BindPluginAPI   = "bind"
	PluginAPIPlugin = "api plugin"
	Sha256          = "sum"
	Interface       = true
	UserId, User_Id = 10, 11
)

// Symbols in other scripts.
var (
	Äpfel       = 3
	Éclair      = "éclair"
	Ωmega       = 'Ω'
	Имя         = "имя"
	Ǆungla      = true
	Größe_in_Cm = 1.5
	Δt٣         = int64(3)
	Ａfullwidth  = "wide"
)

// String is not the one of fmt.Stringer: it takes a number.
func String(n int) string { return fmt.Sprint("number ", n) }

// Error has the signature of error's.
func Error() string { return "an error of the plugin" }

// Lookup is called like plugin.Plugin's.
func Lookup(name string) (int, error) {
	if name == "" {
		return 0, errors.New("no name")
	}
	return len(name), nil
}

// Open is called like plugin.Open.
func Open(path string) error { return errors.New("cannot open " + path) }

// Seek differs from io.Seeker's.
func Seek(offset int) bool { return offset > 0 }

// ReadByte differs from io.ByteReader's.
func ReadByte() string { return "byte" }

// WriteByte differs from io.ByteWriter's.
func WriteByte(s string) int { return len(s) }

// ReadRune differs too.
func ReadRune() rune { return 'r' }

// UnreadByte differs.
func UnreadByte() {}

// UnreadRune differs.
func UnreadRune() int { return 1 }

// MarshalJSON differs from json.Marshaler's.
func MarshalJSON(v any) string { return fmt.Sprint(v) }

// UnmarshalJSON differs.
func UnmarshalJSON(text string) any { return text }

// MarshalXML differs.
func MarshalXML() []byte { return []byte("<x/>") }

// UnmarshalXML differs.
func UnmarshalXML(s string) {}

// GobEncode differs.
func GobEncode() string { return "gob" }

// GobDecode differs.
func GobDecode(n int) int { return n + 1 }

// WriteTo differs from io.WriterTo's.
func WriteTo(name string) (string, error) { return "wrote to " + name, nil }

// ReadFrom differs from io.ReaderFrom's.
func ReadFrom(r io.Reader) error { return nil }

// Format differs from fmt.Formatter's.
func Format(layout string) string { return strings.ToUpper(layout) }

// Scan differs from fmt.Scanner's.
func Scan(args ...any) int { return len(args) }

// Is, As, Unwrap are checked on errors.
func Is(s string) bool { return s == "is" }

// As differs.
func As(n int) int { return -n }

// Unwrap differs.
func Unwrap() []string { return []string{"un", "wrap"} }

// GoString has the signature of fmt.GoStringer's.
func GoString() string { return "go" }

// Add and its relatives differ in case only.
func Add(a, b int) int { return a + b }

// ADD is another.
func ADD(a, b int) int { return 10 * (a + b) }

// AddInts is none of them.
func AddInts(a ...int) int { return len(a) }

// Shadows has parameters named like imports, predeclared names and what a wrapper needs.
func Shadows(p int, err string, fmt bool, string []byte, len int, plugin rune, reflect float64, errors int, append int, nil_ int, any int, true_ bool) (s int, ok error) {
	return p + len + errors + append + nil_ + any, nil
}

// Predeclared has yet others.
func Predeclared(error string, int int64, bool string, make uint, new uint, panic uint, print uint, iota uint, nil uint, interface_ uint) (byte uint, rune string) {
	return make + new + panic + print + iota + nil + interface_, error + bool
}

// Receiver has the names that a receiver may have.
func Receiver(w, a, api, pluginAPI, self, this, r, in, in0, out, out0 int) (p, v, ret int) {
	return w + a + api + pluginAPI + self + this + r + in + in0 + out + out0, 1, 2
}

// Unclean has names that linters dislike.
func Unclean(user_id int, userId int, url string, Url string, ID string, Upper int, __ int, type_ string, x1_y int, JsonApi bool) (http_url string, userIds []int) {
	return url + Url + ID + type_, []int{user_id, userId, Upper, __, x1_y}
}

// Unicode has names in other scripts.
func Unicode(größe int, имя string, 名前 string, Ω rune, _ int) (résultat string, 数 int) {
	return имя + 名前 + fmt.Sprint(Ω), größe
}

// Blanks has only blanks.
func Blanks(_, _ int, _ string) (_ int, _ string) { return 1, "blank" }

// Same has a parameter called as itself.
func Same(Same int, same int) (Sames int) { return Same + same }

// Übung is a function in another script.
func Übung(zahl int) string { return strings.Repeat("ü", zahl) }

// Ⅷ would be no letter; 日本 has no case and so isn't exported, Aあ is.
func Aあ(b string) string { return "あ" + b }
