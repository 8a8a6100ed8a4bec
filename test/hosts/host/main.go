// Command host opens a plugin, and prints the error or what its function Greet returns.
package main

import (
	"fmt"
	"os"
	"plugin"

	"example.com/text"
)

func main() {
	opened, err := plugin.Open(os.Args[1])
	if err != nil {
		fmt.Println(text.Upper("refused:"), err)
		os.Exit(1)
	}
	greet, err := opened.Lookup("Greet")
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	fmt.Println(greet.(func(string) string)("you"))
}
