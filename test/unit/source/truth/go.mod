module example.com/source-truth

go 1.23
