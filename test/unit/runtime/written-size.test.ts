// Types that have no end are found before anybody writes them out.

import { expect, test } from "vitest";
import type { GoType } from "#shared/model";
import { expansionLimit, writtenSize } from "#shared/runtime/written-size";

const int: GoType = { kind: "basic", name: "int" };

test("a type that is in itself", () => {
  const type = { kind: "pointer", elem: int as GoType };
  type.elem = { kind: "slice", elem: type as GoType };
  expect(writtenSize(type as GoType, new Map())).toBeGreaterThan(expansionLimit);
});

test("a type that doubles with each level", () => {
  let type: GoType = int;
  for (let i = 0; i < 40; i++) type = { kind: "map", key: type, elem: type };
  expect(writtenSize(type, new Map())).toBeGreaterThan(expansionLimit);
});

test("a type that nests too deep", () => {
  let type: GoType = int;
  for (let i = 0; i < 10_000; i++) type = { kind: "slice", elem: type };
  expect(writtenSize(type, new Map())).toBeGreaterThan(expansionLimit);
});

test("a named type ends what would be endless", () => {
  const node = { kind: "named", name: "Node", typeArgs: [], underlying: int as GoType } as const;
  const next: GoType = {
    kind: "func",
    params: [node, int],
    results: [{ kind: "pointer", elem: node }],
    variadic: false,
  };
  Object.assign(node, { underlying: next });
  expect(writtenSize(next, new Map())).toBeLessThan(10);
});
