// The plugins that are bound, their wrappers and symbols, each with how it is: what an editor shows as a tree.

import { checkSubject } from "#shared/checks/all";
import type { Subject } from "#shared/checks/subject";
import type { Binding, GoPackage, Plugin, PluginSymbol } from "#shared/model";
import { printable } from "#shared/printable";
import type { Problem, ProblemCode, Severity } from "#shared/problem";
import type { ItemState, PluginItem, SymbolItem, WrapperItem } from "#shared/protocol";
import { typeString } from "#shared/type-string";
import { referenceTo } from "./bindings-of.ts";
import { bindingState } from "./lenses.ts";
import { whyNotBuilt, whyNotGenerated } from "./reasons.ts";
import type { Workspace } from "./workspace.ts";

/** Sentences about one item. */
const noteLimit = 8;

/** Sorted by name. */
export function pluginItems(workspace: Workspace): readonly PluginItem[] {
  return [...bindingsByPlugin(workspace)]
    .map(([path, bindings]) => pluginItem(workspace, path, bindings))
    .sort(byName);
}

/** Sorted by name; empty for a plugin that nothing binds, or that is not checked yet. */
export function symbolItems(workspace: Workspace, pluginPath: string): readonly SymbolItem[] {
  const bindings = bindingsByPlugin(workspace).get(pluginPath) ?? [];
  const subjects = subjectsOf(workspace, bindings);
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
  return [...items.values()].sort(byName);
}

function bindingsByPlugin(workspace: Workspace): ReadonlyMap<string, readonly Binding[]> {
  const plugins = new Map<string, Binding[]>();
  for (const { binding } of workspace.bindings()) {
    const known = plugins.get(binding.pluginPath);
    if (known) known.push(binding);
    else plugins.set(binding.pluginPath, [binding]);
  }
  return plugins;
}

function subjectsOf(workspace: Workspace, bindings: readonly Binding[]): readonly Subject[] {
  return bindings.map((binding) => workspace.subject(binding)).filter((subject) => subject !== undefined);
}

function pluginItem(workspace: Workspace, path: string, bindings: readonly Binding[]): PluginItem {
  const subjects = subjectsOf(workspace, bindings);
  const plugin = subjects.map((subject) => subject.plugin).find(({ state }) => state === "read");
  const reasons = bindings.map((binding) => whyNotBuilt(workspace, binding));
  const notBuilt = reasons.includes(undefined) ? undefined : reasons[0];
  const problems = subjects.flatMap(problemsOf);
  const state = pluginState(workspace, path, subjects, problems);
  const wrappers = bindings.map((binding) => wrapperItem(workspace, binding)).sort(byName);
  return {
    uri: workspace.uriOf(path),
    name: workspace.show(path),
    state,
    detail: state === "drifted" ? driftWords(wrappers) : stateWords[state],
    ...(plugin?.state === "read" ? { builtWith: builtWith(plugin.plugin) } : {}),
    notes: notesOf(problems),
    ...(notBuilt === undefined ? {} : { notBuilt }),
    ...sourcesOf(workspace, subjects),
    wrappers,
  };
}

function sourcesOf({ host, uriOf }: Workspace, subjects: readonly Subject[]): Pick<PluginItem, "sources"> {
  for (const { source } of subjects) {
    for (const { location } of source?.symbols.values() ?? [])
      return { sources: uriOf(host.path.dirname(location.path)) };
  }
  return {};
}

/** As `go1.26.8 linux/amd64`. */
export function builtWith({ goVersion, goVersionRange, goos, goarch }: Plugin): string {
  return printable(`${goVersion ?? goVersionRange ?? "unknown Go version"} ${goos}/${goarch}`);
}

function driftWords(wrappers: readonly WrapperItem[]): string {
  const [first] = wrappers;
  if (wrappers.length === 1 && first) return first.detail;
  return `${wrappers.filter(({ state }) => state !== "current").length} of ${wrappers.length} wrappers out of date`;
}

const stateWords: Readonly<Record<Exclude<ItemState, "drifted">, string>> = {
  checking: "checking",
  current: "up to date",
  missing: "does not exist",
  unreadable: "cannot be read",
  "build-failed": "could not be built",
  unloadable: "will not load",
};

function pluginState(
  { builds }: Workspace,
  path: string,
  subjects: readonly Subject[],
  problems: readonly Problem[],
): ItemState {
  const [first] = subjects;
  if (builds.hasFailed(path)) return "build-failed";
  if (!first) return "checking";
  if (first.plugin.state !== "read") return first.plugin.state;
  if (problems.some(({ code, severity }) => code.startsWith("host.") && severity === "error"))
    return "unloadable";
  return problems.some(isSerious) ? "drifted" : "current";
}

function wrapperItem(workspace: Workspace, binding: Binding): WrapperItem {
  const subject = workspace.subject(binding);
  const { uri, line = 0 } = referenceTo(workspace, binding);
  const notGenerated = whyNotGenerated(workspace, binding);
  return {
    uri: workspace.uriOf(binding.wrapperPath),
    name: workspace.show(binding.wrapperPath),
    state: wrapperState(subject),
    detail: bindingState(workspace, binding),
    notes: notesOf(subject ? problemsOf(subject) : []),
    ...(notGenerated === undefined ? {} : { notGenerated }),
    statedIn: { uri, line },
  };
}

function wrapperState(subject: Subject | undefined): ItemState {
  if (!subject) return "checking";
  if (subject.wrapper.state === "missing") return "missing";
  if (subject.wrapper.state === "foreign") return "unreadable";
  // What a host makes of the plugin is no fault of the wrapper.
  const own = problemsOf(subject).filter(({ code }) => !code.startsWith("host."));
  return own.some(isSerious) ? "drifted" : "current";
}

function isSerious({ severity }: Problem): boolean {
  return severity !== "information";
}

const found = new WeakMap<Subject, readonly Problem[]>();

function problemsOf(subject: Subject): readonly Problem[] {
  let problems = found.get(subject);
  if (!problems) {
    problems = checkSubject(subject);
    found.set(subject, problems);
  }
  return problems;
}

function notesOf(problems: readonly Problem[]): readonly string[] {
  const sorted = problems.toSorted((a, b) => severityRanks[a.severity] - severityRanks[b.severity]);
  const notes = [...new Set(sorted.map(({ message }) => message))];
  const more = notes.length - noteLimit;
  return more > 0 ? [...notes.slice(0, noteLimit), `and ${more} more`] : notes;
}

const severityRanks: Readonly<Record<Severity, number>> = { error: 0, warning: 1, information: 2 };

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

function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}
