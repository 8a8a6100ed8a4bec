// What the client can do, as far as the server does something else where it can't.

import type { ClientCapabilities } from "vscode-languageserver/node";
import type { InitializationOptions } from "#shared/protocol";

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
  /** It is asked for the settings. */
  readonly configuration: boolean;
  /** It can be told which settings are of interest. */
  readonly registersConfiguration: boolean;
  /** It tells which folders are added and removed. */
  readonly workspaceFolders: boolean;
  /** It asks for the text of virtual documents by workspace/textDocumentContent. */
  readonly textDocumentContent: boolean;
  /** It shows virtual documents, by that or by our own request. */
  readonly virtualDocuments: boolean;
  /** It opens documents when it is told to. */
  readonly showDocument: boolean;
  readonly applyEdit: boolean;
  /** Edits may be for a version of a document. */
  readonly documentChanges: boolean;
  readonly changeAnnotations: boolean;
  /** Edits may create files. */
  readonly createsFiles: boolean;
  /** Code actions are objects, not only commands. */
  readonly codeActions: boolean;
  /** It asks for a code action's edit when it is chosen. */
  readonly resolvesCodeActions: boolean;
  readonly disabledCodeActions: boolean;
  /** It can be told to ask for code lenses or inlay hints again. */
  readonly refreshesCodeLenses: boolean;
  readonly refreshesInlayHints: boolean;
  /** It asks for a workspace symbol's range when it is chosen. */
  readonly resolvesWorkspaceSymbols: boolean;
  readonly hierarchicalSymbols: boolean;
  /** It lets the server choose the documents whose symbols, tokens and folding ranges it gives. */
  readonly registersDocumentSymbol: boolean;
  readonly registersSemanticTokens: boolean;
  readonly registersFoldingRange: boolean;
  /** It leads through the blanks of what a completion inserts. */
  readonly completionSnippets: boolean;
  readonly completionMarkdown: boolean;
  readonly hoverMarkdown: boolean;
  /** Answers may be links that mark where they come from. */
  readonly definitionLinks: boolean;
  readonly implementationLinks: boolean;
  readonly documentLinkTooltips: boolean;
}

export function clientFeatures(
  { textDocument, window, workspace }: ClientCapabilities,
  options: InitializationOptions = {},
): ClientFeatures {
  const { diagnostic, publishDiagnostics } = textDocument ?? {};
  const pullsDiagnostics = diagnostic !== undefined && workspace?.diagnostics?.refreshSupport === true;
  const shown = pullsDiagnostics ? { ...publishDiagnostics, ...diagnostic } : publishDiagnostics;
  const watching = workspace?.didChangeWatchedFiles;
  const edits = workspace?.workspaceEdit;
  const action = textDocument?.codeAction;
  const item = textDocument?.completion?.completionItem;
  return {
    pullsDiagnostics,
    relatedInformation: shown?.relatedInformation === true,
    codeDescription: shown?.codeDescriptionSupport === true,
    diagnosticData: shown?.dataSupport === true,
    watchesFiles: watching?.dynamicRegistration === true,
    watchesFolders: watching?.relativePatternSupport === true,
    configuration: workspace?.configuration === true,
    registersConfiguration: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    workspaceFolders: workspace?.workspaceFolders === true,
    textDocumentContent: workspace?.textDocumentContent !== undefined,
    virtualDocuments: workspace?.textDocumentContent !== undefined || options.virtualDocuments === true,
    showDocument: window?.showDocument?.support === true,
    applyEdit: workspace?.applyEdit === true,
    documentChanges: edits?.documentChanges === true,
    changeAnnotations: edits?.changeAnnotationSupport !== undefined,
    createsFiles: edits?.resourceOperations?.includes("create") === true,
    codeActions: action?.codeActionLiteralSupport !== undefined,
    resolvesCodeActions:
      action?.dataSupport === true && action.resolveSupport?.properties.includes("edit") === true,
    disabledCodeActions: action?.disabledSupport === true,
    refreshesCodeLenses: workspace?.codeLens?.refreshSupport === true,
    refreshesInlayHints: workspace?.inlayHint?.refreshSupport === true,
    resolvesWorkspaceSymbols:
      workspace?.symbol?.resolveSupport?.properties.includes("location.range") === true,
    hierarchicalSymbols: textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport === true,
    registersDocumentSymbol: textDocument?.documentSymbol?.dynamicRegistration === true,
    registersSemanticTokens: textDocument?.semanticTokens?.dynamicRegistration === true,
    registersFoldingRange: textDocument?.foldingRange?.dynamicRegistration === true,
    completionSnippets: item?.snippetSupport === true,
    completionMarkdown: item?.documentationFormat?.includes("markdown") === true,
    hoverMarkdown: textDocument?.hover?.contentFormat?.includes("markdown") === true,
    definitionLinks: textDocument?.definition?.linkSupport === true,
    implementationLinks: textDocument?.implementation?.linkSupport === true,
    documentLinkTooltips: textDocument?.documentLink?.tooltipSupport === true,
  };
}
