// Package error has the name of something else.
package error

// Type is a type of package error.
type Type struct{ Name string }

// From tells the package.
func (t Type) From() string { return "error " + t.Name }

// Error is a named basic type.
type Error int
