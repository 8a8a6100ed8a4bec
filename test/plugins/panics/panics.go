// A plugin that cannot be loaded: its init panics.
package main

import "os"

// Reason is what init panics with.
var Reason = "this plugin must not be run"

// Limit is a limit.
var Limit = 3

// Never is never called.
func Never(count int, why ...string) (string, error) { return Reason, os.ErrInvalid }

func init() { panic(Reason) }
