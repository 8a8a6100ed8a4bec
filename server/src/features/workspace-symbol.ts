// workspace/symbol: the exported symbols of all plugins that are bound.

import {
  type CancellationToken,
  Location,
  type WorkspaceSymbol,
  type WorkspaceSymbolParams,
  WorkspaceSymbolRequest,
} from "vscode-languageserver/node";
import { findSymbols, kindOf, symbolLocation, viewLocation } from "../plugin-symbols.ts";
import type { Workspace } from "../workspace.ts";
import { requestFeature, requireWanted } from "./feature.ts";

/** Ranges in symbol views are left to be resolved where the client does that. */
export async function provideWorkspaceSymbol(
  workspace: Workspace,
  { query }: WorkspaceSymbolParams,
  token: CancellationToken,
): Promise<WorkspaceSymbol[]> {
  const symbols: WorkspaceSymbol[] = [];
  for (const found of findSymbols(workspace, query)) {
    const { symbol, binding } = found;
    let location = symbolLocation(workspace, found);
    if (!Location.is(location) && !workspace.client.resolvesWorkspaceSymbols) {
      const placed = await viewLocation(workspace, location.uri, symbol.name);
      requireWanted(token);
      if (!placed) continue;
      location = placed;
    }
    const containerName = workspace.show(binding.pluginPath);
    symbols.push({ name: symbol.name, kind: kindOf(symbol), containerName, location });
  }
  return symbols;
}

export const workspaceSymbol = requestFeature(
  WorkspaceSymbolRequest.type,
  provideWorkspaceSymbol,
  ({ resolvesWorkspaceSymbols }) => ({
    workspaceSymbolProvider: resolvesWorkspaceSymbols ? { resolveProvider: true } : true,
  }),
);
