// What the client can do, as far as the server does something else where it can't.

import type { ClientCapabilities } from "vscode-languageserver/node";

export interface ClientFeatures {
  /** It asks for diagnostics, and can be told to ask again. */
  readonly pullsDiagnostics: boolean;
  readonly relatedInformation: boolean;
  readonly codeDescription: boolean;
  readonly diagnosticData: boolean;
  /** It watches files for us. */
  readonly watchesFiles: boolean;
  /** It also watches below any folder. */
  readonly watchesFolders: boolean;
  /** It tells which folders are added and removed. */
  readonly workspaceFolders: boolean;
}

export function clientFeatures({ textDocument, workspace }: ClientCapabilities): ClientFeatures {
  const { diagnostic, publishDiagnostics } = textDocument ?? {};
  const pullsDiagnostics = diagnostic !== undefined && workspace?.diagnostics?.refreshSupport === true;
  const shown = pullsDiagnostics ? { ...publishDiagnostics, ...diagnostic } : publishDiagnostics;
  const watching = workspace?.didChangeWatchedFiles;
  return {
    pullsDiagnostics,
    relatedInformation: shown?.relatedInformation === true,
    codeDescription: shown?.codeDescriptionSupport === true,
    diagnosticData: shown?.dataSupport === true,
    watchesFiles: watching?.dynamicRegistration === true,
    watchesFolders: watching?.relativePatternSupport === true,
    workspaceFolders: workspace?.workspaceFolders === true,
  };
}
