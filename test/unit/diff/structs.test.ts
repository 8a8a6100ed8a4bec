// Fields that are selected and values that are compared, by the rules of the Go specification.

import { expect, it } from "vitest";
import { isComparable, selectableFields } from "#shared/diff/structs";
import type { Field, GoType, NamedType, StructType } from "#shared/model";

const int: GoType = { kind: "basic", name: "int" };
const field = (name: string, type: GoType, embedded = false): Field => ({ name, type, tag: "", embedded });
const struct = (...fields: Field[]): StructType => ({ kind: "struct", fields });
const named = (name: string, underlying?: GoType): NamedType => ({
  kind: "named",
  name,
  typeArgs: [],
  ...(underlying ? { underlying } : {}),
});

it("a type that holds itself ends", () => {
  const fields: Field[] = [field("A", int)];
  const itself = named("T", struct(...fields));
  const type = { ...itself, underlying: { kind: "struct" as const, fields } };
  fields.push(field("T", type, true), field("B", { kind: "array", elem: type, length: 2 }));
  expect(isComparable(type)).toBe(true);
  expect([...selectableFields(type.underlying).keys()].sort()).toEqual(["A", "B", "T"]);
  fields.push(field("C", { kind: "slice", elem: int }));
  expect(isComparable(type)).toBe(false);
});

it("what was not read is open, unless the rest decides", () => {
  const unread = named("U");
  expect(isComparable(struct(field("A", unread)))).toBeUndefined();
  expect(isComparable(struct(field("A", unread), field("B", { kind: "map", key: int, elem: int })))).toBe(
    false,
  );
});

it("a field hides those below it, and two of one depth hide each other", () => {
  const left = named("Left", struct(field("Both", int), field("Mine", int), field("Deep", int)));
  const right = named("Right", struct(field("Both", int), field("hidden", int)));
  const pointer: GoType = { kind: "pointer", elem: right };
  const outer = struct(field("Left", left, true), field("Right", pointer, true), field("Mine", int));
  expect([...selectableFields(outer).keys()].sort()).toEqual(["Deep", "Left", "Mine", "Right"]);
  expect(selectableFields(outer).get("Mine")).toBe(outer.fields[2]);
});
