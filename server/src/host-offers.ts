// What can be done about a host that doesn't load a plugin, apart from a build: other module versions, and reading why.

import { CodeActionKind } from "vscode-languageserver/node";
import type { HostProblemData } from "#shared/checks/host-problems";
import type { Problem } from "#shared/problem";
import { serverCommands } from "#shared/protocol";
import { textIn } from "./corrections.ts";
import { toWorkspaceEdit } from "./edits.ts";
import type { Offer } from "./offers.ts";
import type { Workspace } from "./workspace.ts";

/** None for other problems. */
export function hostOffers(workspace: Workspace, problem: Problem): readonly Offer[] {
  if (!problem.code.startsWith("host.")) return [];
  return [...alignOffers(workspace, problem), ...reportOffers(workspace, problem)];
}

/** Of a problem in go.mod: the host's version in place of what stands there. */
function alignOffers(workspace: Workspace, problem: Problem): readonly Offer[] {
  const { host, module } = problem.data as HostProblemData;
  if (!module) return [];
  const { path, range } = problem.location;
  const written = textIn(workspace, path, range);
  if (!written.endsWith(module.from)) return [];
  const start = { line: range.end.line, character: range.end.character - module.from.length };
  const edits = [{ range: { start, end: range.end }, newText: module.to }];
  const label = `Align ${module.path} in ${workspace.show(path)}`;
  const title = `Change to ${module.path} ${module.to}, which ${workspace.show(host)} has`;
  const edit = toWorkspaceEdit(workspace, [{ path, edits, label }]);
  return [{ title, kind: CodeActionKind.QuickFix, does: { edit }, fixes: [problem], isPreferred: true }];
}

function reportOffers(workspace: Workspace, problem: Problem): readonly Offer[] {
  const { client, show, uriOf } = workspace;
  if (!client.virtualDocuments || !client.showDocument) return [];
  const { host, pluginPath } = problem.data as HostProblemData;
  const argument = { host: uriOf(host), plugin: uriOf(pluginPath) };
  const title = `Show why ${show(host)} does not load ${show(pluginPath)}`;
  return [
    {
      title,
      kind: CodeActionKind.QuickFix,
      does: { command: serverCommands.compat, argument },
      fixes: [problem],
    },
  ];
}
