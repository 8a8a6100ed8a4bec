// A plugin that imports nothing.
package main

// Greet says the name.
func Greet(name string) string { return "hello " + name }

func main() {}
