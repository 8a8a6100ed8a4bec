// Package kind is in a folder whose name is a keyword.
package kind

// Type is a type.
type Type string

// From tells the package.
func (t Type) From() string { return "kind " + string(t) }
