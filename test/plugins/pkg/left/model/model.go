// Package model is one of three that have this name.
package model

// Type is a type of left/model.
type Type struct{ ID int }

// From tells the folder.
func (t *Type) From() string { return "left/model" }
