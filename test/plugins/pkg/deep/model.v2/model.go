// Package model is one of three that have this name.
package model

// Type is a type of deep/model.v2.
type Type struct{ ID int }

// From tells the folder.
func (t *Type) From() string { return "deep/model.v2" }
