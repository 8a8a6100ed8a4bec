// The plugins that the tests build, and the truth hosts that load them: one module, so that they share package builds.
module example.com/plugins

go 1.22

require (
	example.com/set/v2 v2.0.0
	gopkg.in/tree.v3 v3.0.0
)

replace (
	example.com/set/v2 => ./modules/set
	gopkg.in/tree.v3 => ./modules/tree
)
