// A plugin that exports nothing: it registers itself.
package main

import "example.com/plugins/registry"

var name = "silent"

func init() { registry.Register(name) }
