// Package model has types that the plugin and its host share.
package model

type Model struct {
	Name string
	Size int
	Kids []*Model
}

func (*Model) Rename(name string) {}

type Shape interface{ Area() float64 }

type Square struct{ Side float64 }

func (Square) Area() float64 { return 0 }

type Options struct {
	Square Square
	Level  Level
	state  state
}

type Level int8

type state struct{ A int }

type Set[T comparable] struct{ Items map[T]struct{} }

func (Set[T]) Has(item T) bool { return false }
