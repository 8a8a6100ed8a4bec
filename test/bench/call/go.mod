// What a call through a wrapper costs; call-overhead.mjs puts the wrapper (api.go) beside these files in a temporary folder.
module example.com/call

go 1.18
