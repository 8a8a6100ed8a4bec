// A plugin with C code.
package main

// static int twice(int n) { return 2 * n; }
import "C"

// Greet says the name.
func Greet(name string) string { return name[C.twice(1):] }

func main() {}
