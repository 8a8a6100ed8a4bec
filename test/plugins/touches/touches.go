// A plugin that leaves a file behind when it is loaded.
package main

import "os"

// Variable names the environment variable with the path of the file.
var Variable = "BIND_PLUGIN_TEST_TOUCHED"

// Touched gives the path of the file.
func Touched() string { return os.Getenv(Variable) }

func init() {
	if path := Touched(); path != "" {
		if err := os.WriteFile(path, []byte("loaded"), 0o600); err != nil {
			panic(err)
		}
	}
}
