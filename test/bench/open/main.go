// Opens a plugin and prints its symbols with their types: the way without a reader. The names must be known to it.
package main

import (
	"fmt"
	"os"
	"plugin"
	"reflect"
)

func main() {
	p, err := plugin.Open(os.Args[1])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	for _, name := range []string{"Client", "Connect", "Ready", "Version"} {
		symbol, err := p.Lookup(name)
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		fmt.Println(name, reflect.TypeOf(symbol))
	}
}
