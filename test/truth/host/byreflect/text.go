package main

import (
	"fmt"
	"net/url"
	"reflect"
	"regexp"
	"strconv"
	"strings"
)

// text prints the type as types.TypeString does, from reflection alone.
func text(t reflect.Type) string {
	if t.String() == "unsafe.Pointer" {
		return t.String()
	}
	if t.Name() != "" {
		if t.PkgPath() == "" {
			return t.Name()
		}
		return t.PkgPath() + "." + name(t)
	}
	switch t.Kind() {
	case reflect.Pointer:
		return "*" + text(t.Elem())
	case reflect.Slice:
		return "[]" + text(t.Elem())
	case reflect.Array:
		return fmt.Sprintf("[%d]%s", t.Len(), text(t.Elem()))
	case reflect.Map:
		return "map[" + text(t.Key()) + "]" + text(t.Elem())
	case reflect.Chan:
		return chanText(t)
	case reflect.Func:
		return "func" + signatureText(t)
	case reflect.Struct:
		fields := []string{}
		for i := 0; i < t.NumField(); i++ {
			fields = append(fields, fieldText(t.Field(i)))
		}
		return "struct{" + strings.Join(fields, "; ") + "}"
	case reflect.Interface:
		if t.NumMethod() == 0 {
			return "any"
		}
		methods := []string{}
		for i := 0; i < t.NumMethod(); i++ {
			methods = append(methods, t.Method(i).Name+signatureText(t.Method(i).Type))
		}
		return "interface{" + strings.Join(methods, "; ") + "}"
	}
	panic("a type of no known kind: " + t.String())
}

func chanText(t reflect.Type) string {
	elem := text(t.Elem())
	switch t.ChanDir() {
	case reflect.SendDir:
		return "chan<- " + elem
	case reflect.RecvDir:
		return "<-chan " + elem
	}
	if t.Elem().Name() == "" && t.Elem().Kind() == reflect.Chan && t.Elem().ChanDir() == reflect.RecvDir {
		return "chan (" + elem + ")"
	}
	return "chan " + elem
}

func signatureText(t reflect.Type) string {
	params, results := []string{}, []string{}
	for i := 0; i < t.NumIn(); i++ {
		if t.IsVariadic() && i == t.NumIn()-1 {
			params = append(params, "..."+text(t.In(i).Elem()))
		} else {
			params = append(params, text(t.In(i)))
		}
	}
	for i := 0; i < t.NumOut(); i++ {
		results = append(results, text(t.Out(i)))
	}
	signature := "(" + strings.Join(params, ", ") + ")"
	switch len(results) {
	case 0:
		return signature
	case 1:
		return signature + " " + results[0]
	}
	return signature + " (" + strings.Join(results, ", ") + ")"
}

func fieldText(f reflect.StructField) string {
	printed := text(f.Type)
	if !f.Anonymous {
		printed = f.Name + " " + printed
	}
	if f.Tag != "" {
		printed += " " + strconv.Quote(string(f.Tag))
	}
	return printed
}

// name is the type's name, with type arguments written as types.TypeString does. reflect gives these in the form that
// the compiler links by: other spaces, unexported names of fields and methods qualified, paths escaped. Where a bracket
// in a tag misleads it, reflect leaves the package's name before the type's.
func name(t reflect.Type) string {
	base, args, generic := strings.Cut(t.Name(), "[")
	base = base[strings.LastIndexByte(base, '.')+1:]
	if !generic {
		return base
	}
	plain := "["
	for args != "" {
		if quoted, err := strconv.QuotedPrefix(args); err == nil && args[0] == '"' {
			plain += strings.Map(func(r rune) rune { return r + away }, quoted)
			args = args[len(quoted):]
		} else {
			plain += args[:1]
			args = args[1:]
		}
	}
	for _, change := range linkForms {
		plain = change.from.ReplaceAllString(plain, change.to)
	}
	if unescaped, err := url.PathUnescape(plain); err == nil {
		plain = unescaped
	}
	return base + strings.Map(func(r rune) rune {
		if r >= away {
			return r - away
		}
		return r
	}, plain)
}

// Text in quotes is moved to the end of Unicode while the rest is rewritten.
const away = 0xF0000

var linkForms = []struct {
	from *regexp.Regexp
	to   string
}{
	{regexp.MustCompile(`interface \{\}`), "any"},
	{regexp.MustCompile(`struct \{\}`), "struct{}"},
	{regexp.MustCompile(`(struct|interface) \{ `), "$1{"},
	{regexp.MustCompile(` \}`), "}"},
	// The name of a field or method, but not the type of an embedded field with a tag.
	{regexp.MustCompile(`([{;] ?)[\pL\d_./%~-]+\.([\pL_][\pL\d_]*(?:\(| [^\x{F0022}]))`), "$1$2"},
}
