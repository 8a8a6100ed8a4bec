// Package extra is imported by plugins alone.
package extra

// Level is shared by those that import it.
const Level = 1

// Extra doubles.
func Extra(n int) int { return n * 2 }
