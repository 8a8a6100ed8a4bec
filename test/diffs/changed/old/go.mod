// One side of a pair of plugins that test/truth/diff.test.ts compares.
module example.com/diffs

go 1.22
