// A module that host and plugin share, as the host has it.
module example.com/text

go 1.22
