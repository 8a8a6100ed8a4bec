// Type expressions against the real gofmt: fixed cases, and thousands of random ones.

import { describe, expect, it } from "vitest";
import { layoutMembers, layoutType, type Member } from "#shared/emit/type-layout";
import type { Field, GoType } from "#shared/model";
import { gofmt } from "../../emit/gofmt.ts";

const int: GoType = { kind: "basic", name: "int" };
const string: GoType = { kind: "basic", name: "string" };
const qualify = ({ path, name }: { path: string; name?: string }) => name ?? path;

function named(name: string, ...typeArgs: GoType[]): GoType {
  return { kind: "named", package: { path: "example.com/pkg", name: "pkg" }, name, typeArgs };
}

function struct(...fields: [name: string, type: GoType, tag?: string][]): GoType {
  return {
    kind: "struct",
    fields: fields.map(([name, type, tag = ""]) => ({ name, type, tag, embedded: false })),
  };
}

function func(params: GoType[], results: GoType[], variadic = false): GoType {
  return { kind: "func", params, results, variadic };
}

describe("layoutType", () => {
  const cases: [string, GoType][] = [
    [
      "chan (<-chan int)",
      { kind: "chan", direction: "both", elem: { kind: "chan", direction: "receive", elem: int } },
    ],
    [
      "chan<- chan int",
      { kind: "chan", direction: "send", elem: { kind: "chan", direction: "both", elem: int } },
    ],
    [
      "<-chan <-chan int",
      { kind: "chan", direction: "receive", elem: { kind: "chan", direction: "receive", elem: int } },
    ],
    [
      "func(int, ...string) (int, error)",
      func(
        [int, { kind: "slice", elem: string }],
        [int, { kind: "named", name: "error", typeArgs: [] }],
        true,
      ),
    ],
    ["func() func(int) string", func([], [func([int], [string])])],
    ["interface{}", { kind: "interface", methods: [] }],
    ["struct{}", struct()],
    ["struct{ A int }", struct(["A", int])],
    ['struct {\n\tA int `json:"a"`\n}', struct(["A", int, 'json:"a"'])],
    [
      "struct {\n\tA   int\n\tLong string `x`\n}".replace("A   int", "A    int"),
      struct(["A", int], ["Long", string, "x"]),
    ],
    ['struct {\n\tA int "`"\n}', struct(["A", int, "`"])],
    [
      "map[string][]byte",
      { kind: "map", key: string, elem: { kind: "slice", elem: { kind: "basic", name: "uint8" } } },
    ],
    ["pkg.Pair[int, *pkg.T]", named("Pair", int, { kind: "pointer", elem: named("T") })],
    ["pkg.Pair[struct {\n\tA int\n\tB int\n},\n\tint]", named("Pair", struct(["A", int], ["B", int]), int)],
    [
      "interface{ M(int) }",
      {
        kind: "interface",
        methods: [{ name: "M", type: { kind: "func", params: [int], results: [], variadic: false } }],
      },
    ],
  ];
  it.each(cases)("writes %j", (text, type) => {
    expect(layoutType(type, qualify)).toBe(text);
    const file = `package p\n\nvar x ${text}\n`;
    expect(gofmt(file)).toBe(file);
  });

  it("writes what gofmt leaves alone, whatever the type", () => {
    const random = randomOf(20);
    const pieces = Array.from({ length: 4000 }, (_, i) => {
      const type = randomType(random, 4);
      const text = layoutType(type, qualify);
      switch (i % 4) {
        case 0:
          return `type T${i} struct${layoutMembers(randomMembers(random))}`;
        case 1:
          return `func (w *T) M${i}(a ${text}, b, c int) ${text.includes("\n") ? `(${text}, error)` : text} {\n\treturn w.call()\n}`;
        case 2:
          return `type T${i} interface${layoutMembers([
            { comment: [], isApart: false, name: "", text: `M(${text})`, tag: "" },
            { comment: ["// x"], isApart: true, name: "", text: "N() int", tag: "" },
          ])}`;
        default:
          return `var v${i} ${text}`;
      }
    });
    const file = `package p\n\n${pieces.join("\n\n")}\n`;
    expect(differences(file, gofmt(file))).toEqual([]);
  });
});

/** The first few lines that differ, with their surroundings: a whole file would not be readable. */
function differences(have: string, want: string): string[] {
  if (have === want) return [];
  const [a, b] = [have.split("\n"), want.split("\n")];
  const at = a.findIndex((line, i) => line !== b[i]);
  return [`line ${at + 1}`, "have:", ...a.slice(at - 6, at + 6), "want:", ...b.slice(at - 6, at + 6)];
}

/** A small generator of pseudo-random integers below a limit (Lehmer, 48271 mod 2^31-1). */
function randomOf(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (state * 48271) % 2147483647;
    return state % limit;
  };
}

const names = ["A", "Bc", "LongName", "Éclair", "VeryVeryLongFieldName", "X1", "名A"];
const tags = ["", "", "", 'json:"a"', 'json:"a,omitempty" xml:"b"', "`", "tab\there", "ü"];

function randomFields(random: (limit: number) => number, depth: number): Field[] {
  const count = [0, 1, 1, 1, 2, 3, 5][random(7)]!;
  return Array.from({ length: count }, (_, i) => {
    const embedded = random(6) === 0;
    const type = embedded
      ? named(`E${i}`, ...(random(3) === 0 ? [randomType(random, depth - 2)] : []))
      : randomType(random, depth - 1);
    const name = embedded ? `E${i}` : `${names[random(names.length)]!}${i}`;
    return { name, type, tag: tags[random(tags.length)]!, embedded };
  });
}

function randomMembers(random: (limit: number) => number): Member[] {
  return randomFields(random, 3).map((field, i) => ({
    comment: random(3) === 0 ? ["// a comment", "//", "//\tcode"] : [],
    isApart: random(3) === 0,
    name: i === 0 || !field.embedded ? field.name : "",
    text: layoutType(field.type, qualify),
    tag: "",
  }));
}

function randomType(random: (limit: number) => number, depth: number): GoType {
  const inner = () => randomType(random, depth - 1);
  const several = (limit: number) => Array.from({ length: random(limit) }, inner);
  switch (random(depth <= 0 ? 4 : 14)) {
    case 0:
      return int;
    case 1:
      return {
        kind: "basic",
        name: (["bool", "uint8", "complex128", "unsafe.Pointer"] as const)[random(4)]!,
      };
    case 2:
      return named(["T", "Name", "AnUnusuallyLongTypeName"][random(3)]!);
    case 3:
      return { kind: "interface", methods: [] };
    case 4:
      return { kind: "pointer", elem: inner() };
    case 5:
      return { kind: "slice", elem: inner() };
    case 6:
      return { kind: "array", elem: inner(), length: random(1000) };
    case 7:
      return { kind: "map", key: inner(), elem: inner() };
    case 8:
      return { kind: "chan", direction: (["both", "send", "receive"] as const)[random(3)]!, elem: inner() };
    case 9:
    case 10: {
      const params = several(4);
      const variadic = random(2) === 0;
      return func(variadic ? [...params, { kind: "slice", elem: inner() }] : params, several(4), variadic);
    }
    case 11:
    case 12:
      return { kind: "struct", fields: randomFields(random, depth) };
    default:
      if (random(2) === 0) return named("G", inner(), ...several(3));
      return {
        kind: "interface",
        methods: several(3).map((type, i) => ({
          name: `M${i}`,
          type: { kind: "func", params: [type], results: several(3), variadic: false },
        })),
      };
  }
}
