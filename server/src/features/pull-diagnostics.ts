// textDocument/diagnostic, workspace/diagnostic and workspace/diagnostic/refresh: diagnostics for clients that ask for them.

import { setTimeout as delay } from "node:timers/promises";
import {
  type CancellationToken,
  DiagnosticRefreshRequest,
  type DocumentDiagnosticParams,
  type DocumentDiagnosticReport,
  DocumentDiagnosticReportKind,
  DocumentDiagnosticRequest,
  type WorkspaceDiagnosticParams,
  type WorkspaceDiagnosticReport,
  WorkspaceDiagnosticRequest,
  type WorkspaceDocumentDiagnosticReport,
} from "vscode-languageserver/node";
import { diagnosticSource } from "#shared/protocol";
import { diagnosticsOf } from "../diagnostics.ts";
import type { Workspace } from "../workspace.ts";
import { type Feature, requireWanted } from "./feature.ts";

/** Milliseconds that an answer about a document waits for an edit to be checked; what takes longer is told by a refresh. */
const patience = 30;
/** Milliseconds in which changes are told together by a refresh. */
const gathering = 20;
/** The same for parts of the answer about the workspace. */
const partGathering = 100;

/** As long as folders are looked at for the first time, the answer is held back until there is something to say of the document. */
export async function provideDocumentDiagnostic(
  workspace: Workspace,
  { textDocument, previousResultId }: DocumentDiagnosticParams,
  token: CancellationToken,
): Promise<DocumentDiagnosticReport> {
  const path = workspace.pathOf(textDocument.uri);
  if (path === undefined) return { kind: DocumentDiagnosticReportKind.Full, items: [] };
  if (workspace.isFirstLook) {
    await workspace.documentsChecked();
    const isClean = workspace.shownProblems(path).problems.length === 0;
    if (isClean && workspace.isFirstLook && !token.isCancellationRequested)
      await nextChange(workspace, token, path);
  } else await Promise.race([workspace.idle(), delay(patience)]);
  requireWanted(token);
  const { id, items } = diagnosticsOf(workspace, path);
  return id === previousResultId
    ? { kind: DocumentDiagnosticReportKind.Unchanged, resultId: id }
    : { kind: DocumentDiagnosticReportKind.Full, resultId: id, items };
}

/**
 * Files that the client knows as they are are left out. Where that is all of them, the answer is held back until there is news. A client
 * that takes its answer in parts (`send`) gets them as they are found, until everything is checked. That a file has no problems any
 * more is told also to a client that names no earlier result of it: it forgets that when an editor is closed, but not what it shows.
 */
export async function provideWorkspaceDiagnostic(
  workspace: Workspace,
  { previousResultIds }: Pick<WorkspaceDiagnosticParams, "previousResultIds">,
  token: CancellationToken,
  send?: (part: WorkspaceDiagnosticReport) => void,
): Promise<WorkspaceDiagnosticReport> {
  const known = new Map(previousResultIds.map(({ uri, value }) => [workspace.pathOf(uri), value]));
  for (let parts = 0; ; ) {
    const items = reportsSince(workspace, known);
    if (send === undefined || workspace.isIdle) {
      if (items.length + parts > 0) return { items };
    } else if (items.length > 0) {
      parts++;
      send({ items });
      for (const { uri, resultId } of items) known.set(workspace.pathOf(uri), resultId ?? "");
    }
    await nextChange(workspace, token);
    // What a document shows is told before what the workspace has beside it.
    if (send !== undefined) await Promise.race([workspace.idle(), delay(partGathering)]);
    requireWanted(token);
  }
}

function reportsSince(
  workspace: Workspace,
  known: ReadonlyMap<string | undefined, string>,
): WorkspaceDocumentDiagnosticReport[] {
  const reports: WorkspaceDocumentDiagnosticReport[] = [];
  for (const path of workspace.problemPaths()) {
    if (known.get(path) === workspace.shownProblems(path).id) continue;
    const { id, items } = diagnosticsOf(workspace, path);
    const uri = workspace.uriOf(path);
    const version = workspace.document(uri)?.version ?? null;
    reports.push({ kind: DocumentDiagnosticReportKind.Full, uri, version, resultId: id, items });
  }
  return reports;
}

/** Resolves when problems (of the file, where one is given) have changed, when all has been checked, or when the answer is not wanted. */
function nextChange(workspace: Workspace, token: CancellationToken, path?: string): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      forget();
      cancelling.dispose();
      resolve();
    };
    const forget = workspace.onProblems((paths) => {
      if (path === undefined || paths.has(path)) done();
    });
    const cancelling = token.onCancellationRequested(done);
    if (!workspace.isIdle) void workspace.idle().then(done);
  });
}

export const pullDiagnostics: Feature = {
  capabilities: ({ pullsDiagnostics }) =>
    pullsDiagnostics
      ? {
          diagnosticProvider: {
            identifier: diagnosticSource,
            interFileDependencies: true,
            workspaceDiagnostics: true,
          },
        }
      : {},
  register(connection, workspace) {
    /** What the client was last told of each document that it has asked for. */
    const told = new Map<string, string>();
    /** How many answers about the workspace are held back, or sent in parts; `undefined` before the client has asked for one. */
    let held: number | undefined;

    connection.onRequest(DocumentDiagnosticRequest.type, async (params, token) => {
      requireWanted(token);
      const report = await provideDocumentDiagnostic(workspace, params, token);
      const path = workspace.pathOf(params.textDocument.uri);
      if (path !== undefined && report.resultId !== undefined) told.set(path, report.resultId);
      return report;
    });
    connection.onRequest(WorkspaceDiagnosticRequest.type, async (params, token) => {
      requireWanted(token);
      const { partialResultToken } = params;
      const send =
        partialResultToken === undefined
          ? undefined
          : (part: WorkspaceDiagnosticReport) =>
              void connection.sendProgress(
                WorkspaceDiagnosticRequest.partialResult,
                partialResultToken,
                part,
              );
      held = (held ?? 0) + 1;
      try {
        return await provideWorkspaceDiagnostic(workspace, params, token, send);
      } finally {
        held--;
      }
    });

    if (!workspace.client.pullsDiagnostics) return;
    let isDue = false;
    /** The client asks again for what it shows; what it was told of before does not count any more. */
    const refresh = () => {
      isDue = false;
      const stale = [...told].filter(([path, id]) => workspace.shownProblems(path).id !== id);
      if (stale.length === 0 && held !== 0) return;
      for (const [path] of stale) told.delete(path);
      // A client that answers with an error has no better way to be told.
      connection.sendRequest(DiagnosticRefreshRequest.type).catch(() => {});
    };
    workspace.onProblems(() => {
      if (isDue) return;
      isDue = true;
      setTimeout(refresh, gathering);
    });
  },
};
