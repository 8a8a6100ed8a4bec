// Package string has the name of something else.
package string

// Type is a type of package string.
type Type struct{ Name string }

// From tells the package.
func (t Type) From() string { return "string " + t.Name }

// String is a named basic type.
type String int
