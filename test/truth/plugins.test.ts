// Every plugin in every variant: what is read equals what plugin.Open and reflect say, and what go/types says.

import { statSync } from "node:fs";
import { basename } from "node:path";
import { describe, expect, test, vi } from "vitest";
import type { Plugin, PluginSymbol } from "#shared/model";
import { runGo } from "#test/go";
import {
  buildPlugin,
  importPath,
  type PluginName,
  pluginNames,
  stamp,
  type Variant,
  variantsOf,
} from "#test/plugins";
import { readPlugin } from "#test/read-plugin";
import { reflectTruth, sourceTruth, type TrueSymbol, type TrueValue, type Truth } from "#test/truth";
import { typeComparer } from "#test/type-differences";

vi.setConfig({ testTimeout: 600_000 }); // nothing may have been built yet

/** Variants that have debug information, and so the names of parameters. */
const withNames: readonly Variant[] = ["built", "trimmed", "files"];

/** Variables that the linker sets: the source doesn't know their values. */
const linked = new Map([
  ["Stamp", stamp],
  ["Stamped", stamp],
]);

describe.each(pluginNames)("%s", (name) => {
  test.each(variantsOf(name))("%s", async (variant) => {
    const path = await buildPlugin(name, variant);
    const plugin = readPlugin(path);
    const differences: string[] = [];
    const report = (difference: string) => differences.push(difference);
    const source = await sourceTruth(name, plugin.pluginPath);
    comparePlugin(plugin, source, "go/types", true, report);
    for (const [ours, truly] of pairs(plugin, source)) {
      compareNames(ours, truly, withNames.includes(variant), report);
      compareInitialValue(ours, truly, name, report);
    }
    if (name !== "panics") {
      const loaded = await reflectTruth(name, variant);
      comparePlugin(plugin, loaded, "reflect", false, report);
      const declared = new Map(source.symbols.map((symbol) => [symbol.name, symbol]));
      for (const [ours, truly] of pairs(plugin, loaded)) {
        comparePosition(ours, truly, declared.get(ours.name), report);
        compareLoadedValue(ours, truly, declared.get(ours.name), report);
      }
    }
    expect(differences).toEqual([]);
  });

  test("what the shallow reading has is right", async () => {
    const plugin = readPlugin(await buildPlugin(name), "symbols");
    const source = await sourceTruth(name, plugin.pluginPath);
    const differences: string[] = [];
    const compare = typeComparer(source, { unexportedMethods: true, report: (d) => differences.push(d) });
    for (const [ours, truly] of pairs(plugin, source)) {
      compare(ours.type, truly.type, ours.name, true);
      const type = ours.type.kind === "pointer" ? ours.type.elem : ours.type;
      if (type.kind === "named" && !type.methods) differences.push(`${ours.name}: without methods`);
    }
    expect(differences).toEqual([]);
  });

  test("says what it is", async () => {
    const { stdout } = await runGo(["env", "GOVERSION", "GOOS", "GOARCH"]);
    const [goVersion, goos, goarch] = stdout.split("\n");
    const path = await buildPlugin(name);
    const plugin = readPlugin(path);
    expect(plugin).toMatchObject({
      path,
      format: "elf",
      goos,
      goarch,
      goVersion,
      pluginPath: importPath(name),
    });
    expect(plugin.size).toBe(statSync(path).size);
  });
});

function comparePlugin(
  plugin: Plugin,
  truth: Truth,
  source: string,
  unexportedMethods: boolean,
  report: (difference: string) => void,
): void {
  const say = (difference: string) => report(`${source}: ${difference}`);
  const shown = ({ name, kind }: { name: string; kind: string }) => `${name} ${kind}`;
  const names = truth.symbols.map(shown).sort();
  if (plugin.symbols.map(shown).join() !== names.join()) {
    say(`symbols are ${names.join(", ")}, read as ${plugin.symbols.map(shown).join(", ")}`);
  }
  const compare = typeComparer(truth, { unexportedMethods, report: say });
  for (const [ours, truly] of pairs(plugin, truth)) compare(ours.type, truly.type, ours.name);
}

function pairs(plugin: Plugin, truth: Truth): [PluginSymbol, TrueSymbol][] {
  const trueSymbols = new Map(truth.symbols.map((symbol) => [symbol.name, symbol]));
  return plugin.symbols.flatMap((ours): [PluginSymbol, TrueSymbol][] => {
    const truly = trueSymbols.get(ours.name);
    return truly ? [[ours, truly]] : [];
  });
}

/** Names of parameters and results are known where there is debug information, else not at all. */
function compareNames(
  ours: PluginSymbol,
  truly: TrueSymbol,
  known: boolean,
  report: (d: string) => void,
): void {
  for (const part of ["params", "results"] as const) {
    const expected = known && truly.kind === "func" ? (truly[part] ?? []) : undefined;
    if (JSON.stringify(ours[part]) !== JSON.stringify(expected)) {
      report(`${ours.name}: ${part} are ${JSON.stringify(expected)}, read as ${JSON.stringify(ours[part])}`);
    }
  }
}

/** A function is where the runtime says it is: at its first instruction. Where a variable is, only the source knows. */
function comparePosition(
  ours: PluginSymbol,
  loaded: TrueSymbol,
  declared: TrueSymbol | undefined,
  report: (d: string) => void,
): void {
  const place = (symbol?: PluginSymbol | TrueSymbol) => `${basename(symbol?.file ?? "")}:${symbol?.line}`;
  if (ours.kind === "func") {
    if (ours.file !== loaded.file) report(`${ours.name}: file is ${loaded.file}, read as ${ours.file}`);
    if (ours.line !== loaded.line) report(`${ours.name}: line is ${loaded.line}, read as ${ours.line}`);
  } else if (ours.file !== undefined || ours.line !== undefined) {
    if (place(ours) !== place(declared)) {
      report(`${ours.name}: is at ${place(declared)}, read as ${place(ours)}`);
    }
  }
}

/** A constant initial value, or none, is in the file as it is in the source. */
function compareInitialValue(
  ours: PluginSymbol,
  truly: TrueSymbol,
  name: PluginName,
  report: (d: string) => void,
): void {
  const truth =
    name === "values" && linked.has(ours.name)
      ? { kind: "string", text: linked.get(ours.name)! }
      : truly.value;
  if (truth) compareValue(ours, truth, "in the source", report);
}

/** A value that was read is the loaded plugin's, unless that is computed when the plugin starts. */
function compareLoadedValue(
  ours: PluginSymbol,
  loaded: TrueSymbol,
  declared: TrueSymbol | undefined,
  report: (d: string) => void,
): void {
  if (ours.value === undefined) return;
  if (!loaded.value)
    report(`${ours.name}: has no simple value, read as ${JSON.stringify(String(ours.value))}`);
  else if (declared?.value && !declared.setByInit) compareValue(ours, loaded.value, "when loaded", report);
}

function compareValue(ours: PluginSymbol, truth: TrueValue, when: string, report: (d: string) => void): void {
  if (isValue(ours.value, truth)) return;
  const read = `${typeof ours.value} ${ours.value}`;
  report(`${ours.name}: value ${when} is ${truth.kind} ${JSON.stringify(truth.text)}, read as ${read}`);
}

/** A string that is no UTF-8 (Go's JSON has U+FFFD for its bytes) is not read; an integer beyond 2^53 is a bigint. */
function isValue(value: PluginSymbol["value"], { kind, text }: TrueValue): boolean {
  if (kind === "string") return value === (text.includes("\ufffd") ? undefined : text);
  if (kind === "bool") return value === (text === "true");
  if (kind.startsWith("float")) return Object.is(value, Number(text));
  return value === (Number.isSafeInteger(Number(text)) ? Number(text) : BigInt(text));
}

test("a plugin built from files has a path that is made of their content", async () => {
  expect(readPlugin(await buildPlugin("basic", "files")).pluginPath).toMatch(/^plugin\/unnamed-[0-9a-f]+$/);
});
