// A plugin that was built with another version of what its host has.
module example.com/plug

go 1.22

require example.com/text v1.1.0

replace example.com/text => ../text-next
