// A host that binds generated wrappers to real plugins, and tells as JSON what it got.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"plugin"
	"reflect"
)

// An entry is a wrapper with the plugin that it was made for; registry.go has them.
type entry struct {
	Name string
	Path string
	Bind func(path string) (interface{}, error)
}

// A report says what a bound wrapper is.
type report struct {
	Name  string
	Error string
	// Text is what String or its stand-in gives.
	Text string
	// Fields tells how each exported field relates to the symbol: pointer, func, interface or value; else "other".
	Fields map[string]string
	// Funcs counts the unexported fields, which all hold functions.
	Funcs   int
	Methods []string
}

func main() {
	reports := []report{}
	for _, e := range entries {
		reports = append(reports, inspect(e))
	}
	json.NewEncoder(os.Stdout).Encode(struct {
		Reports  []report
		Failures []string
	}{reports, runChecks()})
}

func inspect(e entry) (r report) {
	r.Name = e.Name
	w, err := e.Bind(e.Path)
	if err != nil {
		r.Error = err.Error()
		return r
	}
	p, err := plugin.Open(e.Path)
	if err != nil {
		r.Error = err.Error()
		return r
	}
	v := reflect.ValueOf(w)
	for i := 0; i < v.NumMethod(); i++ {
		r.Methods = append(r.Methods, v.Type().Method(i).Name)
	}
	for _, name := range []string{"WrapperInfo2", "WrapperInfo", "String"} {
		if describe, ok := v.Type().MethodByName(name); ok {
			if f, ok := v.Method(describe.Index).Interface().(func() string); ok {
				r.Text = f()
				break
			}
		}
	}
	r.Fields = map[string]string{}
	for i := 0; i < v.Elem().NumField(); i++ {
		field := v.Elem().Type().Field(i)
		if field.PkgPath == "" {
			r.Fields[field.Name] = relation(p, field.Name, v.Elem().Field(i))
		} else if !v.Elem().Field(i).IsNil() {
			r.Funcs++
		}
	}
	return r
}

func relation(p *plugin.Plugin, name string, field reflect.Value) string {
	found, err := p.Lookup(name)
	if err != nil {
		return err.Error()
	}
	symbol := reflect.ValueOf(found)
	switch {
	case field.Kind() == reflect.Ptr && field.Pointer() == symbol.Pointer():
		return "pointer"
	case field.Kind() == reflect.Func && symbol.Kind() == reflect.Func && field.Pointer() == symbol.Pointer():
		return "func"
	case field.Kind() == reflect.Interface && field.Elem().Kind() == reflect.Ptr && field.Elem().Pointer() == symbol.Pointer():
		return "interface"
	case field.Kind() == reflect.Interface && field.IsNil() && symbol.Elem().IsNil():
		return "value"
	case symbol.Kind() == reflect.Ptr && same(field.Interface(), symbol.Elem().Interface()):
		return "value"
	}
	return "other"
}

func same(a, b interface{}) bool {
	return reflect.DeepEqual(a, b) || fmt.Sprintf("%#v", a) == fmt.Sprintf("%#v", b)
}
