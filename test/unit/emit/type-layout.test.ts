// Type expressions against the real gofmt: fixed cases, and thousands of random ones.

import { describe, expect, it } from "vitest";
import { layoutMembers, layoutType, type Member } from "#shared/emit/type-layout";
import type { GoType } from "#shared/model";
import { pkgType as named, type Random, randomFields, randomOf, randomType } from "#test/random-types";
import { gofmt } from "../../emit/gofmt.ts";

const int: GoType = { kind: "basic", name: "int" };
const string: GoType = { kind: "basic", name: "string" };
const qualify = ({ path, name }: { path: string; name?: string }) => name ?? path;

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

function randomMembers(random: Random): Member[] {
  return randomFields(random, 3).map((field, i) => ({
    comment: random(3) === 0 ? ["// a comment", "//", "//\tcode"] : [],
    isApart: random(3) === 0,
    name: i === 0 || !field.embedded ? field.name : "",
    text: layoutType(field.type, qualify),
    tag: "",
  }));
}
