// Wrappers of every test plugin with every set of options: formatted, compiled, linted, bound and called for real.

import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import type { GoType, PluginSymbol, WrapperOptions } from "#shared/model";
import { runGo, runTool } from "#test/go";
import { hostModule, type PluginName, pluginNames } from "#test/plugins";
import { tempFolder } from "#test/temp-folder";
import { type BuiltPlugin, pluginOf, readBuiltPlugin, type Wrapped, wrap } from "#test/wrap";
import { buildTools, type Tools } from "./tools.ts";

const optionSets = {
  struct: {},
  deref: { dereferenceVars: true },
  interface: { interface: true, hideVars: true },
  hide: { hideVars: true },
  sha256: { sha256: true },
} satisfies Record<string, Partial<WrapperOptions>>;

type OptionSet = keyof typeof optionSets;

/** The last two change little; one plugin shows it. */
function setsFor(plugin: PluginName): OptionSet[] {
  return plugin === "basic"
    ? ["struct", "deref", "interface", "hide", "sha256"]
    : ["struct", "deref", "interface"];
}

interface Case extends Wrapped {
  /** `modern/basic_struct`: the folder in the host module. */
  readonly folder: string;
  readonly plugin: PluginName;
  /** It has to compile as Go 1.8, not only as Go 1.18. */
  readonly isOld: boolean;
}

const std = (path: string, name: string): GoType => ({
  kind: "named",
  package: { path, name: path.split("/").at(-1)! },
  name,
  typeArgs: [],
});
const int: GoType = { kind: "basic", name: "int" };
const error: GoType = { kind: "named", name: "error", typeArgs: [] };
const lock = std("sync", "Mutex");
const main: GoType = {
  kind: "named",
  name: "thing",
  typeArgs: [],
  package: { path: "example.com/disliked", name: "main" },
  methods: [
    { name: "Seek", type: { kind: "func", params: [std("time", "Duration")], results: [], variadic: false } },
  ],
};

function disliking(name: string, params: GoType[], results: GoType[], names: string[] = []): PluginSymbol {
  const type: GoType = { kind: "func", params, results, variadic: false };
  return { name, kind: "func", type, ...(names.length === params.length ? { params: names } : {}) };
}

/** Signatures and variables that linters object to, with nothing but the standard library's types. */
const disliked = pluginOf(
  [
    disliking("ByValue", [lock, { kind: "array", elem: std("sync", "Once"), length: 2 }], []),
    disliking("ContextLast", [int, std("context", "Context")], [int], ["n", "ctx"]),
    disliking("Durations", [std("time", "Duration"), std("time", "Duration")], [], ["timeoutSecs", "waitMs"]),
    disliking("ErrorFirst", [], [error, int]),
    disliking("ErrorFirstOfMain", [int], [error, main]),
    disliking("Error", [], [{ kind: "basic", name: "string" }]),
    disliking("Is", [int], [int]),
    disliking("OfLock", [], [lock]),
    disliking("Seek", [std("io", "Reader")], [main]),
    disliking("WriteTo", [std("io", "Writer")], []),
    { name: "Lock", kind: "var", type: lock },
    { name: "Locks", kind: "var", type: { kind: "map", key: int, elem: { kind: "pointer", elem: lock } } },
    {
      name: "Locked",
      kind: "var",
      type: { kind: "struct", fields: [{ name: "Mutex", type: lock, tag: "", embedded: true }] },
    },
    { name: "Thing", kind: "var", type: main },
  ],
  "example.com/disliked",
);

const host = fileURLToPath(new URL("host", import.meta.url));
const folder = tempFolder();
const built = new Map<PluginName, BuiltPlugin>();
const cases: Case[] = [];
let tools: Tools;

beforeAll(async () => {
  for (const name of pluginNames) built.set(name, await readBuiltPlugin(name));
  tools = await buildTools();
  for (const plugin of pluginNames) {
    for (const set of setsFor(plugin)) {
      const options = { ...optionSets[set], outputPackage: "api" };
      const request = { docs: built.get(plugin)!.docs, sha256: sumOf(plugin), options };
      const name = `${plugin.replace(".", "_")}_${set}`;
      const modern = wrap(built.get(plugin)!.plugin, request);
      const old = wrap(built.get(plugin)!.plugin, { ...request, goVersion: "1.8" });
      const isOld = modern.text === old.text;
      cases.push({ folder: `modern/${name}`, plugin, isOld, ...modern });
      if (!isOld) cases.push({ folder: `old/${name}`, plugin, isOld: true, ...old });
    }
  }
  write("go.mod", hostModule());
  for (const { folder, text } of cases) write(`${folder}/plugin_api.go`, text);
  for (const [set, options] of Object.entries(optionSets)) {
    write(
      `disliked/${set}/plugin_api.go`,
      wrap(disliked, { options: { ...options, outputPackage: "api" } }).text,
    );
    write(
      `lint/disliked/${set}/api.go`,
      unmarked(wrap(disliked, { options: { ...options, outputPackage: "api" } }).text),
    );
  }
  write("together/first.go", wrapNamed("basic", "First"));
  write("together/second.go", wrapNamed("kinds", "Second", { interface: true, hideVars: true }));
  write("together/third.go", wrapNamed("unnameable", "third", { sha256: true }));
  for (const file of readdirSync(host)) {
    mkdirSync(join(folder, "host"), { recursive: true });
    copyFileSync(join(host, file), join(folder, "host", file));
  }
  write("host/registry.go", registry());
}, 600_000);

function wrapNamed(plugin: PluginName, outputName: string, options: Partial<WrapperOptions> = {}): string {
  return wrap(built.get(plugin)!.plugin, { options: { ...options, outputName, outputPackage: "together" } })
    .text;
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

function sumOf(plugin: PluginName): string {
  return createHash("sha256")
    .update(readFileSync(built.get(plugin)!.path))
    .digest("hex");
}

/** Linters pass over generated files, which the first line says these are. */
function unmarked(text: string): string {
  return text.slice(text.indexOf("\n") + 1);
}

/** The panics plugin cannot be loaded. */
function boundCases(): Case[] {
  return cases.filter(({ folder, plugin }) => folder.startsWith("modern/") && plugin !== "panics");
}

function registry(): string {
  const bound = boundCases();
  const imports = bound.map(({ folder }, i) => `\tp${i} "example.com/host/${folder}"\n`);
  const entries = bound.map(
    ({ folder, plugin }, i) =>
      `\t{"${folder}", ${JSON.stringify(built.get(plugin)!.path)}, func(path string) (interface{}, error) { return p${i}.BindPluginAPI(path) }},\n`,
  );
  const strings = (textOf: (plugin: PluginName) => string) =>
    pluginNames.map((plugin) => `\t"${plugin}": ${JSON.stringify(textOf(plugin))},\n`).join("");
  return `package main

import (
${imports.join("")})

var entries = []entry{
${entries.join("")}}

var paths = map[string]string{
${strings((plugin) => built.get(plugin)!.path)}}

var sums = map[string]string{
${strings(sumOf)}}
`;
}

describe("generated wrappers", { timeout: 600_000 }, () => {
  it("are what gofmt -s leaves", async () => {
    const folders = ["modern", "old", "together", "disliked"].map((name) => join(folder, name));
    expect((await runTool("gofmt", ["-s", "-d", ...folders])).stdout).toBe("");
  });

  it("compile as Go 1.8, or as Go 1.18 with generic types", async () => {
    const packages = (isOld: boolean) =>
      cases.filter((one) => one.isOld === isOld).map(({ folder }) => `./${folder}`);
    await runGo(["build", "-gcflags=-lang=go1.8", ...packages(true), "./together", "./disliked/..."], {
      cwd: folder,
    });
    await runGo(["build", "-gcflags=-lang=go1.18", ...packages(false)], { cwd: folder });
    const generics = cases.find(({ folder }) => folder === "old/generics_struct")!;
    expect(generics.plan.leftOut.find(({ name }) => name === "Union")?.reason).toContain("a generic type");
  });

  it("pass go vet", async () => {
    // Struct tags that say nothing to reflect are the plugins' own.
    await runGo(["vet", "-structtag=false", "./modern/...", "./old/...", "./together", "./disliked/..."], {
      cwd: folder,
    });
  });

  it("pass golint and staticcheck, but for names and tags that are the plugins' own", async () => {
    for (const { folder, text } of cases) write(`lint/${folder}/api.go`, unmarked(text));
    const env = { STATICCHECK_CACHE: tools.cache };
    const checked = await runTool(tools.staticcheck, ["-checks=inherit,-SA5008", "./lint/..."], {
      cwd: folder,
      env,
    });
    expect(checked.stdout).toBe("");
    const { stdout } = await runTool(tools.golint, ["./lint/..."], { cwd: folder });
    const own = new Set(
      pluginNames.flatMap((name) => built.get(name)!.plugin.symbols.map((symbol) => symbol.name)),
    );
    const others = stdout.split("\n").filter((line) => {
      const name = /(?:method|field|func) (\S+) should be/.exec(line)?.[1];
      return line !== "" && !(name !== undefined && own.has(name));
    });
    expect(others).toEqual([]);
  });

  it("bind and call the plugins", async () => {
    const program = join(folder, "host.bin");
    await runGo(["build", "-o", program, "./host"], { cwd: folder });
    const output = JSON.parse((await runTool(program, [])).stdout) as {
      Reports: Report[];
      Failures: string[] | null;
    };
    expect(output.Failures).toBe(null);
    const bound = boundCases();
    expect(output.Reports.map((report) => [report.Name, report.Error])).toEqual(
      bound.map(({ folder }) => [folder, ""]),
    );
    for (const [i, report] of output.Reports.entries()) {
      const { plan, folder } = bound[i]!;
      expect({ folder, ...seen(report) }).toEqual({ folder, ...planned(plan) });
    }
  });
});

/** See host/main.go. */
interface Report {
  readonly Name: string;
  readonly Error: string;
  readonly Text: string;
  readonly Fields: Readonly<Record<string, string>>;
  readonly Funcs: number;
  readonly Methods: readonly string[];
}

function seen({ Fields, Funcs, Methods, Text }: Report) {
  const sections = Text.split("\n\n").filter((section) => section.startsWith("Exported "));
  const listed = sections.flatMap((section) => section.split("\n").slice(1));
  return { fields: Fields, funcs: Funcs, methods: Methods, listed: listed.map((line) => line.split(" ")[1]) };
}

function planned({ functions, variables, isInterface }: Wrapped["plan"]) {
  const relations = {
    pointer: "pointer",
    value: "value",
    "pointer-interface": "interface",
    "value-interface": "value",
  };
  const isShown = ({ isField }: { isField: boolean }) => isField && !isInterface;
  const fields = [
    ...functions.filter(isShown).map(({ name, isReflective }) => [name, isReflective ? "other" : "func"]),
    ...variables.map(({ name, access }) => [name, relations[access]]),
  ];
  const names = functions.map(({ name }) => name);
  const info = [...names, ...variables.map(({ name }) => name)].includes("String") ? "WrapperInfo" : "String";
  const methods = functions
    .filter((one) => !isShown(one))
    .map(({ name, isField }) => (isField ? `${name}Func` : name));
  const isTaken = variables.some(({ name }) => name === info);
  return {
    fields: Object.fromEntries(fields),
    funcs: functions.filter((one) => !isShown(one)).length,
    methods: [...methods, isTaken ? `${info}2` : info].sort(byBytes),
    listed: [...names, ...variables.map(({ name }) => name)],
  };
}

function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
