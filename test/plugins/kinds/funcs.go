package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"time"
	"unsafe"
)

// Nop does nothing but count.
func Nop() { Int++ }

// Sum adds the numbers.
func Sum(numbers ...int) int {
	total := 0
	for _, n := range numbers {
		total += n
	}
	return total
}

// Sizes gives the length of each of the lists.
func Sizes(lists ...[]string) []int {
	sizes := []int{}
	for _, list := range lists {
		sizes = append(sizes, len(list))
	}
	return sizes
}

// Format is fmt.Sprintf under another name.
func Format(format string, args ...any) string { return fmt.Sprintf(format, args...) }

// Five gives five results.
func Five() (int, string, bool, error, []byte) {
	return 5, "five", true, nil, []byte("fünf")
}

// NamedResults swaps, and counts the two.
func NamedResults(x, y string) (first, second string, total int) {
	first, second, total = y, x, len(x)+len(y)
	return
}

// Unnamed ignores what it is given.
func Unnamed(int, string, ...bool) int { return 42 }

// Blank ignores the named ones too.
func Blank(_ int, _ string, used int) (_ int, _ error) { return used * 2, nil }

// Apply calls f for each of the numbers.
func Apply(f func(int) int, numbers []int) []int {
	out := make([]int, len(numbers))
	for i, n := range numbers {
		out[i] = f(n)
	}
	return out
}

// Adder gives a function that remembers.
func Adder(start int) func(delta int) (sum int) {
	return func(delta int) int {
		start += delta
		return start
	}
}

// Merge copies both channels into one.
func Merge(left, right <-chan int) <-chan int {
	out := make(chan int, 8)
	for n := range left {
		out <- n
	}
	for n := range right {
		out <- n
	}
	close(out)
	return out
}

// Send sends to a channel of channels.
func Send(to chan<- (<-chan int), what chan (<-chan int)) { to <- <-what }

// Wrap gives a pointer to a struct without a name.
func Wrap(name string) *struct {
	Name string `json:"name"`
	Size int
} {
	return &struct {
		Name string `json:"name"`
		Size int
	}{name, len(name)}
}

// Lookup2 looks a pair up.
func Lookup2(table map[struct{ X, Y int }]string, x, y int) (value string, ok bool) {
	value, ok = table[struct{ X, Y int }{x, y}]
	return
}

// Close closes what it is given.
func Close(c interface{ Close() error }) error { return c.Close() }

// Copy reads all of r.
func Copy(w io.Writer, r io.Reader) (written int64, err error) { return io.Copy(w, r) }

// Repeat repeats a rune.
func Repeat(r rune, b byte, n uintptr) string {
	return strings.Repeat(string(r)+string(rune(b)), int(n))
}

// Conjugate flips the sign of the imaginary parts.
func Conjugate(a complex64, b complex128) (complex64, complex128) {
	return complex(real(a), -imag(a)), complex(real(b), -imag(b))
}

// Address gives the address as it is.
func Address(p unsafe.Pointer) unsafe.Pointer { return p }

// Array counts what is not zero.
func Array(values [4]*int, big *[1 << 10]byte) (n int) {
	for _, v := range values {
		if v != nil {
			n++
		}
	}
	return n + len(big)
}

// Later adds.
func Later(t time.Time, by time.Duration) time.Time { return t.Add(by) }

// Stat hides the file.
func Stat(name string) (os.FileInfo, error) { return os.Stat(name) }

// Panics panics.
func Panics(message string) { panic(message) }
