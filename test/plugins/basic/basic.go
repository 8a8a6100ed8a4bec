// A small plugin: a few functions and variables of everyday types.
package main

import (
	"errors"
	"strings"
)

// Version is the version of the plugin.
var Version = "1.2.3"

// Count counts the calls of Add.
var Count int

// Names are greeted by GreetAll.
var Names = []string{"Ada", "Grace"}

// ErrZero is what Divide gives for a zero divisor.
var ErrZero = errors.New("division by zero")

// Add returns the sum of a and b.
func Add(a, b int) int {
	Count++
	return a + b
}

// Divide returns the quotient and the remainder.
func Divide(dividend, divisor int) (quotient, remainder int, err error) {
	if divisor == 0 {
		return 0, 0, ErrZero
	}
	return dividend / divisor, dividend % divisor, nil
}

// Greet returns a greeting for the name.
func Greet(name string) string {
	return "Hello, " + name + "!"
}

// GreetAll greets everybody in Names.
func GreetAll() []string {
	greetings := make([]string, 0, len(Names))
	for _, name := range Names {
		greetings = append(greetings, Greet(name))
	}
	return greetings
}

// Join puts the separator between the parts.
func Join(separator string, parts ...string) string {
	return strings.Join(parts, separator)
}
