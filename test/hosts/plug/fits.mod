// The same plugin, built with what its host has.
module example.com/plug

go 1.22

require example.com/text v1.0.0

replace example.com/text => ../text
