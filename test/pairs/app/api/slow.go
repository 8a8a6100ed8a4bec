//go:build !fast
// +build !fast

package api

// Mode is chosen by a build tag.
const Mode = "slow"
