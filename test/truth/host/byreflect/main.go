// Program byreflect loads a plugin and prints what reflection says of the symbols that it exports.
package main

import (
	"fmt"
	"os"
	"plugin"
	"reflect"
	"runtime"
	"sort"
	"strconv"

	"example.com/truth/record"
)

func main() {
	if err := run(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(path string) error {
	opened, err := plugin.Open(path)
	if err != nil {
		return err
	}
	w := &walker{seen: map[reflect.Type]int{}}
	for _, name := range symbolNames(opened) {
		symbol, err := opened.Lookup(name)
		if err != nil {
			return err
		}
		w.truth.Symbols = append(w.truth.Symbols, w.symbol(name, reflect.ValueOf(symbol)))
	}
	return w.truth.Print()
}

// symbolNames takes the names from plugin.Plugin's own table, sorted.
func symbolNames(opened *plugin.Plugin) []string {
	names := []string{}
	for _, key := range reflect.ValueOf(opened).Elem().FieldByName("syms").MapKeys() {
		names = append(names, key.String())
	}
	sort.Strings(names)
	return names
}

func (w *walker) symbol(name string, value reflect.Value) record.Symbol {
	if value.Kind() == reflect.Func {
		entry := value.Pointer()
		file, line := runtime.FuncForPC(entry).FileLine(entry)
		return record.Symbol{Name: name, Kind: "func", Type: w.visit(value.Type()), File: file, Line: line}
	}
	variable := value.Elem()
	return record.Symbol{Name: name, Kind: "var", Type: w.visit(variable.Type()), Value: valueOf(variable)}
}

func valueOf(v reflect.Value) *record.Value {
	kind := v.Kind().String()
	switch {
	case v.Kind() == reflect.String:
		return &record.Value{Kind: kind, Text: v.String()}
	case v.Kind() == reflect.Bool:
		return &record.Value{Kind: kind, Text: strconv.FormatBool(v.Bool())}
	case v.CanInt():
		return &record.Value{Kind: kind, Text: strconv.FormatInt(v.Int(), 10)}
	case v.CanUint():
		return &record.Value{Kind: kind, Text: strconv.FormatUint(v.Uint(), 10)}
	case v.CanFloat():
		return &record.Value{Kind: kind, Text: strconv.FormatFloat(v.Float(), 'g', -1, 64)}
	}
	return nil
}
