// Types as text; the expected texts are what Go 1.26's go/types prints, without a space between type arguments.

import { expect, test } from "vitest";
import type { GoType } from "#shared/model";
import { typeString } from "#shared/type-string";

const int: GoType = { kind: "basic", name: "int" };
const text: GoType = { kind: "basic", name: "string" };
const error: GoType = { kind: "named", name: "error", typeArgs: [] };
const any: GoType = { kind: "interface", methods: [] };
const T: GoType = { kind: "named", package: { path: "example.com/p", name: "p" }, name: "T", typeArgs: [] };
const func = (params: GoType[], results: GoType[] = [], variadic = false) =>
  ({ kind: "func", params, results, variadic }) as const;
const chan = (direction: "both" | "send" | "receive", elem: GoType): GoType => ({
  kind: "chan",
  direction,
  elem,
});
const slice = (elem: GoType): GoType => ({ kind: "slice", elem });
const pointer = (elem: GoType): GoType => ({ kind: "pointer", elem });
const field = (name: string, type: GoType, more: { tag?: string; embedded?: boolean } = {}) => ({
  name,
  type,
  tag: "",
  embedded: false,
  ...more,
});

const table: readonly [expected: string, type: GoType][] = [
  ["int", int],
  ["unsafe.Pointer", { kind: "basic", name: "unsafe.Pointer" }],
  ["error", error],
  ["any", any],
  ["example.com/p.T", T],
  ["*[]*example.com/p.T", pointer(slice(pointer(T)))],
  ["[3][0]int", { kind: "array", length: 3, elem: { kind: "array", length: 0, elem: int } }],
  ["[1099511627776]struct{}", { kind: "array", length: 2 ** 40, elem: { kind: "struct", fields: [] } }],
  [
    "map[example.com/p.T]map[string]any",
    { kind: "map", key: T, elem: { kind: "map", key: text, elem: any } },
  ],
  ["chan (<-chan int)", chan("both", chan("receive", int))],
  ["chan chan<- int", chan("both", chan("send", int))],
  ["<-chan <-chan int", chan("receive", chan("receive", int))],
  ["chan<- chan (<-chan int)", chan("send", chan("both", chan("receive", int)))],
  ["chan func() <-chan int", chan("both", func([], [chan("receive", int)]))],
  ["func()", func([])],
  ["func(int, ...string) error", func([int, slice(text)], [error], true)],
  ["func([]string) (int, error)", func([slice(text)], [int, error])],
  ["func() func() func(...any)", func([], [func([], [func([slice(any)], [], true)])])],
  ["struct{}", { kind: "struct", fields: [] }],
  [
    'struct{A int "json:\\"a\\""; example.com/p.T; *example.com/p.T; _ [2]int; b func(int)}',
    {
      kind: "struct",
      fields: [
        field("A", int, { tag: 'json:"a"' }),
        field("T", T, { embedded: true }),
        field("T", pointer(T), { embedded: true }),
        field("_", { kind: "array", length: 2, elem: int }),
        field("b", func([int])),
      ],
    },
  ],
  [
    "interface{M(int) string; N()}",
    {
      kind: "interface",
      methods: [
        { name: "M", type: func([int], [text]) },
        { name: "N", type: func([]) },
      ],
    },
  ],
  [
    "example.com/p.Pair[string,[]*example.com/p.T]",
    { kind: "named", package: { path: "example.com/p" }, name: "Pair", typeArgs: [text, slice(pointer(T))] },
  ],
  ["type:AbCdEfGh", { kind: "opaque", text: "type:AbCdEfGh" }],
];

test.each(table)("%s", (expected, type) => {
  expect(typeString(type)).toBe(expected);
});

test("packages as the caller wants them", () => {
  const type: GoType = { kind: "map", key: T, elem: { ...T, typeArgs: [T, error] } };
  expect(typeString(type, (pkg) => pkg.name ?? pkg.path)).toBe("map[p.T]p.T[p.T,error]");
  expect(typeString(type, () => "")).toBe("map[T]T[T,error]");
});
