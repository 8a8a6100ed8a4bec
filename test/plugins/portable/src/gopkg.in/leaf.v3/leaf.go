// Package leaf has a dot in its import path and a name that is not the path's last element.
package leaf

// Leaf hides a field that belongs to this package.
type Leaf struct {
	Name string
	rank int
}

// Rank is promoted where a Leaf is embedded.
func (l Leaf) Rank() int { return l.rank }

// SetRank is in the method set of the pointer only.
func (l *Leaf) SetRank(rank int) { l.rank = rank }

// Sealed can only be implemented in this package.
type Sealed interface {
	Open() bool
	sealed(leaf *Leaf)
}
