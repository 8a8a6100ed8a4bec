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
import { createPluginTree, type PluginTree } from "../plugin-tree.ts";
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

export function providePlugins(tree: PluginTree): readonly PluginItem[] {
  return tree.plugins();
}

export function providePluginSymbols(
  workspace: Workspace,
  tree: PluginTree,
  { uri }: PluginReference,
): readonly SymbolItem[] {
  const path = workspace.pathOf(uri);
  return path === undefined ? [] : tree.symbols(path);
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
    const tree = createPluginTree(workspace);
    /**
     * What a client was told of last; nothing is told to one that has not asked. Later answers don't count: other requests, such as that
     * for a file's status, may have been answered before them.
     */
    let told: string | undefined;
    connection.onRequest(plugins, () => {
      told ??= tree.fingerprint();
      return [...providePlugins(tree)];
    });
    connection.onRequest(symbols, (params) => [...providePluginSymbols(workspace, tree, params)]);
    connection.onRequest(place, (params, token) => provideSymbolPlace(workspace, params, token));

    let isDue = false;
    const changed = () => {
      if (isDue || told === undefined) return;
      isDue = true;
      setTimeout(() => {
        isDue = false;
        const now = tree.fingerprint();
        if (now === told) return;
        told = now;
        void connection.sendNotification(pluginsChanged);
      }, gathering);
    };
    workspace.onChecked(changed);
    workspace.onProblems(changed);
  },
};
