// Package record is what both programs print: symbols, and a graph of types as a list that refers to itself by index.
package record

import (
	"encoding/json"
	"os"
)

// Truth is everything about a plugin.
type Truth struct {
	Symbols []Symbol `json:"symbols"`
	Types   []*Type  `json:"types"`
}

// Symbol is an exported function or variable. What one of the programs cannot know it leaves out.
type Symbol struct {
	Name string `json:"name"`
	Kind string `json:"kind"`
	// Type is an index into Types: of a variable its own type.
	Type int    `json:"type"`
	File string `json:"file,omitempty"`
	Line int    `json:"line,omitempty"`
	// Value is the current value (reflection), or the one that the source's constant initializer gives.
	Value *Value `json:"value,omitempty"`
	// SetByInit says that an init function assigns to the variable.
	SetByInit bool `json:"setByInit,omitempty"`
	// Params and Results are names, "" for none and for the blank one.
	Params  []string `json:"params,omitempty"`
	Results []string `json:"results,omitempty"`
	// Doc is the symbol's own doc comment, GroupDoc that of the parenthesized declaration around it.
	Doc      string `json:"doc,omitempty"`
	GroupDoc string `json:"groupDoc,omitempty"`
}

// Value is of a type with a basic kind. Text is the string itself, or the number in Go's shortest form.
type Value struct {
	Kind string `json:"kind"`
	Text string `json:"text"`
}

// Type is a named type together with its underlying type, or an unnamed type.
type Type struct {
	// Text is what types.TypeString prints.
	Text  string `json:"text"`
	Kind  string `json:"kind"`
	Size  int64  `json:"size"`
	Align int64  `json:"align"`

	// Name and Package (a path) are of named types; Name has the type arguments. Reflection doesn't tell PackageName and
	// TypeArgs.
	Name        string `json:"name,omitempty"`
	Package     string `json:"package,omitempty"`
	PackageName string `json:"packageName,omitempty"`
	TypeArgs    []int  `json:"typeArgs,omitempty"`

	Elem      *int    `json:"elem,omitempty"`
	Key       *int    `json:"key,omitempty"`
	Length    int64   `json:"length,omitempty"`
	Direction string  `json:"direction,omitempty"`
	Variadic  bool    `json:"variadic,omitempty"`
	Params    []int   `json:"params,omitempty"`
	Results   []int   `json:"results,omitempty"`
	Fields    []Field `json:"fields,omitempty"`

	// Methods are an interface's, or the method set of a named type; PointerMethods that of a pointer to it.
	Methods        []Method `json:"methods,omitempty"`
	PointerMethods []Method `json:"pointerMethods,omitempty"`
}

// Field is a field of a struct.
type Field struct {
	Name     string `json:"name"`
	Package  string `json:"package,omitempty"`
	Type     int    `json:"type"`
	Tag      string `json:"tag,omitempty"`
	Offset   int64  `json:"offset"`
	Embedded bool   `json:"embedded,omitempty"`
}

// Method has the type of a function without the receiver.
type Method struct {
	Name    string `json:"name"`
	Package string `json:"package,omitempty"`
	Type    int    `json:"type"`
}

// Print writes the truth to the standard output.
func (t *Truth) Print() error {
	if t.Symbols == nil {
		t.Symbols, t.Types = []Symbol{}, []*Type{}
	}
	return json.NewEncoder(os.Stdout).Encode(t)
}
