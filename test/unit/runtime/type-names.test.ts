// Type arguments as the compiler writes them into the names of types.

import { describe, expect, test } from "vitest";
import type { GoPackage, GoType } from "#shared/model";
import { parseType, parseTypeArgs, splitTypeName } from "#shared/runtime/type-names";
import { typeString } from "#shared/type-string";

const packageOf = (path: string): GoPackage => ({ path });
const parse = (text: string) => parseType(text, packageOf);

describe("names of type descriptors", () => {
  test.each([
    ["int", { packageName: "", name: "int" }],
    ["error", { packageName: "", name: "error" }],
    ["main.T", { packageName: "main", name: "T" }],
    ["yaml.Größe", { packageName: "yaml", name: "Größe" }],
    [
      "set.Pair[string,example.com/a.b/c%2ed.T]",
      { packageName: "set", name: "Pair", args: "string,example.com/a.b/c%2ed.T" },
    ],
    ["p.G[[]int]", { packageName: "p", name: "G", args: "[]int" }],
    ["p.G[map[string]int]·2", { packageName: "p", name: "G·2", args: "map[string]int" }],
  ])("%s", (text, parts) => {
    expect(splitTypeName(text)).toEqual(parts);
  });
});

/** In the compiler's form (cmd/compile/internal/types/fmt.go, LinkString), and as go/types has it. */
const forms: readonly [written: string, expected: string][] = [
  ["int", "int"],
  ["unsafe.Pointer", "unsafe.Pointer"],
  ["error", "error"],
  ["interface {}", "any"],
  ["time.Duration", "time.Duration"],
  ["example.com/rich/plug%2ev1.local", "example.com/rich/plug.v1.local"],
  ["gopkg.in/yaml%2ev3.Node", "gopkg.in/yaml.v3.Node"],
  ["a%20b/gr%c3%b6%c3%9fe.T", "a b/größe.T"],
  ["*[]*example.com/p.T", "*[]*example.com/p.T"],
  ["[5][3]int", "[5][3]int"],
  ["map[string][]map[int]bool", "map[string][]map[int]bool"],
  ["chan int", "chan int"],
  ["<-chan int", "<-chan int"],
  ["chan<- chan int", "chan<- chan int"],
  ["chan (<-chan int)", "chan (<-chan int)"],
  ["func()", "func()"],
  ["func(int, ...string) error", "func(int, ...string) error"],
  ["func(func(int) string, []byte) (int, error)", "func(func(int) string, []uint8) (int, error)"],
  ["func() func() (int, string)", "func() func() (int, string)"],
  ["struct {}", "struct{}"],
  [
    'struct { A int "json:\\"a,omitempty\\" x:\\"]}\\"" }',
    'struct{A int "json:\\"a,omitempty\\" x:\\"]}\\""}',
  ],
  [
    "struct { example.com/p.a int; B func() error; C struct { D int } }",
    "struct{a int; B func() error; C struct{D int}}",
  ],
  ["struct { example.com/p.T; *example.com/p.U; N = int }", "struct{example.com/p.T; *example.com/p.U; int}"],
  ['struct { example.com/p.T "tag"; F func() "tag" }', 'struct{example.com/p.T "tag"; F func() "tag"}'],
  [
    "interface { Foo(int) (string, error); example.com/p.bar() }",
    "interface{Foo(int) (string, error); bar()}",
  ],
  ["interface { Each(func(int) bool) }", "interface{Each(func(int) bool)}"],
  [
    "example.com/s.Pair[string,example.com/s.Set[[]int]]",
    "example.com/s.Pair[string,example.com/s.Set[[]int]]",
  ],
  ["example.com/p.inner·1", "example.com/p.inner·1"],
  ["example.com/p.inner[int;string]·3", "example.com/p.inner·3[int,string]"],
];

test.each(forms)("%s", (written, expected) => {
  expect(typeString(parse(written))).toBe(expected);
});

test("fields and methods know their package, embedding and tags", () => {
  const type = parse('struct { example.com/a%2eb.x int "t"; example.com/p.y = *example.com/p.z; Name int }');
  expect(type).toMatchObject({
    fields: [
      { name: "x", packagePath: "example.com/a.b", tag: "t", embedded: false },
      { name: "y", packagePath: "example.com/p", tag: "", embedded: true },
      { name: "Name", tag: "", embedded: false },
    ],
  });
  expect(type.kind === "struct" && type.fields[2]).not.toHaveProperty("packagePath");
  expect(parse("interface { example.com/p.m() }")).toMatchObject({
    methods: [{ name: "m", packagePath: "example.com/p" }],
  });
});

test("a list of arguments", () => {
  const args = parseTypeArgs(
    "string,map[struct { A int }]func(int, bool),[]example.com/p.G[int,bool]",
    packageOf,
  );
  expect(args.map((arg) => typeString(arg))).toEqual([
    "string",
    "map[struct{A int}]func(int, bool)",
    "[]example.com/p.G[int,bool]",
  ]);
});

test.each([
  "",
  "int,",
  "map[string",
  "func(",
  "struct { A",
  "struct { A int; ",
  "chan",
  "[x]int",
  "AbCdEfGh",
  "int]",
  'struct { A int "t }',
  "@12",
  `${"*".repeat(1000)}int`,
])("%j is no type", (text) => {
  const opaque: GoType = { kind: "opaque", text };
  expect(parse(text)).toEqual(opaque);
  expect(parseTypeArgs(text, packageOf)).toEqual([opaque]);
});
