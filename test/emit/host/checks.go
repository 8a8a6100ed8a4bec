package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"plugin"
	"reflect"
	"strings"
	"testing"
	"unsafe"

	basicderef "example.com/host/modern/basic_deref"
	basiciface "example.com/host/modern/basic_interface"
	basicsum "example.com/host/modern/basic_sha256"
	basic "example.com/host/modern/basic_struct"
	generics "example.com/host/modern/generics_struct"
	kindsderef "example.com/host/modern/kinds_deref"
	kinds "example.com/host/modern/kinds_struct"
	namesiface "example.com/host/modern/names_interface"
	names "example.com/host/modern/names_struct"
	packages "example.com/host/modern/packages_struct"
	unnameablederef "example.com/host/modern/unnameable_deref"
	unnameable "example.com/host/modern/unnameable_struct"
	"example.com/plugins/pkg/left/model"
	"example.com/set/v2"
	"gopkg.in/tree.v3"
)

var failures []string

func equal(what string, have, want interface{}) {
	if !reflect.DeepEqual(have, want) {
		failures = append(failures, fmt.Sprintf("%s: have %#v, want %#v", what, have, want))
	}
}

// contains says which of the parts the text lacks.
func contains(what string, err error, parts ...string) {
	for _, part := range parts {
		if err == nil || !strings.Contains(err.Error(), part) {
			failures = append(failures, fmt.Sprintf("%s: %v lacks %q", what, err, part))
		}
	}
}

func must(err error) {
	if err != nil {
		failures = append(failures, err.Error())
	}
}

// values collects results, to compare them at once.
func values(v ...interface{}) []interface{} { return v }

type fake map[string]plugin.Symbol

func (f fake) Lookup(name string) (plugin.Symbol, error) {
	if symbol, ok := f[name]; ok {
		return symbol, nil
	}
	return nil, errors.New("no such thing")
}

type mock struct{}

func (mock) Add(a, b int) int                        { return 7 }
func (mock) Divide(a, b int) (q, r int, err error)   { return 1, 2, nil }
func (mock) Greet(name string) string                { return "mock" }
func (mock) GreetAll() []string                      { return nil }
func (mock) Join(sep string, parts ...string) string { return sep }

func runChecks() []string {
	checkBasic()
	checkErrors()
	checkNames()
	checkKinds()
	checkUnnameable()
	checkModules()
	return failures
}

func checkBasic() {
	w, err := basic.BindPluginAPI(paths["basic"])
	must(err)
	equal("Add", w.Add(2, 3), 5)
	equal("Count", *w.Count, 1)
	equal("Divide", values(w.Divide(7, 2)), values(3, 1, error(nil)))
	_, _, zero := w.Divide(1, 0)
	equal("ErrZero", zero, *w.ErrZero)
	equal("Greet", w.Greet("Go"), "Hello, Go!")
	*w.Names = []string{"X"}
	equal("GreetAll", w.GreetAll(), []string{"Hello, X!"})
	equal("Join", w.Join("-", "a", "b"), "a-b")
	equal("Join of none", w.Join("-"), "")
	equal("Version", *w.Version, "1.2.3")

	d, err := basicderef.BindPluginAPI(paths["basic"])
	must(err)
	equal("Count by value", d.Count, 1)
	w.Add(1, 1)
	equal("Count stays", d.Count, 1)

	s, err := basicsum.BindPluginAPI(paths["basic"])
	must(err)
	equal("Version with sha256", *s.Version, "1.2.3")

	for _, api := range []basiciface.PluginAPI{mock{}, bindInterface("basic"), bindInterface("second")} {
		failures = append(failures, use(api)...)
	}
	equal("second", bindInterface("second").Add(1, 2), 1003)
}

func bindInterface(name string) basiciface.PluginAPI {
	api, err := basiciface.BindPluginAPI(paths[name])
	must(err)
	return api
}

func use(api basiciface.PluginAPI) (bad []string) {
	if api.Add(1, 2) == 0 || api.Greet("x") == "" {
		bad = append(bad, fmt.Sprintf("%T does not answer", api))
	}
	return bad
}

func checkErrors() {
	_, err := basic.BindPluginAPI(paths["drifted"])
	contains("drifted", err,
		"Add is func(int64, int64) int64, want func(int, int) int",
		"Greet: plugin: symbol Greet not found", "want func(string) string",
		"Count is *int64, want *int", "Names: plugin: symbol Names not found")
	equal("drifted, others", strings.Contains(err.Error(), "Version") || strings.Contains(err.Error(), "Divide"), false)

	touched := filepath.Join(os.TempDir(), fmt.Sprint("bind-plugin-touched-", os.Getpid()))
	os.Setenv("BIND_PLUGIN_TEST_TOUCHED", touched)
	_, err = basicsum.BindPluginAPI(paths["touches"])
	contains("sha256", err, "SHA256 checksum mismatch", sums["basic"], sums["touches"])
	if _, err := os.Stat(touched); err == nil {
		failures = append(failures, "the plugin was opened before its checksum was compared")
	}
	_, err = basicsum.BindPluginAPI(paths["basic"] + ".missing")
	contains("missing", err, "missing")
	_, err = basic.BindPluginAPI(paths["basic"] + ".missing")
	contains("missing", err, "missing")

	_, err = basic.BindPluginAPIFrom(nil)
	contains("nil", err, "nil plugin")
	_, err = basic.BindPluginAPIFrom((*plugin.Plugin)(nil))
	contains("nil plugin", err, "nil plugin")
	_, err = basic.BindPluginAPIFrom(fake{})
	contains("empty", err, "Add: no such thing", "Divide", "Greet", "GreetAll", "Join", "Count", "ErrZero", "Names", "Version")
	_, err = basic.BindPluginAPIFrom(fake{"Add": nil, "Greet": 1, "Divide": (func(int, int) (int, int, error))(nil), "Count": (*int)(nil), "Names": []string{}, "Version": "x"})
	contains("wrong", err, "Add is <nil>", "Greet is int", "Divide is a nil func(", "Count is a nil *int,", "Names is []string", "Version is string, want *string")
	_, err = basicderef.BindPluginAPIFrom(fake{"Count": (*int)(nil), "Names": []string{}, "Version": 1})
	contains("wrong for values", err, "Count is a nil *int", "Names is []string", "Version is int, want *string")
	_, err = unnameable.BindPluginAPIFrom(fake{"NewPlug": func() int { return 1 }, "NewService": func(string) (error, error) { return nil, nil }, "HandlerRegisterer": new(int), "Plugin": 1, "NilPlug": nil})
	contains("wrong for interfaces", err, "NewPlug is func() int, want func(int) *example.com/plugins/unnameable.Plug", "NewService is", "HandlerRegisterer is *int", "Plugin is int", "NilPlug is <nil>")
	_, err = unnameablederef.BindPluginAPIFrom(fake{"Serving": new(int), "PluginPtr": 1})
	contains("wrong for opened", err, "Serving is *int", "PluginPtr is int")

	version := "five"
	_, err = basic.BindPluginAPIFrom(fake{"Add": func(int, int) int { return 5 }, "Version": &version})
	contains("fits in part", err, "Divide: no such thing")
	equal("fits in part, others", strings.Contains(err.Error(), "Add") || strings.Contains(err.Error(), "Version"), false)
}

func checkNames() {
	w, err := names.BindPluginAPI(paths["names"])
	must(err)
	equal("String", w.String(3), "number 3")
	equal("WrapperInfo", *w.WrapperInfo, "info")
	equal("Error", w.Error(), "an error of the plugin")
	equal("Seek", w.Seek(1), true)
	equal("ReadByte", w.ReadByte(), "byte")
	equal("MarshalJSON", w.MarshalJSON(1), "1")
	equal("GobDecode", w.GobDecode(1), 2)
	equal("Unwrap", w.Unwrap(), []string{"un", "wrap"})
	equal("Add", values(w.Add(1, 2), w.ADD(1, 2), w.AddInts(1, 2, 3)), values(3, 30, 3))
	equal("Shadows", values(w.Shadows(1, "", false, nil, 2, 'x', 0, 3, 4, 5, 6, true)), values(21, error(nil)))
	equal("Übung", w.Übung(2), "üü")
	equal("Äpfel", *w.Äpfel, 3)
	equal("Id", values(*w.ID, *w.Id, *w.ID2, *w.UserId, *w.User_Id), values(1, 2, 3, 10, 11))
	first, numbers := w.Unclean(1, 2, "a", "b", "c", 3, 4, "d", 5, true)
	equal("Unclean", values(first, numbers), values("abcd", []int{1, 2, 3, 4, 5}))

	var api namesiface.PluginAPI
	api, err = namesiface.BindPluginAPI(paths["names"])
	must(err)
	equal("getter", values(api.ReadByteFunc()(), api.MarshalJSONFunc()(2), api.String(1)), values("byte", "2", "number 1"))
}

func checkKinds() {
	w, err := kinds.BindPluginAPI(paths["kinds"])
	must(err)
	equal("Sum", w.Sum(1, 2, 3), 6)
	equal("Sizes", w.Sizes([]string{"a"}, nil), []int{1, 0})
	equal("Format", w.Format("%d %s", 1, "x"), "1 x")
	equal("Five", values(w.Five()), values(5, "five", true, error(nil), []byte("fünf")))
	equal("NamedResults", values(w.NamedResults("a", "bc")), values("bc", "a", 3))
	equal("Unnamed", w.Unnamed(1, "", true), 42)
	equal("Blank", values(w.Blank(1, "", 4)), values(8, error(nil)))
	equal("Apply", w.Apply(func(n int) int { return -n }, []int{1}), []int{-1})
	equal("Adder", w.Adder(3)(4), 7)
	left, right := make(chan int, 1), make(chan int)
	left <- 5
	close(left)
	close(right)
	equal("Merge", <-w.Merge(left, right), 5)
	wrapped := w.Wrap("four")
	equal("Wrap", values(wrapped.Name, wrapped.Size), values("four", 4))
	equal("Lookup2", values(w.Lookup2(map[struct{ X, Y int }]string{{1, 2}: "found"}, 1, 2)), values("found", true))
	var out bytes.Buffer
	n, err := w.Copy(&out, strings.NewReader("copied"))
	equal("Copy", values(n, err, out.String()), values(int64(6), error(nil), "copied"))
	equal("Address", w.Address(unsafe.Pointer(w)), unsafe.Pointer(w))
	equal("Rune", *w.Rune, 'ü')
	calls := *w.Int
	w.Nop()
	equal("Nop", *w.Int, calls+1)
	d, err := kindsderef.BindPluginAPI(paths["kinds"])
	must(err)
	equal("values", values(d.Bool, d.Float64, d.MapStruct), values(true, 2.5, map[struct{ X, Y int }]string{{1, 2}: "one two"}))
	equal("allocations", testing.AllocsPerRun(100, func() { w.Nop(); w.Unnamed(1, "") }), 0.0)
}

func checkUnnameable() {
	w, err := unnameable.BindPluginAPI(paths["unnameable"])
	must(err)
	w.HandlerRegisterer.RegisterHandlers(func(name string, handler func(context.Context, map[string]interface{}) error) {
		equal("handler", values(name, handler(nil, nil).Error()), values("handlers", "handlers"))
	})
	opened, err := w.Plugin.Open("x")
	equal("Open", values(opened, err), values("x opened 1", error(nil)))
	equal("NewPlug", w.NewPlug(4).Values(1, 2), []int{4, 1, 2})
	equal("NewPlugValue", w.NewPlugValue(5).Values(), []int{5})
	equal("NilPlug", w.NilPlug() == nil, true)
	service, err := w.NewService("p ")
	must(err)
	answer, _ := service.Serve("q")
	equal("NewService", answer, "p q")
	service, err = w.NewService("")
	equal("NewService fails", values(service == nil, err.Error()), values(true, "no prefix"))
	equal("NewLevel", fmt.Sprint(w.NewLevel(3)), "3")
	equal("NewRegisterers", fmt.Sprint(w.NewRegisterers("a", "b"), w.NewRegisterers()), "[a b] []")
	plug, total, level, many, err := w.NewMany(2, "x", "y")
	answer, _ = many.Serve("z")
	equal("NewMany", values(plug.Values(), total, fmt.Sprint(level), answer, err), values([]int{2}, 4, "2", "many z", error(nil)))
	equal("NewSecret", w.NewSecret("s").Reveal(), "s")
	d, err := unnameablederef.BindPluginAPI(paths["unnameable"])
	must(err)
	answer, _ = d.Serving.Serve("me")
	equal("Serving", answer, "served me")
	equal("nil interfaces", values(d.NilService == nil, d.HiddenMethod == nil), values(true, true))
	equal("PluginPtr", d.PluginPtr.Values(), []int{10})
}

func checkModules() {
	w, err := packages.BindPluginAPI(paths["packages"])
	must(err)
	equal("Left", *w.Left, model.Type{})
	equal("Grow", w.Grow(&tree.Node{Name: "r"}, "a", "b").Name, tree.Node{Name: "b"}.Name)
	g, err := generics.BindPluginAPI(paths["generics"])
	must(err)
	equal("Ints", (*g.Ints).Sorted(), []int{1, 2, 3})
	equal("Union", g.Union(set.Of(1), set.Of(2)).Sorted(), []int{1, 2})
	equal("MakePair", g.MakePair("k").First, "k")
	equal("Drain", g.Drain(&set.Slice[int]{1, 2}), 2)
	equal("Wrap", fmt.Sprint(g.Wrap(3) != nil), "true")
}
