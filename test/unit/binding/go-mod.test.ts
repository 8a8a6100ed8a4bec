// Lines of go.mod, and where they are.

import { expect, it } from "vitest";
import { parseGoModLines } from "#shared/binding/go-mod";

it("finds requirements, replacements and exclusions, alone and in blocks", () => {
  const text = `// require example.com/comment v1.0.0
module example.com/m

go 1.22
toolchain go1.22.3

require example.com/one v1.2.3 // indirect
require(
	example.com/two v0.0.0-20200130002326-2f3ba24bd6e7
	"example.com/three" v3.0.0+incompatible
	// example.com/none v1.0.0
)
replace example.com/two => ../two
replace (
	example.com/one v1.2.3 => example.com/fork v1.0.0
)
exclude example.com/one v1.0.0
retract [v1.0.0, v1.1.0]
`;
  const lines = text.split("\n");
  const found = parseGoModLines(text).map(({ directive, path, version, range: { start, end } }) => ({
    text: lines[start.line]!.slice(start.character, end.character),
    what: [directive, path, version].join(" "),
  }));
  expect(found).toEqual([
    { what: "require example.com/one v1.2.3", text: "example.com/one v1.2.3" },
    {
      what: "require example.com/two v0.0.0-20200130002326-2f3ba24bd6e7",
      text: "example.com/two v0.0.0-20200130002326-2f3ba24bd6e7",
    },
    {
      what: "require example.com/three v3.0.0+incompatible",
      text: '"example.com/three" v3.0.0+incompatible',
    },
    { what: "replace example.com/two ", text: "example.com/two" },
    { what: "replace example.com/one v1.2.3", text: "example.com/one v1.2.3" },
    { what: "exclude example.com/one v1.0.0", text: "example.com/one v1.0.0" },
  ]);
});

it.each(["", "require", "require (", ")", 'require "', "\u0000", "require\nreplace => =>"])(
  "of %j finds nothing",
  (text) => expect(parseGoModLines(text)).toEqual([]),
);
