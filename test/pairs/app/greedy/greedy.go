// A plugin that needs a library that is not there when it is opened.
package main

// #cgo LDFLAGS: -lgone
// int gone(void);
// static int call(void) { return gone(); }
import "C"

// Greet says the name.
func Greet(name string) string { return name[C.call():] }

func main() {}
