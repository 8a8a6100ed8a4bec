module gopkg.in/leaf.v3

go 1.18
