// Text from a plugin, its source or the command line that tries to become code, and names that clash with the wrapper's own.

import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { createGoParser } from "#server/go-parser";
import { nodeHost } from "#server/node-host";
import { createEngine } from "#shared/engine";
import { parseFlags } from "#shared/flags";
import type { GoType, PluginSymbol, SourceSymbol, WrapperOptions } from "#shared/model";
import { runGo, runTool } from "#test/go";
import { hostModule, type PluginName } from "#test/plugins";
import { tempFolder } from "#test/temp-folder";
import { type BuiltPlugin, defaultOptions, pluginOf, readBuiltPlugin, wrap } from "#test/wrap";
import { gofmt } from "./gofmt.ts";

const folder = tempFolder();
const tokens = join(folder, "tokens.bin");

beforeAll(async () => {
  await runGo(["build", "-o", tokens, fileURLToPath(new URL("tokens/main.go", import.meta.url))]);
});

const payloads = [
  "x\nfunc INJECTED() {}\n",
  "x\r\nvar INJECTED int",
  "x\rvar INJECTED int",
  '"; func INJECTED() {}; const a = "',
  "`; func INJECTED() {}; const a = `",
  "*/ func INJECTED() {} /*",
  "x\u2028func INJECTED() {}\u0085var INJECTED int",
  "x) INJECTED() (y",
  "x{}; type INJECTED struct",
  "x;INJECTED",
  "INJECTED.x",
  "x INJECTED",
  '\\n\\" + INJECTED() + \\"',
  "\ufeff\u0000\u202eINJECTED\ud800",
  "//go:linkname INJECTED runtime.x",
  "go:linkname INJECTED x",
  'import "INJECTED"',
  `\${INJECTED} %s %!d(INJECTED=1) %`,
  "../INJECTED",
  "",
];

/** What such a text looks like where it is a name: first capital, so that nothing but its content makes it refused. */
const names = payloads.map((payload) => `X${payload}`);

const int: GoType = { kind: "basic", name: "int" };
const funcOf = (params: GoType[], results: GoType[] = []): GoType => ({
  kind: "func",
  params,
  results,
  variadic: false,
});
const named = (
  path: string,
  name: string,
  more: { packageName?: string; typeArgs?: GoType[] } = {},
): GoType => ({
  kind: "named",
  package: { path, ...(more.packageName === undefined ? {} : { name: more.packageName }) },
  name,
  typeArgs: more.typeArgs ?? [],
});
const field = (name: string, type: GoType, tag = "", embedded = false) => ({ name, type, tag, embedded });
const method = (name: string, params: GoType[] = []) => ({
  name,
  type: { kind: "func", params, results: [], variadic: false } as const,
});

/** Types with the text in each place that a binary has one. */
function typesOf(text: string): GoType[] {
  return [
    named(text, "T"),
    named(`example.com/${text}`, "T"),
    named("example.com/p", text),
    named("example.com/p", `X${text}`),
    named("example.com/p", "T", { packageName: text }),
    named("example.com/p", "T", { typeArgs: [named(text, "A")] }),
    { kind: "named", name: text, typeArgs: [] },
    { kind: "struct", fields: [field(`X${text}`, int)] },
    { kind: "struct", fields: [field("A", int, text), field("B", int, `json:"${text}"`)] },
    { kind: "struct", fields: [{ ...field(text, int), packagePath: text }] },
    { kind: "struct", fields: [field(`X${text}`, named("example.com/p", `X${text}`), "", true)] },
    { kind: "interface", methods: [method(`X${text}`)] },
    { kind: "interface", methods: [{ ...method(text), packagePath: text }] },
    { kind: "opaque", text },
  ];
}

/** A type of main with the text in its methods, for generated interfaces. */
function mainTypeOf(text: string): GoType {
  const methods = [method(`X${text}`), method("Good", [{ kind: "struct", fields: [field("A", int, text)] }])];
  return {
    ...named("example.com/evil", `T${text}`, { packageName: "main" }),
    methods,
    pointerMethods: methods,
  } as GoType;
}

function docsOf(text: string): SourceSymbol {
  const position = { line: 0, character: 0 };
  const location = { path: "/x.go", range: { start: position, end: position } };
  return {
    name: "F",
    kind: "func",
    doc: [text, `F ${text}`, "", text],
    params: [text],
    results: [text],
    location,
  };
}

interface Tokens {
  readonly Imports: readonly string[];
  readonly Declared: readonly string[];
  readonly Identifiers: readonly string[];
}

async function tokensOf(texts: readonly string[]): Promise<Tokens[]> {
  const files = texts.map((text, i) => {
    const path = join(folder, `hostile${i}.go`);
    writeFileSync(path, text);
    return path;
  });
  return JSON.parse((await runTool(tokens, files)).stdout) as Tokens[];
}

describe("hostile text", () => {
  const hostile = payloads.map((payload, i) => {
    const symbols: PluginSymbol[] = [
      { name: names[i]!, kind: "func", type: funcOf([]) },
      { name: names[i]!, kind: "var", type: int },
      { name: payload, kind: "var", type: int },
      { name: "F", kind: "func", type: funcOf([int], [int]), params: [payload], results: [payload] },
      { name: "Main", kind: "var", type: mainTypeOf(payload) },
      { name: "MakeMain", kind: "func", type: funcOf([int], [mainTypeOf(payload)]), params: [payload] },
      ...typesOf(payload).flatMap((type, n): PluginSymbol[] => [
        { name: `V${n}`, kind: "var", type },
        { name: `F${n}`, kind: "func", type: funcOf([type]) },
        { name: `R${n}`, kind: "func", type: funcOf([], [type, { kind: "pointer", elem: type }]) },
      ]),
    ];
    const options: Partial<WrapperOptions> = {
      pluginPath: payload,
      pluginPackage: payload,
      outputPath: payload,
      sha256: true,
    };
    return { symbols, options, docs: new Map([["F", docsOf(payload)]]), path: payload };
  });

  it("would be seen", async () => {
    const [seen] = await tokensOf(["package p\n\nfunc INJECTED() {}\n"]);
    expect([seen!.Declared, seen!.Identifiers]).toEqual([["INJECTED"], ["INJECTED", "p"]]);
  });

  it.each(["struct", "deref", "interface"])("never becomes code (%s)", async (set) => {
    const texts = hostile.map(({ symbols, options, docs, path }) => {
      const more = {
        dereferenceVars: set === "deref",
        interface: set === "interface",
        hideVars: set === "interface",
      };
      return wrap(pluginOf(symbols, path), { options: { ...options, ...more }, docs }).text;
    });
    for (const text of texts) expect(gofmt(text)).toBe(text);
    for (const { Imports, Declared, Identifiers } of await tokensOf(texts)) {
      // Names that the text gives legally, as parts of longer identifiers, do no harm; INJECTED alone would be code.
      expect(Identifiers.filter((name) => name === "INJECTED")).toEqual([]);
      expect(Imports.filter((path) => /[^a-zA-Z0-9/._$%{}-]/.test(path) || path === "INJECTED")).toEqual([]);
      expect(
        Declared.filter(
          (name) =>
            !/^(?:[VFR]\d+|F|X|MakeMain|(?:Bind)?PluginAPI\w*|boundPluginAPI|String|PluginAPI\w*)$/.test(
              name,
            ),
        ),
      ).toEqual([]);
    }
  });

  it("compiles where it is not part of a type", async () => {
    hostile.forEach(({ symbols, options, docs, path }, i) => {
      const safe = symbols.filter((symbol) => !/^[VFR]\d/.test(symbol.name));
      const text = wrap(pluginOf(safe, path), { options: { ...options, outputPackage: "api" }, docs }).text;
      write(`text/p${i}/api.go`, text);
    });
    write("text/go.mod", "module example.com/text\n\ngo 1.18\n");
    await runGo(["vet", "-structtag=false", "./..."], { cwd: join(folder, "text") });
  });

  it("cannot make types endless", () => {
    const loop: { kind: "pointer"; elem?: GoType } = { kind: "pointer" };
    loop.elem = loop as GoType;
    let wide: GoType = int;
    for (let i = 0; i < 60; i++) wide = { kind: "map", key: wide, elem: wide };
    let deep: GoType = int;
    for (let i = 0; i < 50_000; i++) deep = { kind: "slice", elem: deep };
    const types = [loop as GoType, wide, deep];
    const symbols = types.flatMap((type, i): PluginSymbol[] => [
      { name: `V${i}`, kind: "var", type },
      { name: `F${i}`, kind: "func", type: funcOf([], [type]) },
    ]);
    const { plan } = wrap(pluginOf(symbols), { options: { dereferenceVars: true } });
    expect(plan.leftOut.map(({ reason }) => reason)).toEqual(
      symbols.map(() => "its type is too large to write"),
    );
  });
});

describe("clashing names", () => {
  const outputNames = [
    "fmt",
    "plugin",
    "reflect",
    "errors",
    "strings",
    "io",
    "sha256",
    "p",
    "w",
    "err",
    "path",
    "bind",
    "faults",
    "symbol",
    "value",
    "api",
    "String",
    "Bind",
    "Type",
    "Lookup",
    "Ünicode",
    "X_y",
    "stdfmt",
    "model",
  ];
  const packages = ["fmt", "string", "error", "main", "plugin", "w", "nil", "api", "errors"];
  const built = new Map<PluginName, BuiltPlugin>();

  beforeAll(async () => {
    for (const name of ["packages", "names", "unnameable"] as const)
      built.set(name, await readBuiltPlugin(name));
  });

  it("compile all the same", async () => {
    write("clash/go.mod", hostModule());
    outputNames.forEach((outputName, i) => {
      const outputPackage = packages[i % packages.length]!;
      const options = {
        outputName,
        outputPackage,
        sha256: true,
        dereferenceVars: i % 2 === 0,
        interface: i % 3 === 1,
        hideVars: i % 3 === 1,
      };
      for (const [name, { plugin, docs }] of built) {
        write(`clash/${name}${i}/api.go`, wrap(plugin, { options, docs }).text);
        if (outputPackage === "main") write(`clash/${name}${i}/main.go`, "package main\n\nfunc main() {}\n");
      }
    });
    await runGo(["vet", "./..."], { cwd: join(folder, "clash") });
  });

  it("of two wrappers in one package are kept apart by their own names", async () => {
    write("two/go.mod", hostModule());
    for (const [name, { plugin }] of built) {
      for (const [outputName, isInterface] of [
        ["A", false],
        ["B", true],
        ["ABind", false],
      ] as const) {
        const options = {
          outputName: `${outputName}${name}`,
          outputPackage: "two",
          interface: isInterface,
          hideVars: isInterface,
        };
        write(`two/${name}${outputName}.go`, wrap(plugin, { options }).text);
      }
    }
    await runGo(["vet", "."], { cwd: join(folder, "two") });
  });

  it("of the package's other files are left to them", async () => {
    const declared =
      "type plugin struct{}\n\nvar (\n\terrors, strings int\n)\n\nfunc reflect() {}\n\nconst fmt = 1\n";
    write("beside/go.mod", hostModule());
    write("beside/api/other.go", `package api\n\n${declared}`);
    write("beside/api/other_test.go", "package api\n\nvar io = 1\n");
    const options = { ...defaultOptions, pluginPath: built.get("names")!.path, outputPath: "api/api.go" };
    const engine = createEngine(nodeHost, createGoParser, "0.1.0");
    const { text } = await engine.prepareWrapper({ options, folder: join(folder, "beside") });
    expect(text).toContain('\tplugin2 "plugin"\n');
    write("beside/api/api.go", text);
    await runGo(["build", "./..."], { cwd: join(folder, "beside") });
  });

  it("cannot be what Go itself needs", () => {
    const refusals = ["string", "error", "nil", "append", "any", "init", "main", "_", "type"].map((name) => {
      const parsed = parseFlags("generate", ["-plugin-path", "p.so", "-output-name", name]);
      return parsed.issues.map(({ code, flag }) => `${code} ${flag}`);
    });
    expect(refusals).toEqual(refusals.map(() => ["bad-value output-name"]));
  });

  it("belong to the output package where that is known", () => {
    const types = [
      named("example.com/app/api", "T", { packageName: "api" }),
      named("example.com/app/api", "t"),
      named("example.com/app/internal/x", "T", { packageName: "x" }),
    ];
    const symbols = types.map((type, i): PluginSymbol => ({ name: `V${i}`, kind: "var", type }));
    const { text } = wrap(pluginOf(symbols), {
      options: { outputPackage: "api" },
      importPath: "example.com/app/api",
    });
    expect(text).toContain("\tV0 *T\n\tV1 *t\n\tV2 *x.T\n");
    expect(text).not.toContain('"example.com/app/api"');
    const outside = wrap(pluginOf(symbols), { options: { outputPackage: "api" } });
    expect(outside.plan.leftOut.map(({ reason }) => reason)).toEqual([
      "its type needs unexported type example.com/app/api.t",
      "its type needs internal package example.com/app/internal/x",
    ]);
  });
});

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}
