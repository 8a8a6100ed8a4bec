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
  const add = (
    name: string,
    kind: SymbolItem["kind"],
    type: () => string,
    stateOf: (codes: ReadonlySet<ProblemCode>) => SymbolItem["state"],
  ) => {
    if (items.has(name)) return;
    const found = problems.get(name) ?? [];
    const state = stateOf(new Set(found.map(({ code }) => code)));
    items.set(name, { name, kind, type: type(), state, notes: notesOf(found) });
  };
  const [first] = subjects;
  if (first?.plugin.state === "read") {
    for (const [{ name, kind }, type] of typesOf(first.plugin.plugin))
      add(name, kind, () => type, worstState);
  }
  for (const { wrapper } of subjects) {
    for (const { name, kind, type } of wrapper.state === "read" ? wrapper.file.members : [])
      add(name, kind, () => printable(type ?? ""), wrappedState);
  }
  for (const { source } of subjects) {
    for (const { name, kind, type } of source?.isWhole ? source.symbols.values() : [])
      add(
        name,
        kind,
        () => (type ? shortType(type, source?.path) : ""),
        () => "unbuilt",
      );
  }
  return [...items.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Those of a plugin that nothing binds, sorted by name. */
export function exportedItems(plugin: Plugin): readonly SymbolItem[] {
  return [...typesOf(plugin)]
    .map(([{ name, kind }, type]): SymbolItem => ({ name, kind, type, state: "current", notes: [] }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
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

function worstState(codes: ReadonlySet<ProblemCode>): SymbolItem["state"] {
  return symbolStates.find(([code]) => codes.has(code))?.[1] ?? "current";
}

/** Of a symbol that a wrapper has, and the plugin has not: what its source has not either is gone. */
function wrappedState(codes: ReadonlySet<ProblemCode>): SymbolItem["state"] {
  return codes.has("source.symbol-missing") ? "missing" : worstState(codes);
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
