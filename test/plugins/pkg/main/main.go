// Package local is in a folder called main.
package local

// Type is a type.
type Type bool
