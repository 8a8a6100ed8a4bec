// Package strange has another name than its folder.
package strange

// Thing has a size.
type Thing struct{ Size int }

// Bigger gives a bigger one.
func (t Thing) Bigger() Thing { return Thing{t.Size + 1} }
