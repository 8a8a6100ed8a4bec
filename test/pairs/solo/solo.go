// A plugin in a module of its own, which uses the host's module.
package main

import (
	"example.com/app/api"
	"example.com/text"
)

// Greet says the name.
func Greet(name string) string { return text.Title(name) + api.Mode }

func main() {}
