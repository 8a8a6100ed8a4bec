// bindPlugin/plugins, bindPlugin/pluginSymbols and bindPlugin/symbolPlace: the tree of plugins, and word of when it changes.

import { type CancellationToken, type Location, RequestType, RequestType0 } from "vscode-languageserver/node";
import {
  type PluginItem,
  pluginSymbolsRequest,
  pluginsChanged,
  pluginsRequest,
  type SymbolItem,
  symbolPlaceRequest,
} from "#shared/protocol";
import { symbolPlace } from "../plugin-symbols.ts";
import { pluginItems, symbolItems } from "../plugin-tree.ts";
import type { Workspace } from "../workspace.ts";
import { type Feature, requireWanted } from "./feature.ts";

/** Milliseconds in which changes are told together. */
const gathering = 100;

interface PluginReference {
  readonly uri: string;
}

const plugins = new RequestType0<readonly PluginItem[], void>(pluginsRequest);
const symbols = new RequestType<PluginReference, readonly SymbolItem[], void>(pluginSymbolsRequest);
const place = new RequestType<PluginReference & { readonly name: string }, Location | null, void>(
  symbolPlaceRequest,
);

export function providePlugins(workspace: Workspace): readonly PluginItem[] {
  return pluginItems(workspace);
}

export function providePluginSymbols(workspace: Workspace, { uri }: PluginReference): readonly SymbolItem[] {
  const path = workspace.pathOf(uri);
  return path === undefined ? [] : symbolItems(workspace, path);
}

export async function provideSymbolPlace(
  workspace: Workspace,
  { uri, name }: PluginReference & { readonly name: string },
  token: CancellationToken,
): Promise<Location | null> {
  requireWanted(token);
  const path = workspace.pathOf(uri);
  return (path === undefined ? undefined : await symbolPlace(workspace, path, name)) ?? null;
}

export const pluginTree: Feature = {
  register(connection, workspace) {
    /** What a client that has asked knows of; nothing is told to others. */
    let told: string | undefined;
    connection.onRequest(plugins, () => {
      told ??= fingerprint(workspace);
      return [...providePlugins(workspace)];
    });
    connection.onRequest(symbols, (params) => [...providePluginSymbols(workspace, params)]);
    connection.onRequest(place, (params, token) => provideSymbolPlace(workspace, params, token));

    let isDue = false;
    const changed = () => {
      if (isDue || told === undefined) return;
      isDue = true;
      setTimeout(() => {
        isDue = false;
        const now = fingerprint(workspace);
        if (now === told) return;
        told = now;
        void connection.sendNotification(pluginsChanged);
      }, gathering);
    };
    workspace.onChecked(changed);
    workspace.onProblems(changed);
  },
};

/** Changes whenever the answers do. */
function fingerprint(workspace: Workspace): string {
  const items = pluginItems(workspace);
  return JSON.stringify(items.map((item) => [item, providePluginSymbols(workspace, item)]));
}
