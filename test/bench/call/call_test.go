package call

import (
	"os"
	"plugin"
	"testing"
)

// The plugin's path is in PLUGIN.
func open(b *testing.B) *plugin.Plugin {
	p, err := plugin.Open(os.Getenv("PLUGIN"))
	if err != nil {
		b.Fatal(err)
	}
	return p
}

var sum int

func BenchmarkFunc(b *testing.B) {
	symbol, err := open(b).Lookup("Add")
	if err != nil {
		b.Fatal(err)
	}
	add := symbol.(func(int, int) int)
	b.ReportAllocs()
	b.ResetTimer()
	for i := 0; i < b.N; i++ {
		sum = add(sum, i)
	}
}

func BenchmarkWrapper(b *testing.B) {
	w, err := BindPluginAPIFrom(open(b))
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	b.ResetTimer()
	for i := 0; i < b.N; i++ {
		sum = w.Add(sum, i)
	}
}

func BenchmarkInterface(b *testing.B) {
	w, err := BindMockableFrom(open(b))
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	b.ResetTimer()
	for i := 0; i < b.N; i++ {
		sum = w.Add(sum, i)
	}
}
