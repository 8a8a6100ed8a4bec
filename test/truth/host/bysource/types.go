package main

import (
	"go/types"
	"sort"
	"strings"

	"example.com/truth/record"
)

// walker lists every type that it is led to, each once.
type walker struct {
	truth record.Truth
	sizes types.Sizes
	seen  map[string][]known
}

type known struct {
	typ   types.Type
	index int
}

// visit gives the index of the type.
func (w *walker) visit(t types.Type) int {
	t = plain(t)
	text := text(t)
	for _, k := range w.seen[text] {
		if types.Identical(k.typ, t) {
			return k.index
		}
	}
	index := len(w.truth.Types)
	r := &record.Type{Text: text, Size: w.sizes.Sizeof(t), Align: w.sizes.Alignof(t)}
	w.seen[text] = append(w.seen[text], known{t, index})
	w.truth.Types = append(w.truth.Types, r)
	named, isNamed := t.(*types.Named)
	if isNamed {
		r.Name = text
		for i := 0; i < named.TypeArgs().Len(); i++ {
			r.TypeArgs = append(r.TypeArgs, w.visit(named.TypeArgs().At(i)))
		}
		if named.Obj().Pkg() != nil {
			r.Package, r.PackageName = named.Obj().Pkg().Path(), named.Obj().Pkg().Name()
			r.Name = strings.TrimPrefix(text, r.Package+".")
		}
	}
	w.structure(r, t.Underlying())
	if isNamed && !types.IsInterface(t) {
		r.Methods = w.methods(t)
		r.PointerMethods = w.methods(types.NewPointer(t))
	}
	return index
}

func (w *walker) structure(r *record.Type, t types.Type) {
	elem := func(t types.Type) *int {
		index := w.visit(t)
		return &index
	}
	switch t := t.(type) {
	case *types.Basic:
		r.Kind = t.Name()
		if t.Kind() == types.UnsafePointer {
			r.Kind = "unsafe.Pointer"
		}
	case *types.Pointer:
		r.Kind, r.Elem = "ptr", elem(t.Elem())
	case *types.Slice:
		r.Kind, r.Elem = "slice", elem(t.Elem())
	case *types.Array:
		r.Kind, r.Elem, r.Length = "array", elem(t.Elem()), t.Len()
	case *types.Map:
		r.Kind, r.Key, r.Elem = "map", elem(t.Key()), elem(t.Elem())
	case *types.Chan:
		r.Direction = map[types.ChanDir]string{types.SendRecv: "both", types.SendOnly: "send", types.RecvOnly: "receive"}[t.Dir()]
		r.Kind, r.Elem = "chan", elem(t.Elem())
	case *types.Signature:
		r.Kind, r.Variadic = "func", t.Variadic()
		for i := 0; i < t.Params().Len(); i++ {
			r.Params = append(r.Params, w.visit(t.Params().At(i).Type()))
		}
		for i := 0; i < t.Results().Len(); i++ {
			r.Results = append(r.Results, w.visit(t.Results().At(i).Type()))
		}
	case *types.Struct:
		r.Kind = "struct"
		w.fields(r, t)
	case *types.Interface:
		r.Kind = "interface"
		for i := 0; i < t.NumMethods(); i++ {
			r.Methods = append(r.Methods, w.method(t.Method(i), t.Method(i).Type()))
		}
		sortMethods(r.Methods)
	default:
		panic("a type of no known kind: " + t.String())
	}
}

func (w *walker) fields(r *record.Type, t *types.Struct) {
	fields := []*types.Var{}
	for i := 0; i < t.NumFields(); i++ {
		fields = append(fields, t.Field(i))
	}
	offsets := w.sizes.Offsetsof(fields)
	for i, field := range fields {
		f := record.Field{
			Name: field.Name(), Type: w.visit(field.Type()), Tag: t.Tag(i), Offset: offsets[i], Embedded: field.Embedded(),
		}
		if !field.Exported() {
			f.Package = field.Pkg().Path()
		}
		r.Fields = append(r.Fields, f)
	}
}

// methods gives the method set, with unexported methods.
func (w *walker) methods(t types.Type) []record.Method {
	methods := []record.Method{}
	set := types.NewMethodSet(t)
	for i := 0; i < set.Len(); i++ {
		methods = append(methods, w.method(set.At(i).Obj().(*types.Func), set.At(i).Type()))
	}
	sortMethods(methods)
	return methods
}

func (w *walker) method(f *types.Func, t types.Type) record.Method {
	m := record.Method{Name: f.Name(), Type: w.visit(t)}
	if !f.Exported() {
		m.Package = f.Pkg().Path()
	}
	return m
}

func sortMethods(methods []record.Method) {
	sort.Slice(methods, func(i, j int) bool {
		if methods[i].Name != methods[j].Name {
			return methods[i].Name < methods[j].Name
		}
		return methods[i].Package < methods[j].Package
	})
}
