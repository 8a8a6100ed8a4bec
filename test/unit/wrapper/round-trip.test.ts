// What a wrapper says of itself is read back as it was meant, whatever is in it.

import { beforeAll, describe, expect, it } from "vitest";
import { createGoParser } from "#server/go-parser";
import { nodeHost } from "#server/node-host";
import { emitGoWrapper } from "#shared/emit/go";
import { argumentsFor } from "#shared/flags";
import type { GoType, Plugin, WrapperOptions } from "#shared/model";
import { splitWords } from "#shared/source/directive-words";
import type { GoParser } from "#shared/source/syntax";
import { typeString } from "#shared/type-string";
import { formatHeader, parseHeader } from "#shared/wrapper/header";
import { planWrapper } from "#shared/wrapper/plan";
import { parseWrapper } from "#shared/wrapper/wrapper-file";

const sha256 = "fedcba9876543210".repeat(4);

const texts = [
  "plain",
  "with blank",
  "two  blanks",
  'quo"te',
  '"quoted"',
  '"',
  "back\\slash",
  "C:\\dir\\plug.so",
  "$HOME/$X",
  "é😀",
  "a`b",
  "'a'",
  "tab\there",
  "line\nbreak",
  "return\r",
  "*/",
  "//",
  "# info:",
  "x info:",
  " leading",
  "trailing ",
  "\u0000\u001b",
  "\u2028",
  "-flag=a b",
];

describe("a header", () => {
  it.each(texts)("holds %j in every place", (text) => {
    const facts = {
      version: "1.2.3",
      command: ["bind-plugin", text, "", text],
      directory: text,
      pluginPath: text,
      package: text,
      size: 5,
      sha256,
    };
    const written = formatHeader(facts);
    expect(written.split("\n")).toHaveLength(8);
    const { command, ...header } = parseHeader(`${written}\n\npackage p\n`)!;
    expect(header).toEqual({
      generator: { name: "bind-plugin", version: "1.2.3" },
      line: 0,
      directory: text,
      pluginPath: text,
      package: text,
      size: 5,
      sha256,
    });
    expect(splitWords(command!)).toEqual({
      words: facts.command.map((word) => expect.objectContaining({ text: word })),
    });
  });
});

const int: GoType = { kind: "basic", name: "int" };
const error: GoType = { kind: "named", name: "error", typeArgs: [] };
const request: GoType = {
  kind: "named",
  package: { path: "net/http", name: "http" },
  name: "Request",
  typeArgs: [],
};
const tagged: GoType = {
  kind: "struct",
  fields: [
    { name: "A", type: int, tag: 'json:"a,omitempty" x:"`\\"', embedded: false },
    { name: "Request", type: { kind: "pointer", elem: request }, tag: "é\u0001", embedded: true },
  ],
};

const plugin: Plugin = {
  kind: "plugin",
  path: "/w/out/plug.so",
  format: "elf",
  goos: "linux",
  goarch: "amd64",
  pluginPath: "example.com/plug",
  size: 4321,
  packages: [],
  needed: [],
  symbols: [
    {
      name: "Add",
      kind: "func",
      type: {
        kind: "func",
        params: [int, { kind: "slice", elem: int }],
        results: [int, error],
        variadic: true,
      },
    },
    { name: "Close", kind: "func", type: { kind: "func", params: [], results: [], variadic: false } },
    { name: "String", kind: "func", type: { kind: "func", params: [tagged], results: [], variadic: false } },
    {
      name: "Channel",
      kind: "var",
      type: { kind: "chan", direction: "both", elem: { kind: "chan", direction: "receive", elem: int } },
    },
    {
      name: "Hidden",
      kind: "var",
      type: {
        kind: "named",
        package: { path: "example.com/plug", name: "main" },
        name: "hidden",
        typeArgs: [],
        methods: [],
        pointerMethods: [],
      },
    },
    { name: "Tagged", kind: "var", type: { kind: "map", key: int, elem: tagged } },
    { name: "Écran", kind: "var", type: int },
  ],
};

const options: WrapperOptions = {
  pluginPath: "out/plug.so",
  pluginPackage: "",
  outputPath: "api/plug api.go",
  outputName: "Plug",
  outputPackage: "api",
  rebuild: false,
  sha256: false,
  format: true,
  dereferenceVars: false,
  hideVars: false,
  interface: false,
};

describe("an emitted wrapper", () => {
  let parser: GoParser;
  beforeAll(async () => {
    parser = await createGoParser();
  });

  it.each([
    ["by default", {}],
    ["with -sha256", { sha256: true }],
    ["with -dereference-vars", { dereferenceVars: true }],
    ["with -hide-vars", { hideVars: true }],
    ["with -interface", { interface: true, hideVars: true }],
    ["with another name", { outputName: "api", sha256: true }],
  ])("%s is read back", (_, more: Partial<WrapperOptions>) => {
    const asked = { ...options, ...more };
    const plan = planWrapper({ plugin, options: asked, docs: new Map() });
    const generatedOn = "2026-11-24 08:00:00 +0000 UTC";
    const text = emitGoWrapper(plan, {
      version: "0.1.0",
      options: asked,
      directory: "..",
      generatedOn,
      sha256,
      outputPackage: "api",
    });
    const wrapper = parseWrapper("/w/api/plug api.go", text, parser, nodeHost.path)!;
    expect(wrapper).toMatchObject({
      generator: { name: "bind-plugin", version: "0.1.0" },
      generatedOn,
      commandArgs: argumentsFor(asked),
      folder: nodeHost.path.resolve("/w"),
      pluginPath: "out/plug.so",
      package: "example.com/plug",
      size: 4321,
      sha256,
      checksSha256: asked.sha256,
      name: asked.outputName,
    });
    const planned = [
      ...plan.functions.map(({ name, type }) => [name, "func", typeString(type)]),
      ...plan.variables.map(({ name, type }) => [name, "var", typeString(type)]),
    ];
    expect(planned.length).toBeGreaterThan(2);
    expect(wrapper.members.map(({ name, kind, type }) => [name, kind, type])).toEqual(planned);
    for (const { name, range } of wrapper.members) {
      expect(text.split("\n")[range.start.line]!.slice(range.start.character, range.end.character)).toBe(
        name,
      );
    }
  });
});
