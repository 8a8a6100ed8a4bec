// Package fmt has the name of something else.
package fmt

// Type is a type of package fmt.
type Type struct{ Name string }

// From tells the package.
func (t Type) From() string { return "fmt " + t.Name }

// Fmt is a named basic type.
type Fmt int
