// textDocument/diagnostic: the diagnostics of one document, for clients that ask for them.

import { setTimeout as delay } from "node:timers/promises";
import {
  type CancellationToken,
  type DocumentDiagnosticParams,
  type DocumentDiagnosticReport,
  DocumentDiagnosticReportKind,
  DocumentDiagnosticRequest,
} from "vscode-languageserver/node";
import { diagnosticSource } from "#shared/protocol";
import { diagnosticsOf } from "../diagnostics.ts";
import type { Workspace } from "../workspace.ts";
import { requestFeature, requireWanted } from "./feature.ts";

/** Milliseconds that an answer waits for an edit to be checked; what takes longer is told by a refresh. */
const patience = 30;

export async function provideDocumentDiagnostic(
  workspace: Workspace,
  { textDocument, previousResultId }: DocumentDiagnosticParams,
  token: CancellationToken,
): Promise<DocumentDiagnosticReport> {
  const path = workspace.pathOf(textDocument.uri);
  if (path === undefined) return { kind: DocumentDiagnosticReportKind.Full, items: [] };
  await Promise.race([workspace.idle(), delay(patience)]);
  requireWanted(token);
  const { id, items } = diagnosticsOf(workspace, path);
  return id === previousResultId
    ? { kind: DocumentDiagnosticReportKind.Unchanged, resultId: id }
    : { kind: DocumentDiagnosticReportKind.Full, resultId: id, items };
}

export const documentDiagnostic = requestFeature(
  DocumentDiagnosticRequest.type,
  provideDocumentDiagnostic,
  ({ pullsDiagnostics }) =>
    pullsDiagnostics
      ? {
          diagnosticProvider: {
            identifier: diagnosticSource,
            interFileDependencies: true,
            workspaceDiagnostics: true,
          },
        }
      : {},
);
