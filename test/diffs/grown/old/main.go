// What a plugin exports before it grows in ways that break nobody.
package main

// Limits are what Configure takes.
type Limits struct {
	Size  int
	inner state
}

type state struct{ calls int }

// Log is what the plugin writes to.
type Log interface {
	Print(text string)
	sealed()
}

type logger struct{}

func (logger) Print(text string) {}
func (logger) sealed()           {}

func Configure(limits Limits) error { return nil }

func Start() (stop func()) { return func() {} }

func Logger() Log { return logger{} }

var Version = "1.0"
