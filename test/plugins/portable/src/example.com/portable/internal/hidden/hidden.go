// Package hidden cannot be imported by a host of another module.
package hidden

// Secret has a name that nobody outside can write.
type Secret struct{ key [4]uint32 }

// Key gives one word of the key.
func (s *Secret) Key(index int) uint32 { return s.key[index&3] }
