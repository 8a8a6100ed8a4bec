// The diagnostics of a file, for whichever way they reach the client.

import type { Diagnostic } from "vscode-languageserver/node";
import { toDiagnostic } from "./to-lsp.ts";
import type { Workspace } from "./workspace.ts";

export interface FileDiagnostics {
  /** Another one for each list that the file has had. */
  readonly id: string;
  readonly items: Diagnostic[];
}

export function diagnosticsOf(workspace: Workspace, path: string): FileDiagnostics {
  const { id, problems } = workspace.shownProblems(path);
  const { client, pages, uriOf } = workspace;
  const context = {
    uriOf,
    pages,
    hasRelatedInformation: client.relatedInformation,
    hasCodeDescription: client.codeDescription,
    hasData: client.diagnosticData,
  };
  return { id, items: problems.map((problem) => toDiagnostic(problem, context)) };
}
