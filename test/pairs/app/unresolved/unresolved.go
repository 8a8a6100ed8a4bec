// A plugin whose C code calls what nobody has.
package main

// #cgo LDFLAGS: -Wl,--unresolved-symbols=ignore-all
// int nobody_has_this(void);
// static int call(void) { return nobody_has_this(); }
import "C"

// Greet says the name.
func Greet(name string) string { return name[C.call():] }

func main() {}
