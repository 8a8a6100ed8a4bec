// Documentation comments of every style.
//
// The plugin is spread over several files.
package main

import "fmt"

func Undocumented() string { return "undocumented" }

// Starts with another word than its name.
func Othername() int { return 1 }

// Paragraphs has several paragraphs.
//
// The second one is
// over two lines.
//
//
// The third comes after two empty lines.
func Paragraphs(first, second string) string { return first + second }

// CodeBlock has code:
//
//	x := CodeBlock()
//	if x != 0 {
//		panic("indented")
//	}
//
// and a list:
//   - one
//   - two
//     continued
//  1. first
//  2. second
//
// # Heading
//
// and a [link] and [fmt.Stringer].
//
// [link]: https://example.com/
func CodeBlock() int { return 0 }

/*
Block is a block comment.

	code in it

Its last line.
*/
func Block(n int) int { return n }

/* OneLine is a block comment on one line. */
func OneLine() {}

/**
 * Starred is a block comment
 * with stars.
 */
func Starred() {}

// Directive has directives around.
//
//go:noinline
func Directive(n int) int { return n + 1 }

//go:noinline
func OnlyDirective() int { return 3 }

//nolint:all
// NoLint has a directive of a linter before its text.
func NoLint() {}

// Old is old.
//
// Deprecated: use New.
func Old() string { return New() }

// New is new.
func New() string { return "new" }

// Detached is a comment with an empty line after it.

func DetachedComment() {}

//NoSpace has no space after the slashes.
func NoSpace() {}

//	Tabbed begins with a tab.
func Tabbed() {}

// Unicode — “quotes”, ümlauts, 世界, */ and /* inside, a trailing backslash \
func Unicode() {}

// Trailing is documented above.
func Trailing() {} // and beside

// Grouped documents the group.
var (
	// First is the first.
	First = 1
	// Second and Third share a line
	// and a comment.
	Second, Third = 2, "three"
	Fourth        float64 // Fourth has only a comment beside it.
	// Fifth has both.
	Fifth bool // beside

	/* Sixth has a block. */
	Sixth,
	// Seventh is in the middle of names.
	Seventh string
)

// Single is alone in parentheses.
var (
	Single = "single"
)

// Multi, Names and Here are declared at once.
var Multi, Names, Here int

var Lonely = fmt.Sprint("lonely")

// unexported is not seen.
var unexported, Exported = 1, 2

// _ takes what nobody wants.
var _ = unexported

// Generic functions are no symbols.
func Generic[T any](v T) T { return v }

// Type is a type with a method, which is no symbol.
type Type struct{}

// Method is no symbol.
func (Type) Method() {}

// Constant is no symbol.
const Constant = 1

func init() { Here = 1 }

func main() {}
