// Another plugin that imports packages that hosts lack.
package main

import (
	"example.com/app/extra"
	"example.com/text"
)

// Greet says the name.
func Greet(name string) string { return text.Title(name)[extra.Level:] }

func main() {}
