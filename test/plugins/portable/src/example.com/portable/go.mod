// The plugin of the version matrix. The folder is a GOPATH as well (src/example.com/…), since Go up to 1.10 has no modules.
module example.com/portable

go 1.18

require gopkg.in/leaf.v3 v3.0.0

replace gopkg.in/leaf.v3 => ../../gopkg.in/leaf.v3
