// The language server on a connection: its life from initialize to exit, and the list of what it offers.

import {
  type Connection,
  ErrorCodes,
  type InitializeParams,
  ResponseError,
  type ServerCapabilities,
} from "vscode-languageserver/node";
import type { Host } from "#shared/host";
import type { InitializationOptions } from "#shared/protocol";
import type { GoParser } from "#shared/source/syntax";
import { clientFeatures } from "./client-features.ts";
import { codeAction } from "./features/code-action.ts";
import { codeActionResolve } from "./features/code-action-resolve.ts";
import { codeLens } from "./features/code-lens.ts";
import { codeLensRefresh } from "./features/code-lens-refresh.ts";
import { codeLensResolve } from "./features/code-lens-resolve.ts";
import { completion } from "./features/completion.ts";
import { completionResolve } from "./features/completion-resolve.ts";
import { definition } from "./features/definition.ts";
import { didChangeConfiguration } from "./features/did-change-configuration.ts";
import { didChangeWatchedFiles } from "./features/did-change-watched-files.ts";
import { didChangeWorkspaceFolders } from "./features/did-change-workspace-folders.ts";
import { documentLink } from "./features/document-link.ts";
import { documentSymbol } from "./features/document-symbol.ts";
import { draftWrapper } from "./features/draft-wrapper.ts";
import { executeCommand } from "./features/execute-command.ts";
import type { Feature } from "./features/feature.ts";
import { fileStatus } from "./features/file-status.ts";
import { foundPlugins } from "./features/find-plugins.ts";
import { foldingRange } from "./features/folding-range.ts";
import { hover } from "./features/hover.ts";
import { implementation } from "./features/implementation.ts";
import { inlayHint } from "./features/inlay-hint.ts";
import { inlayHintRefresh } from "./features/inlay-hint-refresh.ts";
import { pluginTree } from "./features/plugin-tree.ts";
import { publishDiagnostics } from "./features/publish-diagnostics.ts";
import { pullDiagnostics } from "./features/pull-diagnostics.ts";
import { references } from "./features/references.ts";
import { refreshOnSave } from "./features/refresh-on-save.ts";
import { semanticTokens } from "./features/semantic-tokens.ts";
import { settled } from "./features/settled.ts";
import { symbolsDocument } from "./features/symbols-document.ts";
import { textDocumentContent } from "./features/text-document-content.ts";
import { textDocumentSync } from "./features/text-document-sync.ts";
import { workspaceSymbol } from "./features/workspace-symbol.ts";
import { workspaceSymbolResolve } from "./features/workspace-symbol-resolve.ts";
import { readSettings } from "./settings.ts";
import { uriOf } from "./uri.ts";
import { createWorkspace, type Workspace } from "./workspace.ts";

const features: readonly Feature[] = [
  textDocumentSync,
  didChangeConfiguration,
  didChangeWatchedFiles,
  didChangeWorkspaceFolders,
  pullDiagnostics,
  publishDiagnostics,
  completion,
  completionResolve,
  hover,
  definition,
  implementation,
  references,
  documentLink,
  codeAction,
  codeActionResolve,
  codeLens,
  codeLensResolve,
  codeLensRefresh,
  inlayHint,
  inlayHintRefresh,
  textDocumentContent,
  documentSymbol,
  semanticTokens,
  foldingRange,
  workspaceSymbol,
  workspaceSymbolResolve,
  executeCommand,
  pluginTree,
  foundPlugins,
  draftWrapper,
  fileStatus,
  symbolsDocument,
  refreshOnSave,
  settled,
];

export interface ServerParts {
  readonly host: Host;
  readonly goParser: () => Promise<GoParser>;
  readonly version: string;
  /** Absolute folder with the problem pages. */
  readonly pages: string;
}

/** Serves the connection; what `stop` (the result) ends is for a process that ends without being asked to. */
export function serve(connection: Connection, parts: ServerParts): { stop: () => void } {
  let workspace: Workspace | undefined;
  const fail = (error: unknown) =>
    connection.console.error(`Internal error: ${error instanceof Error ? error.stack : error}`);

  connection.onRequest((method) => {
    throw workspace
      ? new ResponseError(ErrorCodes.MethodNotFound, `there is no request ${method}`)
      : new ResponseError(ErrorCodes.ServerNotInitialized, "the server is not initialized");
  });
  connection.onInitialize((params) => {
    if (workspace) throw new ResponseError(ErrorCodes.InvalidRequest, "the server is initialized already");
    const options: InitializationOptions = params.initializationOptions ?? {};
    const client = clientFeatures(params.capabilities, options);
    const created = createWorkspace({
      ...parts,
      client,
      isTrusted: options.trusted !== false,
      settings: readSettings(options.settings),
      pages: uriOf(parts.pages, parts.host.path.separator),
      fail,
    });
    workspace = created;
    for (const feature of features) feature.register(connection, created);
    // Nothing is read before the client is ready to hear of it.
    connection.onInitialized(() => {
      for (const feature of features) feature.initialized?.(connection, created);
      for (const uri of foldersOf(params)) {
        const folder = created.pathOf(uri);
        if (folder !== undefined) created.addFolder(folder);
      }
    });
    const capabilities = features.map((feature) => feature.capabilities?.(client) ?? {}).reduce(merged, {});
    return { capabilities, serverInfo: { name: "bind-plugin", version: parts.version } };
  });
  connection.onShutdown(() => workspace?.dispose());
  connection.listen();
  return { stop: () => workspace?.dispose() };
}

/** URIs of the workspace folders, as new and old clients tell them. */
function foldersOf({ workspaceFolders, rootUri }: InitializeParams): readonly string[] {
  return workspaceFolders?.map(({ uri }) => uri) ?? (rootUri ? [rootUri] : []);
}

/** Features may add to the same part of the capabilities. */
function merged(a: ServerCapabilities, b: ServerCapabilities): ServerCapabilities {
  const result: Record<string, unknown> = { ...a };
  for (const [key, value] of Object.entries(b)) {
    const before = result[key];
    result[key] = isPlain(before) && isPlain(value) ? merged(before, value) : value;
  }
  return result;
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
