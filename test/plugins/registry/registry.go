// Package registry is where plugins without symbols register themselves.
package registry

// Names of all that registered.
var Names []string

// Register adds a name.
func Register(name string) { Names = append(Names, name) }

type registry struct{ entries int }

// Entries gives the number of entries.
func (r *registry) Entries() int { return r.entries }

// Enter makes an entry; it gives the unexported type back.
func (r *registry) Enter() *registry {
	r.entries++
	return r
}

// Default is of an unexported type.
var Default = registry{entries: 2}
