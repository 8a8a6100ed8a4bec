package main

import (
	"reflect"
	"sort"

	"example.com/truth/record"
)

// walker lists every type that it is led to, each once.
type walker struct {
	truth record.Truth
	seen  map[reflect.Type]int
}

// visit gives the index of the type.
func (w *walker) visit(t reflect.Type) int {
	if index, ok := w.seen[t]; ok {
		return index
	}
	index := len(w.truth.Types)
	r := &record.Type{Text: text(t), Kind: t.Kind().String(), Size: int64(t.Size()), Align: int64(t.Align())}
	w.seen[t] = index
	w.truth.Types = append(w.truth.Types, r)
	if isDefined(t) {
		r.Name, r.Package = name(t), t.PkgPath()
	}
	w.structure(r, t)
	if t.Kind() == reflect.Interface {
		for i := 0; i < t.NumMethod(); i++ {
			method := t.Method(i)
			r.Methods = append(r.Methods, record.Method{Name: method.Name, Package: method.PkgPath, Type: w.visit(method.Type)})
		}
		sortMethods(r.Methods)
	} else if isDefined(t) {
		r.Methods = w.methods(t)
		r.PointerMethods = w.methods(reflect.PointerTo(t))
	}
	return index
}

func (w *walker) structure(r *record.Type, t reflect.Type) {
	elem := func() *int {
		index := w.visit(t.Elem())
		return &index
	}
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice:
		r.Elem = elem()
	case reflect.Array:
		r.Elem, r.Length = elem(), int64(t.Len())
	case reflect.Map:
		key := w.visit(t.Key())
		r.Key, r.Elem = &key, elem()
	case reflect.Chan:
		r.Direction = map[reflect.ChanDir]string{reflect.BothDir: "both", reflect.SendDir: "send", reflect.RecvDir: "receive"}[t.ChanDir()]
		r.Elem = elem()
	case reflect.Func:
		r.Variadic = t.IsVariadic()
		for i := 0; i < t.NumIn(); i++ {
			r.Params = append(r.Params, w.visit(t.In(i)))
		}
		for i := 0; i < t.NumOut(); i++ {
			r.Results = append(r.Results, w.visit(t.Out(i)))
		}
	case reflect.Struct:
		for i := 0; i < t.NumField(); i++ {
			field := t.Field(i)
			r.Fields = append(r.Fields, record.Field{
				Name: field.Name, Package: field.PkgPath, Type: w.visit(field.Type),
				Tag: string(field.Tag), Offset: int64(field.Offset), Embedded: field.Anonymous,
			})
		}
	}
}

// methods gives the exported methods; reflection shows no others of types that are no interfaces.
func (w *walker) methods(t reflect.Type) []record.Method {
	methods := []record.Method{}
	for i := 0; i < t.NumMethod(); i++ {
		method := t.Method(i)
		in, out := []reflect.Type{}, []reflect.Type{}
		for j := 1; j < method.Type.NumIn(); j++ {
			in = append(in, method.Type.In(j))
		}
		for j := 0; j < method.Type.NumOut(); j++ {
			out = append(out, method.Type.Out(j))
		}
		plain := reflect.FuncOf(in, out, method.Type.IsVariadic())
		methods = append(methods, record.Method{Name: method.Name, Type: w.visit(plain)})
	}
	sortMethods(methods)
	return methods
}

func sortMethods(methods []record.Method) {
	sort.Slice(methods, func(i, j int) bool {
		if methods[i].Name != methods[j].Name {
			return methods[i].Name < methods[j].Name
		}
		return methods[i].Package < methods[j].Package
	})
}

// isDefined tells types with a name of their own from basic and unnamed ones.
func isDefined(t reflect.Type) bool {
	return t.Name() != "" && !(t.PkgPath() == "" && t.Name() != "error") && t.String() != "unsafe.Pointer"
}
