// The basic plugin after some time: Greet and Names are gone, Add and Count have other types, Subtract and Debug are new.
package main

import (
	"errors"
	"strings"
)

// Version is the version of the plugin.
var Version = "2.0.0"

// Count counts the calls of Add.
var Count int64

// Debug turns messages on.
var Debug bool

// ErrZero is what Divide gives for a zero divisor.
var ErrZero = errors.New("division by zero")

// Add returns the sum of a and b.
func Add(a, b int64) int64 {
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

// GreetAll greets nobody any more.
func GreetAll() []string {
	return nil
}

// Join puts the separator between the parts.
func Join(separator string, parts ...string) string {
	return strings.Join(parts, separator)
}

// Subtract returns a less b.
func Subtract(a, b int64) int64 {
	return a - b
}
