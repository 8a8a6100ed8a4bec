// The symbols of a plugin, each with what it is and how it stands to wrappers and source.

import type { Subject } from "#shared/checks/subject";
import type { GoPackage, Plugin, PluginSymbol } from "#shared/model";
import { printable } from "#shared/printable";
import type { Problem, ProblemCode } from "#shared/problem";
import type { SymbolItem } from "#shared/protocol";
import { typeString } from "#shared/type-string";
import { notesOf, problemsOf } from "./subject-problems.ts";

/** Sorted by name; `subjects` are those of one plugin. */
export function symbolItems(subjects: readonly Subject[]): readonly SymbolItem[] {
  const items = new Map<string, SymbolItem>();
  const problems = bySymbol(subjects.flatMap(problemsOf));
  const add = (name: string, kind: SymbolItem["kind"], type: () => string) => {
    if (items.has(name)) return;
    const found = problems.get(name) ?? [];
    items.set(name, { name, kind, type: type(), state: symbolState(found), notes: notesOf(found) });
  };
  const [first] = subjects;
  if (first?.plugin.state === "read") {
    for (const [symbol, type] of typesOf(first.plugin.plugin)) add(symbol.name, symbol.kind, () => type);
  }
  for (const { wrapper, source } of subjects) {
    for (const { name, kind, type } of wrapper.state === "read" ? wrapper.file.members : [])
      add(name, kind, () => printable(type ?? ""));
    for (const { name, kind, type } of source?.isWhole ? source.symbols.values() : [])
      add(name, kind, () => (type ? shortType(type, source?.path) : ""));
  }
  return [...items.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function bySymbol(problems: readonly Problem[]): ReadonlyMap<string, readonly Problem[]> {
  const symbols = new Map<string, Problem[]>();
  for (const problem of problems) {
    const { name } = (problem.data ?? {}) as { readonly name?: unknown };
    if (typeof name !== "string" || !/^(?:symbol|source)\./.test(problem.code)) continue;
    symbols.set(name, [...(symbols.get(name) ?? []), problem]);
  }
  return symbols;
}

/** The worst first. */
const symbolStates: readonly (readonly [ProblemCode, SymbolItem["state"]])[] = [
  ["symbol.missing", "missing"],
  ["symbol.type-changed", "changed"],
  ["source.symbol-missing", "changed"],
  ["source.type-changed", "changed"],
  ["source.not-built", "unbuilt"],
  ["symbol.added", "added"],
  ["symbol.unnameable", "left-out"],
];

function symbolState(problems: readonly Problem[]): SymbolItem["state"] {
  const codes = new Set(problems.map(({ code }) => code));
  return symbolStates.find(([code]) => codes.has(code))?.[1] ?? "current";
}

const types = new WeakMap<Plugin, ReadonlyMap<PluginSymbol, string>>();

function typesOf(plugin: Plugin): ReadonlyMap<PluginSymbol, string> {
  let texts = types.get(plugin);
  if (!texts) {
    texts = new Map(plugin.symbols.map((symbol) => [symbol, shortType(symbol.type, plugin.pluginPath)]));
    types.set(plugin, texts);
  }
  return texts;
}

/** With packages by their names; those of the plugin's main package as `main`. */
function shortType(type: PluginSymbol["type"], mainPath: string | undefined): string {
  const nameOf = ({ path, name }: GoPackage) =>
    path === mainPath ? "main" : (name ?? path.slice(path.lastIndexOf("/") + 1));
  return printable(typeString(type, nameOf));
}
