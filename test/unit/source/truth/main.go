// Prints as JSON what Go's own libraries say about Go source, for tests to compare with.
package main

import (
	"encoding/json"
	"fmt"
	"os"
)

func main() {
	var result any
	var err error
	switch command, args := os.Args[1], os.Args[2:]; command {
	case "symbols", "cgo-symbols":
		result, err = symbols(command == "cgo-symbols", args)
	case "selections":
		result, err = selections(args)
	case "match":
		result, err = match(os.Stdin)
	case "standard":
		result, err = standard()
	case "unquote":
		result, err = unquote(os.Stdin)
	default:
		err = fmt.Errorf("unknown command %s", command)
	}
	if err == nil {
		err = json.NewEncoder(os.Stdout).Encode(result)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
