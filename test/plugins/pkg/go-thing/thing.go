// Package thing is in a folder with a dash and a prefix.
package thing

// Type is a type.
type Type float64

// From tells the package.
func (t Type) From() string { return "thing" }
