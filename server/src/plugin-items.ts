// A plugin that is bound, with its wrappers and hosts, each with how it is.

import type { HostState, Subject } from "#shared/checks/subject";
import type { Binding, Plugin } from "#shared/model";
import { printable } from "#shared/printable";
import type { Problem } from "#shared/problem";
import type { HostItem, ItemState, PluginItem, WrapperItem } from "#shared/protocol";
import { referenceTo } from "./bindings-of.ts";
import { bindingState } from "./lenses.ts";
import { whyNotBuilt, whyNotBuiltForHost, whyNotGenerated } from "./reasons.ts";
import { notesOf, problemsOf } from "./subject-problems.ts";
import type { Workspace } from "./workspace.ts";

/** `bindings` are those of the plugin at the path, `subjects` what their checks have seen. */
export function pluginItem(
  workspace: Workspace,
  path: string,
  bindings: readonly Binding[],
  subjects: readonly Subject[],
): PluginItem {
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
    ...(problems.some(({ code }) => isOfHost(code)) &&
    bindings.some((binding) => whyNotBuiltForHost(workspace, binding) === undefined)
      ? { fitsByBuild: true }
      : {}),
    ...sourcesOf(workspace, subjects),
    wrappers,
    hosts: hostItems(workspace, subjects),
  };
}

/** One of the workspace folders that nothing binds. */
export function unboundItem(workspace: Workspace, path: string, plugin: Plugin): PluginItem {
  return {
    uri: workspace.uriOf(path),
    name: workspace.show(path),
    state: "unbound",
    detail: stateWords.unbound,
    builtWith: builtWith(plugin),
    notes: ["it has no wrapper, no //go:generate line and no entry in bind-plugin.json"],
    notBuilt: "nothing says of which package the plugin is built",
    wrappers: [],
    hosts: [],
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
  unbound: "not bound",
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
  if (problems.some(({ code, severity }) => isOfHost(code) && severity === "error")) return "unloadable";
  return problems.some(isDrift) ? "drifted" : "current";
}

/** What a host makes of the plugin is no fault of the wrapper. */
function wrapperItem(workspace: Workspace, binding: Binding): WrapperItem {
  const subject = workspace.subject(binding);
  const { uri, line = 0 } = referenceTo(workspace, binding);
  const notGenerated = whyNotGenerated(workspace, binding);
  const problems = subject ? problemsOf(subject) : [];
  const own = problems.filter(({ code }) => !isOfHost(code));
  const state = wrapperState(subject, own);
  const isOnlyHost = state === "current" && own.length < problems.length;
  return {
    uri: workspace.uriOf(binding.wrapperPath),
    name: workspace.show(binding.wrapperPath),
    state,
    detail: isOnlyHost ? stateWords.current : bindingState(workspace, binding),
    notes: notesOf(own),
    ...(notGenerated === undefined ? {} : { notGenerated }),
    statedIn: { uri, line },
  };
}

/** Each once, sorted by name. */
function hostItems(workspace: Workspace, subjects: readonly Subject[]): readonly HostItem[] {
  const items = new Map<string, HostItem>();
  for (const subject of subjects) {
    const { host } = subject;
    if (!host || items.has(host.path)) continue;
    const { path, range } = host.location;
    items.set(host.path, {
      uri: workspace.uriOf(host.path),
      name: workspace.show(host.path),
      ...hostState(host.state),
      statedIn: { uri: workspace.uriOf(path), line: range.start.line },
    });
  }
  return [...items.values()].sort(byName);
}

function hostState(state: HostState): Pick<HostItem, "state" | "detail" | "notes"> {
  if (state.state === "unbuilt") return { state: "missing", detail: "is not built", notes: [] };
  if (state.state === "unreadable")
    return { state: "unreadable", detail: "cannot be read", notes: [printable(state.reason)] };
  if (state.basis === "source") return { state: "missing", detail: "is not built", notes: [] };
  const { verdict, causes, unknown } = state.report;
  const notes = [...causes.map(({ message }) => message), ...unknown].map(printable);
  return verdict.outcome === "loads"
    ? { state: "current", detail: "loads it", notes }
    : { state: "unloadable", detail: outcomeWords[verdict.outcome], notes };
}

const outcomeWords = { refused: "refuses it", dies: "ends when it is opened" } as const;

function wrapperState(subject: Subject | undefined, problems: readonly Problem[]): ItemState {
  if (!subject) return "checking";
  if (subject.wrapper.state === "missing") return "missing";
  if (subject.wrapper.state === "foreign") return "unreadable";
  return problems.some(isDrift) ? "drifted" : "current";
}

function isDrift({ code, severity }: Problem): boolean {
  return severity !== "information" && !isOfHost(code);
}

function isOfHost(code: Problem["code"]): boolean {
  return code.startsWith("host.");
}

function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}
