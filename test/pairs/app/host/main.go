// Opens plugins, one after the other, and says what becomes of each.
package main

import (
	"fmt"
	"os"
	"plugin"
	"runtime"

	"example.com/app/api"
	"example.com/text"
)

type host struct{}

func (host) Greet(name string) string { return text.Title(name) }

func main() {
	var greeter api.Greeter = host{}
	fmt.Println(greeter.Greet("host"), api.Version, api.Mode, text.Count("a b"))
	for _, path := range os.Args[1:] {
		p, err := plugin.Open(path)
		if err != nil {
			fmt.Println("refused:", err)
			continue
		}
		fmt.Println("opened")
		symbol, err := p.Lookup("Greet")
		if err != nil {
			fmt.Println("lookup:", err)
			continue
		}
		symbol.(func(string) string)("plugin")
		runtime.GC()
		fmt.Println("called")
	}
}
