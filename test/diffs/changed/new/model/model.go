// Package model has types that the plugin and its host share.
package model

type Model struct {
	Name string
	Size int64
	Kids []*Model
	Tags []string
}

func (*Model) Rename(name string) error { return nil }

type Shape interface {
	Area() float64
	Perimeter() float64
}

type Square struct{ Side float64 }

func (Square) Area() float64 { return 0 }

type Options struct {
	Square Square
	Level  Level
	state  state
}

type Level int16

type state struct{ B string }

type Set[T comparable] struct{ Items map[T]struct{} }

func (Set[T]) Has(item T) bool { return false }

func (Set[T]) Len() int { return 0 }
