// Which types a package can write, and why not.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { quoteGo } from "#shared/go-quote";
import type { GoType } from "#shared/model";
import { importablePath, isImportPath, whyNotImportable } from "#shared/wrapper/import-path";
import { whyUnnameable } from "#shared/wrapper/nameable";
import { runGo } from "#test/go";
import { tempFolder } from "#test/temp-folder";

const int: GoType = { kind: "basic", name: "int" };

function named(path: string, name: string, packageName?: string, typeArgs: GoType[] = []): GoType {
  return {
    kind: "named",
    package: { path, ...(packageName === undefined ? {} : { name: packageName }) },
    name,
    typeArgs,
  };
}

function struct(
  name: string,
  packagePath?: string,
  more: { type?: GoType; embedded?: boolean } = {},
): GoType {
  const field = { name, type: more.type ?? int, tag: "", embedded: more.embedded ?? false };
  return { kind: "struct", fields: [packagePath === undefined ? field : { ...field, packagePath }] };
}

function iface(name: string, packagePath?: string): GoType {
  const method = { name, type: { kind: "func", params: [], results: [], variadic: false } as const };
  return { kind: "interface", methods: [packagePath === undefined ? method : { ...method, packagePath }] };
}

describe("whyUnnameable", () => {
  const cases: [what: string, type: GoType, from: string | undefined, why: string | undefined][] = [
    ["a basic type", int, undefined, undefined],
    ["error", { kind: "named", name: "error", typeArgs: [] }, undefined, undefined],
    [
      "another type of no package",
      { kind: "named", name: "x", typeArgs: [] },
      undefined,
      "a type of no package (x)",
    ],
    ["an exported type", named("io", "Reader", "io"), undefined, undefined],
    ["one without a known package name", named("gopkg.in/x.v3", "T"), undefined, undefined],
    [
      "main's, by name",
      named("example.com/plug", "T", "main"),
      undefined,
      "a type of the plugin's main package (example.com/plug.T)",
    ],
    [
      "main's, by path",
      named("example.com/plugin", "T"),
      undefined,
      "a type of the plugin's main package (example.com/plugin.T)",
    ],
    [
      "main's, even from itself",
      named("example.com/plugin", "T"),
      "example.com/plugin",
      "a type of the plugin's main package (example.com/plugin.T)",
    ],
    ["an unexported type", named("example.com/x", "t"), "example.com/y", "unexported type example.com/x.t"],
    ["an unexported type, from its package", named("example.com/x", "t"), "example.com/x", undefined],
    [
      "an internal one",
      named("example.com/x/internal/y", "T"),
      undefined,
      "internal package example.com/x/internal/y",
    ],
    ["an internal one, from its tree", named("example.com/x/internal/y", "T"), "example.com/x/z", undefined],
    ["an internal one, from its parent", named("example.com/x/internal", "T"), "example.com/x", undefined],
    [
      "an internal one, from a namesake",
      named("example.com/x/internal/y", "T"),
      "example.com/xy",
      "internal package example.com/x/internal/y",
    ],
    [
      "an internal one of the standard library",
      named("internal/abi", "Type"),
      "example.com/x",
      "internal package internal/abi",
    ],
    ["a cgo type", named("example.com/x", "_Ctype_int"), undefined, "cgo type _Ctype_int"],
    [
      "a function's own type",
      named("example.com/x", "T·1"),
      undefined,
      "function-local type example.com/x.T·1",
    ],
    [
      "a vendored one of the standard library",
      named("vendor/golang.org/x/net", "T"),
      undefined,
      "a vendored package of the standard library (golang.org/x/net)",
    ],
    [
      "a vendored one",
      named("example.com/x/vendor/y.z/w", "T"),
      "example.com/q",
      "a package vendored in example.com/x",
    ],
    ["a vendored one, from its tree", named("example.com/x/vendor/y.z/w", "T"), "example.com/x/q", undefined],
    ["an invalid path", named('x"y', "T"), undefined, "a package without a valid import path"],
    [
      "an unexported field",
      struct("f", "example.com/x"),
      undefined,
      "unexported field f of package example.com/x",
    ],
    ["an unexported field, from its package", struct("f", "example.com/x"), "example.com/x", undefined],
    ["a blank field", struct("_", "example.com/x"), undefined, "unexported field _ of package example.com/x"],
    [
      "a field of an unnameable type",
      struct("F", undefined, { type: named("example.com/x", "t") }),
      undefined,
      "unexported type example.com/x.t",
    ],
    [
      "an embedded type",
      struct("Reader", undefined, { type: named("io", "Reader"), embedded: true }),
      undefined,
      undefined,
    ],
    [
      "an embedded pointer",
      struct("File", undefined, { type: { kind: "pointer", elem: named("os", "File") }, embedded: true }),
      undefined,
      undefined,
    ],
    [
      "an embedded alias",
      struct("Alias", undefined, { type: named("io", "Reader"), embedded: true }),
      undefined,
      "a field that embeds an alias (Alias)",
    ],
    [
      "an unexported method",
      iface("m", "example.com/x"),
      undefined,
      "unexported method m of package example.com/x",
    ],
    ["an unexported method, from its package", iface("m", "example.com/x"), "example.com/x", undefined],
    [
      "a type argument",
      named("example.com/x", "G", "x", [{ kind: "slice", elem: named("example.com/y", "t") }]),
      undefined,
      "unexported type example.com/y.t",
    ],
    [
      "what the file doesn't describe",
      { kind: "opaque", text: "?" },
      undefined,
      "a type that the file doesn't describe (?)",
    ],
    [
      "an array beyond exact numbers",
      { kind: "array", elem: int, length: 2 ** 60 },
      undefined,
      "an array of unknown length",
    ],
  ];
  it.each(cases)("of %s", (_, type, from, why) => {
    expect(whyUnnameable(type, from, "example.com/plugin")).toBe(why);
    const around: GoType = {
      kind: "map",
      key: int,
      elem: { kind: "func", params: [type], results: [], variadic: false },
    };
    expect(whyUnnameable(around, from, "example.com/plugin")).toBe(why);
  });
});

describe("import paths", () => {
  const chars = Array.from({ length: 0x250 }, (_, code) => String.fromCodePoint(code));
  const odd = ["\u2028", "\ufffd", "\ufeff", "\u202e", "世", "😀", "\u00ad"];
  const paths = [...chars, ...odd].flatMap((char) => [`a${char}b`, `example.com/${char}x`]);

  it("are valid where the Go compiler has them valid, unless they are relative", async () => {
    const file = join(tempFolder(), "p.go");
    const imports = paths.map((path) => `\t_ ${quoteGo(path)}\n`).join("");
    writeFileSync(file, `package p\n\nimport (\n${imports})\n`);
    const compile = runGo(["tool", "compile", "-e", "-p", "p", "-o", `${file}.o`, file]);
    const output = await compile.then(String, (error: Error) => error.message);
    const lines = [
      ...output.matchAll(/p\.go:(\d+):\d+: (?:invalid import path|.*non-canonical|.*absolute path)/g),
    ];
    const invalid = new Set(lines.map((match) => paths[Number(match[1]) - 4]!));
    expect(invalid.size).toBeGreaterThan(100);
    expect(paths.filter((path) => isImportPath(path) && invalid.has(path))).toEqual([]);
    const stricter = paths.filter((path) => !isImportPath(path) && !invalid.has(path));
    expect(stricter).toEqual([]);
    for (const path of ["", "/x", "./x", "../x", "x/../y", "x//y", "x/", "_/home/x"]) {
      expect(isImportPath(path)).toBe(false);
    }
  });

  it("of vendored packages are their own", () => {
    expect(importablePath("example.com/x/vendor/y.z/w")).toBe("y.z/w");
    expect(importablePath("example.com/vendored/w")).toBe("example.com/vendored/w");
    expect(whyNotImportable("C", undefined)).toBe("a cgo type");
    expect(whyNotImportable("command-line-arguments", undefined)).toBe(
      "a package that was built from a list of files",
    );
  });
});
