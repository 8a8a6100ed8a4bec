// Package base is what package text is made of.
package base

// Join puts a space between two words.
func Join(a, b string) string { return a + " " + b }
