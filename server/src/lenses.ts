// Code lenses: what is said above a binding, above a wrapper's type and above the symbols of a plugin's source, and what a click does.

import type { Command } from "vscode-languageserver/node";
import type { Binding, Range } from "#shared/model";
import type { Severity } from "#shared/problem";
import { type BindingReference, serverCommands } from "#shared/protocol";
import { bindingsOf, referenceTo, sourceSymbolsOf } from "./bindings-of.ts";
import { whyNotBuilt, whyNotGenerated, whyNotRefreshed } from "./reasons.ts";
import { shownProblemsOf } from "./subject-problems.ts";
import { canShowChanges, refreshable } from "./tasks.ts";
import type { Workspace } from "./workspace.ts";

/** What a lens is about, in a form that waits in the client until it is shown. */
export interface LensTask {
  readonly kind: "state" | "changes" | "write" | "rebuild" | "symbol";
  readonly reference: BindingReference;
  /** Of the symbol. */
  readonly name?: string;
}

export interface Lens {
  readonly range: Range;
  readonly task: LensTask;
}

export function lensesOf(workspace: Workspace, path: string): readonly Lens[] {
  return workspace.bindings().flatMap(({ binding }) => [
    ...bindingLenses(workspace, binding, path),
    ...sourceSymbolsOf(workspace, binding, path).map(({ name, location: { range } }): Lens => {
      return { range, task: { kind: "symbol", reference: referenceTo(workspace, binding), name } };
    }),
  ]);
}

/** Where the binding is stated, and on the type of its wrapper; on that alone where the wrapper's header states it. */
function bindingLenses(workspace: Workspace, binding: Binding, path: string): readonly Lens[] {
  const range = lensRange(workspace, binding, path);
  if (!range) return [];
  const reference = referenceTo(workspace, binding);
  const kinds: LensTask["kind"][] = ["state"];
  if (canShowChanges(workspace, binding)) kinds.push("changes");
  if (isToBeWritten(workspace, binding)) kinds.push("write");
  if (whyNotBuilt(workspace, binding) === undefined) kinds.push("rebuild");
  return kinds.map((kind) => ({ range, task: { kind, reference } }));
}

function lensRange(workspace: Workspace, binding: Binding, path: string): Range | undefined {
  const { location, wrapperPath } = binding;
  if (wrapperPath === path) return workspace.goFile(path)?.wrapper?.nameRange ?? location.range;
  return location.path === path ? location.range : undefined;
}

function isToBeWritten(workspace: Workspace, binding: Binding): boolean {
  if (whyNotGenerated(workspace, binding) !== undefined) return false;
  return workspace.subject(binding)?.wrapper.state === "missing" || hasDrifted(workspace, binding);
}

function hasDrifted(workspace: Workspace, { wrapperPath }: Binding): boolean {
  return workspace.problems(wrapperPath).problems.some(({ code }) => refreshable.has(code));
}

/** What a lens says and does; `undefined` where what it is about has gone. */
export function lensCommand(workspace: Workspace, { kind, reference, name }: LensTask): Command | undefined {
  const [binding] = bindingsOf(workspace, reference);
  if (!binding) return undefined;
  const command = (title: string, command: string): Command => ({ title, command, arguments: [reference] });
  switch (kind) {
    case "state":
      return command(bindingState(workspace, binding), serverCommands.showSymbols);
    case "changes":
      return command("what has changed", serverCommands.showChanges);
    case "write":
      return workspace.subject(binding)?.wrapper.state === "missing"
        ? command("generate", serverCommands.generate)
        : command("refresh", serverCommands.regenerate);
    case "rebuild":
      return command("rebuild", serverCommands.rebuild);
    case "symbol":
      return symbolCommand(workspace, binding, name ?? "", command);
  }
}

/** In a few words. */
export function bindingState(workspace: Workspace, binding: Binding): string {
  const { pluginPath, wrapperPath } = binding;
  const subject = workspace.subject(binding);
  const name = workspace.host.path.basename;
  if (!subject) return "checking";
  if (workspace.builds.hasFailed(pluginPath)) return `${name(pluginPath)} could not be built`;
  if (subject.plugin.state === "missing") return `${name(pluginPath)} does not exist`;
  if (subject.plugin.state === "unreadable") return `${name(pluginPath)} cannot be read`;
  if (subject.wrapper.state === "missing") return `${name(wrapperPath)} is not generated`;
  if (subject.wrapper.state === "foreign") return `${name(wrapperPath)} is not a generated wrapper`;
  const problems = shownProblemsOf(workspace, subject);
  const count = (severity: Severity, one: string, many: string) => {
    const found = problems.filter((problem) => problem.severity === severity).length;
    return found === 0 ? [] : [`${found} ${found === 1 ? one : many}`];
  };
  const [errors, warnings] = [count("error", "error", "errors"), count("warning", "warning", "warnings")];
  const notes = count("information", "note", "notes");
  const { host } = subject;
  const refusal =
    host?.state.state === "read" &&
    host.state.basis === "binary" &&
    host.state.report.verdict.outcome !== "loads"
      ? [`${name(host.path)} does not load it`]
      : [];
  const isOnlyOfHost = problems.every(
    ({ code, severity }) => code.startsWith("host.") || severity === "information",
  );
  return [
    ...refusal,
    ...(refusal.length > 0 && isOnlyOfHost
      ? []
      : [errors.length + warnings.length > 0 ? "out of date" : "up to date"]),
    ...errors,
    ...warnings,
    ...notes,
  ].join(", ");
}

function symbolCommand(
  workspace: Workspace,
  binding: Binding,
  name: string,
  command: (title: string, command: string) => Command,
): Command | undefined {
  const subject = workspace.subject(binding);
  if (!subject) return undefined;
  const { wrapper, plugin, planned } = subject;
  const file = workspace.host.path.basename(binding.wrapperPath);
  const not = (why: string, remedy: string) => command(`not wrapped: ${why}`, remedy);
  const canBuild = whyNotBuilt(workspace, binding) === undefined;
  const look = serverCommands.showSymbols;
  const member = wrapper.state === "read" && wrapper.file.members.find((one) => one.name === name);
  if (wrapper.state === "read" && member) {
    const breaks = workspace
      .problems(binding.wrapperPath)
      .problems.some(({ code, data }) => code.startsWith("source.") && nameIn(data) === name);
    const title = `wrapped by ${wrapper.file.name} (${file})${breaks ? ", which breaks at the next build" : ""}`;
    const location = { uri: workspace.uriOf(binding.wrapperPath), range: member.range };
    return { title, command: serverCommands.open, arguments: [location] };
  }
  if (plugin.state !== "read" || !plugin.plugin.symbols.some((symbol) => symbol.name === name))
    return not("it is not built", canBuild ? serverCommands.rebuild : look);
  const leftOut = planned.find((symbol) => symbol.name === name)?.leftOut;
  if (leftOut !== undefined) return not(leftOut, look);
  if (wrapper.state === "missing") return not(`${file} is not generated`, serverCommands.generate);
  if (wrapper.state === "foreign") return not(`${file} is not a generated wrapper`, look);
  if (!planned.some((symbol) => symbol.name === name)) return not("the options leave it out", look);
  const isWritable = whyNotRefreshed(workspace, binding) === undefined;
  return not(`${file} is out of date`, isWritable ? serverCommands.regenerate : look);
}

function nameIn(data: unknown): unknown {
  return (data as { readonly name?: unknown } | undefined)?.name;
}
