// Package deep ends in a major version.
package deep

// Node links to nodes of every shape that a type can recur through.
type Node struct {
	Next, prev *Node
	Children   []*Node
	ByName     map[string]*Node
	Visit      func(*Node) (*Node, error)
	Feed       chan *Node
	Pair       *[2]Node
	Any        interface {
		Find(name string) *Node
	}
}

// Depth counts.
func (n *Node) Depth() (depth int) {
	for ; n != nil; n = n.Next {
		depth++
	}
	return depth
}

// Even and Odd mention each other.
type Even struct{ Odd *Odd }

// Odd and Even mention each other.
type Odd struct{ Even []Even }
