module gopkg.in/tree.v3

go 1.22
