// A host that shares nothing with its plugins but the standard library.
package main

import (
	"os"
	"plugin"
	"runtime"
)

func main() {
	for _, path := range os.Args[1:] {
		p, err := plugin.Open(path)
		if err != nil {
			os.Stdout.WriteString("refused: " + err.Error() + "\n")
			continue
		}
		os.Stdout.WriteString("opened\n")
		symbol, err := p.Lookup("Greet")
		if err != nil {
			os.Stdout.WriteString("lookup: " + err.Error() + "\n")
			continue
		}
		symbol.(func(string) string)("plugin")
		runtime.GC()
		os.Stdout.WriteString("called\n")
	}
}
