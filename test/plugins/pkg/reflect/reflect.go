// Package reflect has the name of something else.
package reflect

// Type is a type of package reflect.
type Type struct{ Name string }

// From tells the package.
func (t Type) From() string { return "reflect " + t.Name }

// Reflect is a named basic type.
type Reflect int
