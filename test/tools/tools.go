//go:build tools

// Package tools names the commands whose versions go.mod pins.
package tools

import (
	_ "golang.org/x/lint/golint"
	_ "honnef.co/go/tools/cmd/staticcheck"
)
