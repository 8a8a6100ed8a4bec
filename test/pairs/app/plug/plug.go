// A plugin that shares packages of the host's module and of another one.
package main

import (
	"example.com/app/api"
	"example.com/text"
)

type greeter struct{}

func (greeter) Greet(name string) string { return text.Title(name) }

// Greet says the name.
func Greet(name string) string {
	var greeter api.Greeter = greeter{}
	return greeter.Greet(name) + api.Mode
}

// Words are counted.
var Words = text.Count("a b c")

func main() {}
