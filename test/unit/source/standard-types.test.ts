// Holds the table of standard packages against the Go at hand.

import { expect, it } from "vitest";
import { standardType } from "#shared/source/standard-types";
import { buildSourceTruth } from "#test/source-truth";

it("knows the standard packages, and which of their names are aliases", async () => {
  const truth = await buildSourceTruth();
  const standard = await truth.ask<Record<string, readonly string[]>>(["standard"]);
  truth.dispose();
  expect(Object.keys(standard).length).toBeGreaterThan(150);
  for (const [path, aliases] of Object.entries(standard)) {
    expect(standardType(path, "SomeType"), path).toEqual({
      kind: "named",
      package: { path },
      name: "SomeType",
      typeArgs: [],
    });
    for (const alias of aliases) expect(standardType(path, alias), `${path}.${alias}`).toBeUndefined();
  }
  expect(standardType("example.com/time", "Duration")).toBeUndefined();
  expect(standardType("unsafe", "Pointer")).toEqual({ kind: "basic", name: "unsafe.Pointer" });
});
