// C types in exported symbols.
package main

/*
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct point { int x; int y; };
typedef struct point point_t;
enum color { RED = 1, GREEN = 2 };
typedef uint16_t port_t;
union number { int i; double d; };

static int twice(int n) { return n + n; }
static int area(struct point p) { return p.x * p.y; }
*/
import "C"

import "unsafe"

// Origin is a C struct.
var Origin C.struct_point

// Target is the same by its other name.
var Target C.point_t

// Paint is a C enum.
var Paint C.enum_color = C.GREEN

// Port is a C typedef.
var Port C.port_t = 8080

// Text is a C string.
var Text *C.char

// Number is a C union: an array of bytes in Go.
var Number C.union_number

// Total is an ordinary variable.
var Total = 4

// Twice takes and gives a C int.
func Twice(n C.int) C.int { return C.twice(n) }

// Area calls C, and has Go types.
func Area(width, height int) int {
	return int(C.area(C.struct_point{x: C.int(width), y: C.int(height)}))
}

// Length measures through C.
func Length(text string) uint64 {
	s := C.CString(text)
	defer C.free(unsafe.Pointer(s))
	return uint64(C.strlen(s))
}

// Move gives a C struct.
func Move(by int) *C.struct_point {
	Origin.x += C.int(by)
	return &Origin
}
