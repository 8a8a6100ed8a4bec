// Command plug is the plugin of the version matrix: everything that Go 1.8 can export.
package main

import (
	"io"

	dashed "example.com/portable/dash-ed"
	deep "example.com/portable/deep/v2"
	"example.com/portable/internal/hidden"
	leaf "gopkg.in/leaf.v3"
)

func main() {}

// Nop has neither parameters nor results.
func Nop() { Zero++ }

// Add adds.
func Add(a, b int) int { return a + b }

// Sum has a variadic parameter.
func Sum(numbers ...int) (total int) {
	for _, n := range numbers {
		total += n
	}
	return total
}

// Names ignores what it is given.
func Names(_ int, string string, _ bool, userID, жар uint8) (_ string, err error) {
	return string, nil
}

// Unnamed names nothing.
func Unnamed(int, *string, ...[]bool) (int, error) { return 42, nil }

// Many takes and gives a lot.
func Many(a int8, b uint16, c float32, d string, e []int, f map[string]int, g chan int, h func(), i interface{}, j [2]int) (k complex64, l error, m uintptr, n *int) {
	return 1i, nil, uintptr(len(d) + len(e) + len(f)), nil
}

// Whisper gives a type that a host cannot name.
func Whisper(words Text) *hushed { return &hushed{level: Count(len(words))} }

// Hear takes one.
func Hear(who hushed, more ...*hushed) Count { return who.level + Count(len(more)) }

// Copy has types of the standard library.
func Copy(to io.Writer, from io.Reader) (int64, error) { return io.Copy(to, from) }

// Walk has types of other packages.
func Walk(root *deep.Node, visit func(node *deep.Node, depth int) bool, options ...dashed.Option) (leaves []leaf.Leaf, secret *hidden.Secret) {
	visit(root, root.Depth())
	return nil, nil
}

// Struct has types without a name.
func Struct(in struct {
	X, Y int `json:"-"`
}) (out *struct{ Sum int }) {
	return &struct{ Sum int }{in.X + in.Y}
}

// Channels turns a channel around.
func Channels(in <-chan chan<- int, out chan<- (<-chan int)) chan (<-chan int) { return nil }

// Über is exported by the rules of Unicode.
func Über(größe Größe) Größe { return größe }
