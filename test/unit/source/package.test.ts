// Which files make a package, and that no text, however broken, throws or leaks a syntax tree.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { createGoParser } from "#server/go-parser";
import { reflectSource } from "#shared/source/package";
import type { GoParser } from "#shared/source/syntax";
import { pluginsModule } from "#test/plugins";

const target = { goos: "linux", goarch: "amd64", cgo: true };
let parser: GoParser;
let parsed = 0;
let freed = 0;

beforeAll(async () => {
  const real = await createGoParser();
  parser = {
    parse(text) {
      const tree = real.parse(text);
      parsed++;
      return {
        rootNode: tree.rootNode,
        delete: () => {
          freed++;
          tree.delete();
        },
      };
    },
  };
});

function reflect(files: Readonly<Record<string, string>>) {
  const list = Object.entries(files).map(([name, text]) => ({ path: `/w/${name}`, text }));
  return reflectSource(list, parser, target, { packagePath: "example.com/p" });
}

describe("a package", () => {
  it("has the files of package main where there are some, else of the first file's package", () => {
    const two = reflect({ "a.go": "package other\nvar A int\n", "b.go": "package main\nvar B int\n" });
    expect([two.name, two.files, two.symbols.map(({ name }) => name)]).toEqual(["main", ["/w/b.go"], ["B"]]);
    const first = reflect({ "b.go": "package b\nvar B int\n", "a.go": "package a\nvar A int\n" });
    expect([first.name, first.files, first.symbols.map(({ name }) => name)]).toEqual([
      "a",
      ["/w/a.go"],
      ["A"],
    ]);
  });

  it("has no tests, and no files that the build leaves out", () => {
    const source = reflect({
      "a_test.go": "package main\nvar Test int\n",
      "a_windows.go": "package main\nvar Windows int\n",
      "ignored.go": "//go:build ignore\n\npackage main\nvar Ignored int\n",
      "documentation.go": "package documentation\nvar Documentation int\n",
      "notes.txt": "package main\nvar Notes int\n",
      "kept.go":
        "package main\nvar Kept int\nvar unexported int\nconst Const = 1\ntype Type int\nfunc (Type) Method() {}\nfunc Generic[T any]() {}\n",
    });
    expect(source.symbols.map(({ name }) => name)).toEqual(["Kept"]);
  });

  it("has files with cgo only where cgo is on", () => {
    const files = [
      { path: "/w/c.go", text: 'package main\n\nimport (\n\t"fmt"\n\t"C"\n)\n\nvar Cgo int\n' },
      { path: "/w/d.go", text: 'package main\n\nvar Letters = []string{\n\t"C",\n}\n' },
    ];
    const names = (cgo: boolean) =>
      reflectSource(files, parser, { ...target, cgo }).symbols.map(({ name }) => name);
    expect(names(true)).toEqual(["Cgo", "Letters"]);
    expect(names(false)).toEqual(["Letters"]);
  });

  it("without files has neither name nor symbols", () => {
    expect(reflect({})).toEqual({ files: [], symbols: [], isWhole: true });
    const nothing = reflect({ "a.go": "", "b.go": "func X() {}" });
    expect(nothing).toEqual({ files: [], symbols: [], isWhole: true });
  });

  it("is whole when all of its text can be parsed", () => {
    expect(reflect({ "a.go": "package main\n\nvar A int\n" }).isWhole).toBe(true);
    expect(reflect({ "a.go": "package main\n\nvar A int\n\nfunc (\n" }).isWhole).toBe(false);
  });

  it("has types only where it is asked for them, and of other packages what is told of them", () => {
    const files = [
      { path: "/w/a.go", text: 'package main\nimport "example.com/x/go-other"\nvar A other.T\n' },
    ];
    expect(reflectSource(files, parser, target).symbols[0]).not.toHaveProperty("type");
    expect(reflectSource(files, parser, target, { packagePath: "p" }).symbols[0]).not.toHaveProperty("type");
    const importedTypes = (path: string, name: string) =>
      ({ kind: "opaque", text: `${path}/${name}` }) as const;
    const told = reflectSource(files, parser, target, { packagePath: "p", importedTypes });
    expect(told.symbols[0]!.type).toEqual({ kind: "opaque", text: "example.com/x/go-other/T" });
  });
});

describe("broken source", () => {
  it("gives the declarations that can be made out", () => {
    const source = reflect({
      "a.go": "package main\n\nvar Before int\n\nfunc Broken( {\n\nfunc After() {}\n\nvar Last = \n",
    });
    expect(source.symbols.map(({ name }) => name)).toContain("Before");
  });

  it("never throws, wherever a file is cut off or loses a piece", () => {
    for (const name of ["kinds/vars.go", "docs/docs.go", "generics/generics.go"]) {
      const text = readFileSync(join(pluginsModule, name), "utf8");
      const step = Math.ceil(text.length / 150);
      for (let i = 0; i < text.length; i += step) {
        reflect({ "a.go": text.slice(0, i), "b.go": text.slice(0, i) + text.slice(i + step) });
      }
    }
  });

  it.each([
    ["pointers", `var X ${"*".repeat(20000)}int`],
    ["parentheses", `var X = ${"(".repeat(20000)}1${")".repeat(20000)}`],
    ["sums", `var X = 1${" + 1".repeat(20000)}`],
    ["functions", `var X ${"func(".repeat(5000)}`],
    ["maps", `var X ${"map[int]".repeat(20000)}int`],
    ["channels", `var X ${"chan ".repeat(20000)}int`],
    ["structs", `var X ${"struct{A ".repeat(3000)}int${"}".repeat(3000)}`],
    ["cyclic aliases", "type A = func(A, B, A) B\ntype B = map[A]A\nvar X A"],
    ["cyclic values", "var X = Y + Z\nvar Y = X + X + Z\nvar Z = X + Y + Z"],
    [
      "growing aliases",
      `${Array.from({ length: 60 }, (_, i) => `type A${i} = func(A${i + 1}, A${i + 1})`).join("\n")}\ntype A60 = int\nvar X A0`,
    ],
    [
      "growing values",
      `${Array.from({ length: 60 }, (_, i) => `var V${i} = V${i + 1} + V${i + 1}`).join("\n")}\nvar V60 = 1\nvar X = V0`,
    ],
  ])("comes to an end with endless %s", (_, text) => {
    const types = reflect({ "a.go": `package main\n${text}\n` }).symbols.filter(({ name }) => name === "X");
    for (const symbol of types) expect(symbol).not.toHaveProperty("type");
  });

  it("frees every syntax tree", () => {
    expect(parsed).toBeGreaterThan(500);
    expect(freed).toBe(parsed);
  });
});
