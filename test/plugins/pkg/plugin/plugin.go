// Package plugin has the name of something else.
package plugin

// Type is a type of package plugin.
type Type struct{ Name string }

// From tells the package.
func (t Type) From() string { return "plugin " + t.Name }

// Plugin is a named basic type.
type Plugin int
