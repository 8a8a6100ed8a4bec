// Package text is what host and plugin have in common.
package text

import "strings"

// Upper returns s in capital letters.
func Upper(s string) string { return strings.ToUpper(s) }
