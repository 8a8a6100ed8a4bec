// workspaceSymbol/resolve: where in a plugin's symbol view a symbol is.

import {
  type CancellationToken,
  Location,
  type WorkspaceSymbol,
  WorkspaceSymbolResolveRequest,
} from "vscode-languageserver/node";
import { viewLocation } from "../plugin-symbols.ts";
import type { Workspace } from "../workspace.ts";
import { requestFeature, requireWanted } from "./feature.ts";

export async function provideWorkspaceSymbolResolve(
  workspace: Workspace,
  symbol: WorkspaceSymbol,
  token: CancellationToken,
): Promise<WorkspaceSymbol> {
  if (Location.is(symbol.location)) return symbol;
  const location = await viewLocation(workspace, symbol.location.uri, symbol.name);
  requireWanted(token);
  return location ? { ...symbol, location } : symbol;
}

export const workspaceSymbolResolve = requestFeature(
  WorkspaceSymbolResolveRequest.type,
  provideWorkspaceSymbolResolve,
);
