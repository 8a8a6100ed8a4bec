// Command host loads a plugin and prints what the runtime says of it, as JSON: each symbol, and each type that is reachable.
// It compiles with Go 1.8, and imports little, since it is built again for each Go version and architecture.
package main

import (
	"os"
	"plugin"
	"reflect"
	"runtime"
	"strconv"
)

func main() {
	if len(os.Args) != 2 {
		fail("usage: host plugin.so")
	}
	opened, err := plugin.Open(os.Args[1])
	if err != nil {
		fail(err.Error())
	}
	g := graph{index: map[reflect.Type]int{}}
	out := object{}
	out.add("go", text(runtime.Version()))
	out.add("goarch", text(runtime.GOARCH))
	symbols := list{}
	for _, name := range symbolNames(opened) {
		symbol, err := opened.Lookup(name)
		if err != nil {
			fail(err.Error())
		}
		symbols.add(g.describeSymbol(name, reflect.ValueOf(symbol)))
	}
	out.add("symbols", symbols.String())
	types := list{}
	for i := 0; i < len(g.types); i++ {
		types.add(g.describeType(g.types[i]))
	}
	out.add("types", types.String())
	os.Stdout.WriteString(out.String() + "\n")
}

func fail(message string) {
	os.Stderr.WriteString(message + "\n")
	os.Exit(1)
}

// symbolNames reads the keys of the plugin's unexported map of symbols, sorted.
func symbolNames(opened *plugin.Plugin) []string {
	names := []string{}
	for _, key := range reflect.ValueOf(opened).Elem().FieldByName("syms").MapKeys() {
		name := key.String()
		at := len(names)
		names = append(names, name)
		for ; at > 0 && names[at-1] > name; at-- {
			names[at] = names[at-1]
		}
		names[at] = name
	}
	return names
}

// graph numbers types in the order in which they are met.
type graph struct {
	index map[reflect.Type]int
	types []reflect.Type
}

func (g *graph) number(t reflect.Type) string {
	at, known := g.index[t]
	if !known {
		at = len(g.types)
		g.index[t] = at
		g.types = append(g.types, t)
	}
	return strconv.Itoa(at)
}

func (g *graph) describeSymbol(name string, value reflect.Value) string {
	out := object{}
	out.add("name", text(name))
	if value.Kind() == reflect.Func {
		out.add("kind", text("func"))
		out.add("type", g.number(value.Type()))
		if f := runtime.FuncForPC(value.Pointer()); f != nil {
			file, line := f.FileLine(f.Entry())
			out.add("file", text(file))
			out.add("line", strconv.Itoa(line))
		}
		return out.String()
	}
	out.add("kind", text("var"))
	out.add("type", g.number(value.Type().Elem()))
	if v := describeValue(value.Elem()); v != "" {
		out.add("value", v)
	}
	return out.String()
}

// describeValue is a string in JSON, also for numbers, as JSON's numbers are not exact; "" where there is no simple value.
func describeValue(v reflect.Value) string {
	switch v.Kind() {
	case reflect.Bool:
		return text(strconv.FormatBool(v.Bool()))
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return text(strconv.FormatInt(v.Int(), 10))
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		return text(strconv.FormatUint(v.Uint(), 10))
	case reflect.Float32, reflect.Float64:
		return text(strconv.FormatFloat(v.Float(), 'g', -1, 64))
	case reflect.String:
		return text(v.String())
	}
	return ""
}

func (g *graph) describeType(t reflect.Type) string {
	out := object{}
	out.add("kind", text(t.Kind().String()))
	out.add("size", strconv.FormatUint(uint64(t.Size()), 10))
	out.add("align", strconv.Itoa(t.Align()))
	if t.Name() != "" && (t.PkgPath() != "" || t.Name() == "error") {
		out.add("name", text(t.Name()))
		out.add("package", text(t.PkgPath()))
		out.add("string", text(t.String()))
	}
	switch t.Kind() {
	case reflect.Array:
		out.add("length", strconv.Itoa(t.Len()))
		out.add("elem", g.number(t.Elem()))
	case reflect.Chan:
		out.add("direction", strconv.Itoa(int(t.ChanDir())))
		out.add("elem", g.number(t.Elem()))
	case reflect.Map:
		out.add("key", g.number(t.Key()))
		out.add("elem", g.number(t.Elem()))
	case reflect.Ptr, reflect.Slice:
		out.add("elem", g.number(t.Elem()))
	case reflect.Func:
		in, results := list{}, list{}
		for i := 0; i < t.NumIn(); i++ {
			in.add(g.number(t.In(i)))
		}
		for i := 0; i < t.NumOut(); i++ {
			results.add(g.number(t.Out(i)))
		}
		out.add("params", in.String())
		out.add("results", results.String())
		out.add("variadic", strconv.FormatBool(t.IsVariadic()))
	case reflect.Struct:
		fields := list{}
		for i := 0; i < t.NumField(); i++ {
			fields.add(g.describeField(t.Field(i)))
		}
		out.add("fields", fields.String())
	}
	out.add("methods", g.describeMethods(t))
	if t.Kind() != reflect.Ptr && t.Kind() != reflect.Interface {
		out.add("pointerMethods", g.describeMethods(reflect.PtrTo(t)))
	}
	return out.String()
}

func (g *graph) describeField(f reflect.StructField) string {
	out := object{}
	out.add("name", text(f.Name))
	out.add("package", text(f.PkgPath))
	out.add("type", g.number(f.Type))
	out.add("tag", text(string(f.Tag)))
	out.add("offset", strconv.FormatUint(uint64(f.Offset), 10))
	out.add("embedded", strconv.FormatBool(f.Anonymous))
	return out.String()
}

// describeMethods leaves receivers out. Of concrete types, reflection has the exported methods only.
func (g *graph) describeMethods(t reflect.Type) string {
	methods := list{}
	for i := 0; i < t.NumMethod(); i++ {
		m := t.Method(i)
		in, results := list{}, list{}
		first := 1
		if t.Kind() == reflect.Interface {
			first = 0
		}
		for j := first; j < m.Type.NumIn(); j++ {
			in.add(g.number(m.Type.In(j)))
		}
		for j := 0; j < m.Type.NumOut(); j++ {
			results.add(g.number(m.Type.Out(j)))
		}
		out := object{}
		out.add("name", text(m.Name))
		out.add("package", text(m.PkgPath))
		out.add("params", in.String())
		out.add("results", results.String())
		out.add("variadic", strconv.FormatBool(m.Type.IsVariadic()))
		methods.add(out.String())
	}
	return methods.String()
}

// object and list write JSON: encoding/json would be most of the host.
type object struct{ body []byte }

func (o *object) add(key, value string) {
	if len(o.body) > 0 {
		o.body = append(o.body, ',')
	}
	o.body = append(o.body, text(key)+":"+value...)
}

func (o *object) String() string { return "{" + string(o.body) + "}" }

type list struct{ body []byte }

func (l *list) add(value string) {
	if len(l.body) > 0 {
		l.body = append(l.body, ',')
	}
	l.body = append(l.body, value...)
}

func (l *list) String() string { return "[" + string(l.body) + "]" }

// text is a JSON string of ASCII characters.
func text(s string) string {
	out := []byte{'"'}
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			out = append(out, '\\', byte(r))
		case r >= ' ' && r < 0x7f:
			out = append(out, byte(r))
		case r > 0xffff:
			r -= 0x10000
			out = append(appendHex(out, 0xd800+r>>10), appendHex(nil, 0xdc00+r&0x3ff)...)
		default:
			out = appendHex(out, r)
		}
	}
	return string(append(out, '"'))
}

func appendHex(out []byte, r rune) []byte {
	const digits = "0123456789abcdef"
	return append(out, '\\', 'u', digits[r>>12&15], digits[r>>8&15], digits[r>>4&15], digits[r&15])
}
