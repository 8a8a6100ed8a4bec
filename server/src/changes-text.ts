// The virtual documents that say what has changed: between a wrapper and its plugin, and between two plugins.

import { isComparable } from "#shared/checks/subject";
import { diffPlugins } from "#shared/diff/plugins";
import { readPluginPair } from "#shared/diff/read";
import { diffLines, diffText } from "#shared/diff/text";
import { wrapperChanges } from "#shared/diff/wrapper-changes";
import { HostError } from "#shared/host";
import { printable } from "#shared/printable";
import type { Workspace } from "./workspace.ts";

/** `path` is the wrapper's. Where nothing can be compared the text says why. */
export function changesText(workspace: Workspace, path: string): string {
  const found = workspace.bindings().find(({ binding }) => binding.wrapperPath === path);
  const subject = found && workspace.subject(found.binding);
  if (!found) return sentence(`Nothing asks for the wrapper ${workspace.show(path)}.`);
  if (!subject) return sentence(`The wrapper ${workspace.show(path)} is not checked yet.`);
  const plugin = workspace.show(found.binding.pluginPath);
  if (!isComparable(subject)) {
    const { wrapper } = subject;
    if (wrapper.state === "missing") return sentence(`The wrapper ${workspace.show(path)} does not exist.`);
    if (wrapper.state === "foreign") return sentence(`${workspace.show(path)} is not a generated wrapper.`);
    if (subject.plugin.state === "missing") return sentence(`The plugin ${plugin} does not exist.`);
    const why = subject.plugin.state === "unreadable" ? `: ${subject.plugin.reason}` : "";
    return sentence(`The plugin ${plugin} cannot be read${why}`);
  }
  const changes = wrapperChanges(subject.wrapper.file, subject.plugin.plugin, subject.planned);
  const report = { changes, values: [], facts: [], settings: [], modules: [], packages: [], needed: [] };
  const lines = diffText(diffLines(report, `${workspace.show(path)} -> ${plugin}`));
  return `${lines}\nA wrapper has its symbols' types by name; what lies behind the names is not compared.\n`;
}

/** Of two plugins, absolute. */
export async function pluginDiffText(workspace: Workspace, old: string, now: string): Promise<string> {
  try {
    const report = diffPlugins(await readPluginPair(workspace.host, old, now));
    return diffText(diffLines(report, `${workspace.show(old)} -> ${workspace.show(now)}`));
  } catch (error) {
    if (error instanceof HostError) return sentence(error.message);
    throw error;
  }
}

function sentence(text: string): string {
  return `${printable(text)}\n`;
}
