module example.com/set/v2

go 1.22
