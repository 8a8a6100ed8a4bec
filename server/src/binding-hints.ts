// What is said behind a directive: what its wrapper has, and whether that is still so.

import { checkSubject } from "#shared/checks/all";
import { isComparable, type Subject } from "#shared/checks/subject";
import type { Binding } from "#shared/model";
import type { Problem, ProblemCode } from "#shared/problem";
import { bindingState } from "./lenses.ts";
import { counted } from "./plugin-text.ts";
import type { Workspace } from "./workspace.ts";

/** Characters that are shown of a hint by default (`editor.inlayHints.maximumLength`, VS Code 1.100). */
const lengthLimit = 43;

/** In a few words, such as `2 functions, 1 variable · up to date`; `undefined` before the binding is checked. */
export function bindingHint(workspace: Workspace, binding: Binding): string | undefined {
  const subject = workspace.subject(binding);
  if (!subject) return undefined;
  if (!isComparable(subject) || workspace.builds.hasFailed(binding.pluginPath))
    return bindingState(workspace, binding);
  const problems = checkSubject(subject);
  const serious = problems.filter(({ severity }) => severity !== "information");
  const changes = [...new Set(serious.map(changeText))];
  if (changes.length > 0) return driftText(changes);
  const added = problems.filter(({ code }) => code === "symbol.added").length;
  return `${membersText(subject)} · ${added > 0 ? counted(added, "new symbol") : "up to date"}`;
}

/** As many changes as fit, but one at least. */
function driftText(changes: readonly string[]): string {
  const textOf = (count: number) => {
    const more = changes.length - count;
    return `drifted: ${changes.slice(0, count).join(", ")}${more > 0 ? `, ${more} more` : ""}`;
  };
  let count = changes.length;
  while (count > 1 && textOf(count).length > lengthLimit) count--;
  return textOf(count);
}

function membersText({ wrapper }: Subject): string {
  const members = wrapper.state === "read" ? wrapper.file.members : [];
  const functions = members.filter(({ kind }) => kind === "func").length;
  const variables = members.length - functions;
  const parts = [
    ...(functions > 0 ? [counted(functions, "function")] : []),
    ...(variables > 0 ? [counted(variables, "variable")] : []),
  ];
  return parts.join(", ") || "no symbols";
}

/** What became of a symbol, by the code of its problem. */
const fates: Readonly<Partial<Record<ProblemCode, string>>> = {
  "symbol.missing": "missing",
  "symbol.type-changed": "changed",
  "source.symbol-missing": "removed in the source",
  "source.type-changed": "changed in the source",
};

/** What else may be wrong with what a directive states. */
const faults: Readonly<Partial<Record<ProblemCode, string>>> = {
  "plugin.stale": "the source is newer",
  "wrapper.checksum-drift": "another sha256",
  "wrapper.outdated": "made otherwise",
  "host.platform": "its host does not load it",
  "host.go-version": "its host does not load it",
  "host.build-flags": "its host does not load it",
  "host.package-mismatch": "its host does not load it",
};

function changeText({ code, data, message }: Problem): string {
  const name = (data as { readonly name?: unknown } | undefined)?.name;
  const fate = fates[code];
  return fate !== undefined && typeof name === "string" ? `${name} ${fate}` : (faults[code] ?? message);
}
