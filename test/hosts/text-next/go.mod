// A module that host and plugin share, in its next version.
module example.com/text

go 1.22
