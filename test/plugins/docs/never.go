//go:build bind_plugin_never

package main

// Excluded is never built.
func Excluded() {}

// Undocumented would clash.
var Undocumented = 1
