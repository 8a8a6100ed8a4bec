// A program that opens the plugins beside it.
module example.com/host

go 1.22

require example.com/text v1.0.0

replace example.com/text => ../text
