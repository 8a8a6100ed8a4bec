// A plugin whose path has a dot in its last element.
package main

import "example.com/set/v2"

// Thing is a type of main.
type Thing struct{ ID int }

// Name gives a name.
func (t *Thing) Name() string { return "thing" }

type hidden[T any] struct{ value T }

// Things are in a box.
var Things set.Box[*Thing]

// Hidden has a type of main as the argument of one of main.
var Hidden hidden[hidden[Thing]]

// Path is a variable.
var Path = "odd.v1"

// Make makes one.
func Make(id int) *Thing { return &Thing{id} }

// Double doubles.
func Double(n int) int { return 2 * n }

// Unbox gives what is in the box.
func Unbox(box set.Box[*Thing]) int { return box.Get().ID }
