// What a plugin exports after it grew in ways that break nobody.
package main

// Limits are what Configure takes.
type Limits struct {
	Size  int
	Count int
	inner status
}

func (*Limits) Reset() {}

type status struct{ calls, failures int }

// Log is what the plugin writes to.
type Log interface {
	Print(text string)
	Printf(format string, args ...any)
	sealed()
}

type writer struct{}

func (writer) Print(text string)                 {}
func (writer) Printf(format string, args ...any) {}
func (writer) sealed()                           {}

func Configure(limits Limits) error { return nil }

func Reload(path string) error { return nil }

func Start() (cancel func()) { return func() {} }

func Logger() Log { return writer{} }

var Version = "1.1"
