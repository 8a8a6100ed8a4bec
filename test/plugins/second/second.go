// A plugin with the functions of basic, done otherwise, and variables of its own.
package main

import (
	"errors"
	"strings"
)

// Build names the build.
var Build = "second"

// Add returns the sum of a and b, and a thousand.
func Add(a, b int) int {
	return a + b + 1000
}

// Divide always fails.
func Divide(dividend, divisor int) (quotient, remainder int, err error) {
	return -1, -1, errors.New("second does not divide")
}

// Greet returns a farewell.
func Greet(name string) string {
	return "Goodbye, " + name + "."
}

// GreetAll greets nobody.
func GreetAll() []string {
	return nil
}

// Join joins backwards.
func Join(separator string, parts ...string) string {
	joined := ""
	for _, part := range parts {
		joined = part + separator + joined
	}
	return strings.TrimSuffix(joined, separator)
}
