// Types of packages whose names clash with each other, with predeclared names, with the standard library.
package main

import (
	stdfmt "fmt"
	htmpl "html/template"
	stdreflect "reflect"
	"strings"
	ttmpl "text/template"

	dashed "example.com/plugins/dash-ed"
	deep "example.com/plugins/pkg/deep/model.v2"
	errorpkg "example.com/plugins/pkg/error"
	fmtpkg "example.com/plugins/pkg/fmt"
	thing "example.com/plugins/pkg/go-thing"
	leftmodel "example.com/plugins/pkg/left/model"
	lenpkg "example.com/plugins/pkg/len"
	local "example.com/plugins/pkg/main"
	pluginpkg "example.com/plugins/pkg/plugin"
	reflectpkg "example.com/plugins/pkg/reflect"
	rightmodel "example.com/plugins/pkg/right/model"
	stringpkg "example.com/plugins/pkg/string"
	kind "example.com/plugins/pkg/type"
	"example.com/set/v2"
	"gopkg.in/tree.v3"
)

var (
	Dashed   = dashed.Type{1, 2}
	Left     leftmodel.Type
	Right    *rightmodel.Type
	Deep     map[leftmodel.Type]*deep.Type
	StringT  stringpkg.Type
	ErrorT   errorpkg.Type
	LenT     lenpkg.Type
	FmtT     fmtpkg.Type
	PluginT  pluginpkg.Type
	ReflectT reflectpkg.Type
	Kind     kind.Type = "sort"
	Thing    thing.Type
	LocalT   local.Type
	HTML     *htmpl.Template
	Text     *ttmpl.Template
	Builder  strings.Builder
	Value    stdreflect.Value
	Stringer stdfmt.Stringer
	Root     = &tree.Node{Name: "root"}
	Numbers  set.Set[int]
)

// Models takes all three models.
func Models(left leftmodel.Type, right rightmodel.Type, model deep.Type) []string {
	return []string{left.From(), right.From(), model.From()}
}

// Strings has a parameter named like the package of its type, and results of shadowing packages.
func Strings(string stringpkg.Type, error errorpkg.Type, len lenpkg.Type) (fmt fmtpkg.Type, plugin pluginpkg.Type, err error_) {
	return fmtpkg.Type{Name: string.From()}, pluginpkg.Type{Name: error.From() + len.From()}, nil
}

type error_ = error

// Named uses the named basic types.
func Named(s stringpkg.String, e errorpkg.Error, l lenpkg.Len) (fmtpkg.Fmt, pluginpkg.Plugin, reflectpkg.Reflect) {
	return fmtpkg.Fmt(s), pluginpkg.Plugin(e), reflectpkg.Reflect(l)
}

// Templates takes two packages of one name.
func Templates(text *ttmpl.Template, html *htmpl.Template) (string, error) {
	return stdfmt.Sprint(text != nil, html != nil), nil
}

// Grow adds to the tree.
func Grow(tree *tree.Node, names ...string) *tree.Node {
	for _, name := range names {
		tree = tree.Add(name)
	}
	return tree
}

// Reflect takes a value of the standard library's reflect.
func Reflect(reflect stdreflect.Value) (stdreflect.Kind, reflectpkg.Type) {
	return reflect.Kind(), reflectpkg.Type{Name: reflect.Type().String()}
}

// Kinds counts.
func Kinds(kinds ...kind.Type) (set set.Set[string]) {
	set = map[string]struct{}{}
	for _, k := range kinds {
		set[k.From()] = struct{}{}
	}
	return set
}
