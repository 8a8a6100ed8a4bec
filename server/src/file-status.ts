// How things are with the plugins and wrappers that a file is about, for an editor's status line.

import type { Binding } from "#shared/model";
import { printable } from "#shared/printable";
import type { Severity } from "#shared/problem";
import type { FileStatus } from "#shared/protocol";
import { bindingsOf } from "./bindings-of.ts";
import { bindingState } from "./lenses.ts";
import { builtWith } from "./plugin-items.ts";
import { shownProblemsOf } from "./subject-problems.ts";
import type { Workspace } from "./workspace.ts";

/** `undefined` for a file that nothing is bound by. */
export function fileStatus(workspace: Workspace, uri: string): FileStatus | undefined {
  const bindings = bindingsOf(workspace, { uri });
  const [first] = bindings;
  if (!first) return undefined;
  if (bindings.some((binding) => !workspace.subject(binding))) {
    return { text: "checking", detail: "", severity: "information", isChecking: true };
  }
  const severities = bindings.map((binding) => severityOf(workspace, binding));
  const severity = worst(severities);
  const drifted = severities.filter((one) => one !== "information").length;
  const text =
    bindings.length === 1
      ? bindingState(workspace, first)
      : drifted === 0
        ? `${bindings.length} wrappers up to date`
        : `${drifted} of ${bindings.length} wrappers out of date`;
  return { text, detail: detailOf(workspace, bindings), severity, isChecking: false };
}

function severityOf(workspace: Workspace, binding: Binding): Severity {
  if (workspace.builds.hasFailed(binding.pluginPath)) return "error";
  const subject = workspace.subject(binding);
  return worst(subject ? shownProblemsOf(workspace, subject).map(({ severity }) => severity) : []);
}

function worst(severities: readonly Severity[]): Severity {
  const order = ["error", "warning"] as const;
  return order.find((severity) => severities.includes(severity)) ?? "information";
}

/** The plugins, each with what it was built with, as `build/p.so (go1.26.8 linux/amd64)`. */
function detailOf(workspace: Workspace, bindings: readonly Binding[]): string {
  const plugins = new Map<string, string>();
  for (const binding of bindings) {
    const plugin = workspace.subject(binding)?.plugin;
    const name = printable(workspace.show(binding.pluginPath));
    plugins.set(
      binding.pluginPath,
      plugin?.state === "read" ? `${name} (${builtWith(plugin.plugin)})` : name,
    );
  }
  const names = [...plugins.values()];
  return names.length > 3 ? `${names.length} plugins` : names.join(", ");
}
