package main

import "testing"

// InTest is in a test.
var InTest = 1

// TestNew is a test.
func TestNew(t *testing.T) {
	if New() != "new" {
		t.Fatal(New())
	}
}
