//go:build next

// What the large plugin has more in its next version.
package main

// Namespace is what Connect's client is for.
var Namespace string

// Close forgets the client.
func Close() { Client = nil }
