package main

// OnlyPlan9 is built for another system, which has no plugins.
func OnlyPlan9() {}
