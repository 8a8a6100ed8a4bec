// The plugin of the host beside it.
package main

import "example.com/text"

// Greet returns a loud greeting.
func Greet(name string) string { return text.Upper("hello " + name) }
