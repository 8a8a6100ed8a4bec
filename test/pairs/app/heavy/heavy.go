// A plugin that needs much of the standard library.
package main

import (
	"net/http"

	"example.com/text"
)

// Greet says the name.
func Greet(name string) string { return text.Title(http.CanonicalHeaderKey(name)) }

func main() {}
