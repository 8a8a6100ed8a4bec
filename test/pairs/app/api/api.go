// Package api is what the host and its plugins have in common.
package api

// Version is of the interface.
const Version = 1

// Greeter greets.
type Greeter interface {
	Greet(name string) string
}
