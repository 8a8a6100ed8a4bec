// workspace/diagnostic: the diagnostics of all files, for clients that ask for them; an answer waits until there is news.

import {
  type CancellationToken,
  DocumentDiagnosticReportKind,
  type WorkspaceDiagnosticParams,
  type WorkspaceDiagnosticReport,
  WorkspaceDiagnosticRequest,
  type WorkspaceDocumentDiagnosticReport,
} from "vscode-languageserver/node";
import { diagnosticsOf } from "../diagnostics.ts";
import type { Workspace } from "../workspace.ts";
import { requestFeature, requireWanted } from "./feature.ts";

/**
 * Files that the client knows as they are are left out. Where that is all of them, the answer is held back. That a file has no problems any
 * more is told also to a client that names no earlier result of it: it forgets that when an editor is closed, but not what it shows.
 */
export async function provideWorkspaceDiagnostic(
  workspace: Workspace,
  { previousResultIds }: WorkspaceDiagnosticParams,
  token: CancellationToken,
): Promise<WorkspaceDiagnosticReport> {
  const known = new Map(previousResultIds.map(({ uri, value }) => [workspace.pathOf(uri), value]));
  for (;;) {
    const items = reportsSince(workspace, known);
    if (items.length > 0) return { items };
    await nextChange(workspace, token);
    requireWanted(token);
  }
}

function reportsSince(
  workspace: Workspace,
  known: ReadonlyMap<string | undefined, string>,
): WorkspaceDocumentDiagnosticReport[] {
  const reports: WorkspaceDocumentDiagnosticReport[] = [];
  for (const path of workspace.problemPaths()) {
    const { id, items } = diagnosticsOf(workspace, path);
    if (known.get(path) === id) continue;
    const uri = workspace.uriOf(path);
    const version = workspace.document(uri)?.version ?? null;
    reports.push({ kind: DocumentDiagnosticReportKind.Full, uri, version, resultId: id, items });
  }
  return reports;
}

function nextChange(workspace: Workspace, token: CancellationToken): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      forget();
      cancelling.dispose();
      resolve();
    };
    const forget = workspace.onProblems(done);
    const cancelling = token.onCancellationRequested(done);
  });
}

export const workspaceDiagnostic = requestFeature(
  WorkspaceDiagnosticRequest.type,
  provideWorkspaceDiagnostic,
);
