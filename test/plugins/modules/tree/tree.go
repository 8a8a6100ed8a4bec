// Package tree is imported by a path with a dot in its last element.
package tree

// Kind tells nodes apart.
type Kind uint8

// The kinds.
const (
	Leaf Kind = iota
	Branch
)

// String gives the kind's name.
func (k Kind) String() string {
	if k == Leaf {
		return "leaf"
	}
	return "branch"
}

// Node is recursive.
type Node struct {
	Kind     Kind
	Name     string
	Children []*Node
	parent   *Node
}

// Add appends a child and gives it back.
func (n *Node) Add(name string) *Node {
	child := &Node{Name: name, parent: n}
	n.Kind = Branch
	n.Children = append(n.Children, child)
	return child
}

// Path gives the names from the root down.
func (n *Node) Path() string {
	if n.parent == nil {
		return n.Name
	}
	return n.parent.Path() + "/" + n.Name
}

// Walker visits nodes; it refers to itself.
type Walker func(*Node) Walker

// Walk visits the node and all below it.
func (n *Node) Walk(w Walker) {
	if w == nil {
		return
	}
	next := w(n)
	for _, child := range n.Children {
		child.Walk(next)
	}
}
