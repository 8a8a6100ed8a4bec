// Package text is shared by hosts and plugins.
package text

import "example.com/base"

// Title puts an article in front.
func Title(name string) string { return base.Join("The", name) }

// Count is not inlined: its body is no part of what importers see.
func Count(text string) int {
	count := 0
	for i := range text {
		defer func() { recover() }()
		if text[i] == ' ' {
			count++
		}
	}
	return count
}
