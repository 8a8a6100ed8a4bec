// Package dashed is in a folder with a dash.
package dashed

// Type is a type.
type Type []int

// From counts.
func (t Type) From() int { return len(t) }
