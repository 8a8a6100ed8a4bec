// Two programs that tell the truth about a plugin in two independent ways, for the reader to be compared with.
module example.com/truth

go 1.23
