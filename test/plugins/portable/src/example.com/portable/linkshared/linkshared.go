// Command linkshared is a plugin to be linked with -linkshared: basic types, error and the like are in another library. The
// linker refuses that for a plugin with a variable whose pointer type is there, so that it has functions only.
package main

import "errors"

// Own is of the plugin itself.
type Own struct {
	Name string
	Next *Own
}

// Twice is a method.
func (o *Own) Twice(n int) int { return 2 * n }

func main() {}

// Twice has basic types only.
func Twice(n int) int { return 2 * n }

// Fail has types of both.
func Fail(text string, all ...string) (own *Own, err error) { return nil, errors.New(text) }

// Apply has types without a name, of both.
func Apply(f func(*Own) []uint8, table map[string]Own, own interface{ Twice(n int) int }) {}
