// Package len has the name of something else.
package len

// Type is a type of package len.
type Type struct{ Name string }

// From tells the package.
func (t Type) From() string { return "len " + t.Name }

// Len is a named basic type.
type Len int
