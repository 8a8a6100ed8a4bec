package main

import (
	// A comment on an import.
	renamed "strings"
)

// Other is in another file.
func Other(builder *renamed.Builder) (written int, err error) { return builder.WriteString("other") }

// Elsewhere is in another file.
var Elsewhere = Type{}

// Signature is spread over lines.
func Signature(
	// the first
	first int, // beside
	/* the second */ second string,
	rest ...func(
		inner int,
	) (err error),
) (
	total int,
	err error,
) {
	return first + len(second) + len(rest), nil
}

func init() { Elsewhere = Type{} }
