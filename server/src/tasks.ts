// What a code action does, in a form that waits in the client until the action is chosen; and the edits that it then comes to.

import type { TextEdit } from "vscode-languageserver/node";
import type { FoundBinding } from "#shared/binding/find";
import { parseFlags } from "#shared/flags";
import type { Binding, Range, WrapperOptions } from "#shared/model";
import type { ProblemCode } from "#shared/problem";
import type { BindingReference } from "#shared/protocol";
import type { Directive } from "#shared/source/directive";
import { bindingsOf } from "./bindings-of.ts";
import { correctionOf, textIn } from "./corrections.ts";
import { type FileEdit, replaceLines } from "./edits.ts";
import { nextWrapper, requireWrapper } from "./next-wrapper.ts";
import type { Workspace } from "./workspace.ts";

/** refresh: rewrites wrappers. checksum: has a wrapper check the plugin's sha256. fix-all: corrects a file's text and refreshes what it is about. */
export interface Task {
  readonly kind: "refresh" | "checksum" | "fix-all";
  readonly reference: BindingReference;
}

/** Problems that end when the wrapper is refreshed. */
export const refreshable: ReadonlySet<ProblemCode> = new Set([
  "symbol.missing",
  "symbol.type-changed",
  "symbol.added",
  "wrapper.outdated",
  "wrapper.checksum-drift",
]);

/** Whether the plugin's symbols are not those of the wrapper, and the client can show how they differ. */
export function canShowChanges({ client, problems }: Workspace, { wrapperPath }: Binding): boolean {
  if (!client.virtualDocuments || !client.showDocument) return false;
  return problems(wrapperPath).problems.some(
    ({ code }) => code === "symbol.missing" || code === "symbol.type-changed" || code === "symbol.added",
  );
}

/** The task in what a client sends back; `undefined` for anything else. */
export function readTask(data: unknown): Task | undefined {
  const { kind, reference } = (data ?? {}) as Partial<Task>;
  const isOne = kind === "refresh" || kind === "checksum" || kind === "fix-all";
  return isOne && typeof reference?.uri === "string" ? { kind, reference } : undefined;
}

/** Nothing where all is as it should be. Rejects as `nextWrapper` and `requireWrapper` do. */
export async function editsFor(
  workspace: Workspace,
  { kind, reference }: Task,
): Promise<readonly FileEdit[]> {
  switch (kind) {
    case "refresh":
      return wrapperEdits(workspace, bindingsOf(workspace, reference));
    case "checksum": {
      const [binding] = bindingsOf(workspace, reference);
      return binding ? checksumEdits(workspace, binding) : [];
    }
    case "fix-all":
      return allEdits(workspace, reference);
  }
}

async function allEdits(workspace: Workspace, { uri }: BindingReference): Promise<readonly FileEdit[]> {
  const path = workspace.pathOf(uri);
  if (path === undefined) return [];
  const corrections = workspace.problems(path).problems.flatMap((problem) => {
    const correction = correctionOf(workspace, problem);
    return correction ? [correction.edit] : [];
  });
  const corrected = new Set(corrections.map(({ range }) => range.start.line));
  // What a corrected line asks for is known when it has been corrected.
  const drifted = driftedBindings(workspace, path).filter(
    ({ location }) => location.path !== path || !corrected.has(location.range.start.line),
  );
  const edits = await wrapperEdits(workspace, drifted);
  const label = `Correct ${workspace.show(path)}`;
  return corrections.length > 0 ? [{ path, edits: corrections, label }, ...edits] : edits;
}

/** Bindings that the file states or is the wrapper of, and whose wrapper is to be refreshed. */
export function driftedBindings(workspace: Workspace, path: string): readonly Binding[] {
  return workspace
    .bindings()
    .map(({ binding }) => binding)
    .filter(
      ({ location, wrapperPath }) =>
        (location.path === path || wrapperPath === path) &&
        workspace.problems(wrapperPath).problems.some(({ code }) => refreshable.has(code)),
    );
}

async function wrapperEdits(
  workspace: Workspace,
  bindings: readonly Binding[],
): Promise<readonly FileEdit[]> {
  const edits: FileEdit[] = [];
  for (const binding of bindings) {
    const edit = await wrapperEdit(workspace, binding, binding.options);
    if (edit) edits.push(edit);
  }
  return edits;
}

/** `undefined` where the wrapper is up to date, or is to be created by a client that cannot do so. */
async function wrapperEdit(
  workspace: Workspace,
  binding: Binding,
  options: WrapperOptions,
): Promise<FileEdit | undefined> {
  const { client, host } = workspace;
  const { wrapperPath: path } = binding;
  requireWrapper(workspace, path);
  const { text, isCurrent } = await nextWrapper(workspace, binding, options);
  if (isCurrent) return undefined;
  const isNew = host.stat(path) === undefined;
  if (isNew && !client.createsFiles) return undefined;
  const label = `Refresh ${workspace.show(path)}`;
  return { path, edits: replaceLines(isNew ? "" : host.readText(path), text), label, isNew };
}

async function checksumEdits(workspace: Workspace, binding: Binding): Promise<readonly FileEdit[]> {
  const found = workspace.bindings().find((one) => one.binding === binding);
  const edit = found && checksumFlag(workspace, found);
  const wrapper = await wrapperEdit(workspace, binding, { ...binding.options, sha256: true });
  const { path } = binding.location;
  const stated = edit ? [{ path, edits: [edit], label: `Add -sha256 to ${workspace.show(path)}` }] : [];
  return wrapper ? [...stated, wrapper] : stated;
}

/** Whether the binding's wrapper can be made to check the plugin's checksum by an edit of ours. */
export function canAddChecksum(workspace: Workspace, found: FoundBinding): boolean {
  const { options, origin } = found.binding;
  if (options.sha256 || origin === "config") return false;
  return origin === "header" || checksumFlag(workspace, found) !== undefined;
}

/** The edit that gives a directive the flag -sha256, also in place of one that turns it off. */
function checksumFlag(workspace: Workspace, { directive }: FoundBinding): TextEdit | undefined {
  if (!directive) return undefined;
  const given = parseFlags(
    "generate",
    directive.args.map(({ text }) => text),
  ).given.get("sha256");
  if (!given) return insertion(workspace, directive);
  const first = directive.args[given.flagArgument]!.range;
  const last = directive.args[given.valueArgument]!.range;
  const isWritten = /^--?sha256(?:=|$)/.test(textIn(workspace, directive.path, first));
  return isWritten ? { range: { start: first.start, end: last.end }, newText: "-sha256" } : undefined;
}

/** Behind the last word. A word that follows `--` would be no flag. */
function insertion(workspace: Workspace, { path, range, args }: Directive): TextEdit | undefined {
  if (args.some(({ text }) => text === "--")) return undefined;
  const { start } = range;
  const { length } = textIn(workspace, path, range).trimEnd();
  const at: Range["start"] = { line: start.line, character: start.character + length };
  return { range: { start: at, end: at }, newText: " -sha256" };
}
