// bindPlugin/plugins, bindPlugin/unboundPlugins, bindPlugin/pluginSymbols and bindPlugin/symbolPlace: the tree of plugins, and word of when it changes.

import { type CancellationToken, type Location, RequestType, RequestType0 } from "vscode-languageserver/node";
import {
  type PluginItem,
  pluginSymbolsRequest,
  pluginsChanged,
  pluginsRequest,
  type SymbolItem,
  symbolPlaceRequest,
  unboundPluginsRequest,
} from "#shared/protocol";
import { symbolPlace } from "../plugin-symbols.ts";
import { createPluginTree, type PluginTree } from "../plugin-tree.ts";
import { exportedItems } from "../symbol-items.ts";
import { createUnboundPlugins, type UnboundPlugins } from "../unbound-plugins.ts";
import type { Workspace } from "../workspace.ts";
import { type Feature, requireWanted } from "./feature.ts";

/** Milliseconds in which changes are told together, and between two times of telling: all plugins are asked for each time. */
const [gathering, spacing] = [100, 500];

interface PluginReference {
  readonly uri: string;
}

const plugins = new RequestType0<readonly PluginItem[], void>(pluginsRequest);
const unbound = new RequestType0<readonly PluginItem[], void>(unboundPluginsRequest);
const symbols = new RequestType<PluginReference, readonly SymbolItem[], void>(pluginSymbolsRequest);
const place = new RequestType<PluginReference & { readonly name: string }, Location | null, void>(
  symbolPlaceRequest,
);

export function providePlugins(tree: PluginTree): readonly PluginItem[] {
  return tree.plugins();
}

export function provideUnboundPlugins(unboundPlugins: UnboundPlugins): Promise<readonly PluginItem[]> {
  return unboundPlugins.find();
}

export async function providePluginSymbols(
  workspace: Workspace,
  tree: PluginTree,
  { uri }: PluginReference,
): Promise<readonly SymbolItem[]> {
  const path = workspace.pathOf(uri);
  if (path === undefined) return [];
  if (workspace.bindings().some(({ binding }) => binding.pluginPath === path)) return tree.symbols(path);
  const state = await workspace.plugin(path, false);
  return state.state === "read" ? exportedItems(state.plugin) : [];
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
    const unboundPlugins = createUnboundPlugins(workspace, () => changed());
    /**
     * What a client was told of last; nothing is told of what it has not asked for. Later answers don't count: other requests, such as that
     * for a file's status, may have been answered before them.
     */
    const told: { bound?: string; unbound?: string } = {};
    connection.onRequest(plugins, async () => {
      await workspace.documentsShown();
      told.bound ??= tree.fingerprint();
      return [...providePlugins(tree)];
    });
    connection.onRequest(unbound, async () => {
      const items = await provideUnboundPlugins(unboundPlugins);
      told.unbound ??= unboundPlugins.fingerprint();
      return items;
    });
    connection.onRequest(symbols, (params) => providePluginSymbols(workspace, tree, params));
    connection.onRequest(place, (params, token) => provideSymbolPlace(workspace, params, token));

    let isDue = false;
    /** When it was told last, of performance.now(). */
    let last = -spacing;
    function changed(): void {
      if (isDue || (told.bound === undefined && told.unbound === undefined)) return;
      isDue = true;
      setTimeout(tell, Math.max(gathering, last + spacing - performance.now()));
    }
    function tell(): void {
      isDue = false;
      const before = { ...told };
      if (told.bound !== undefined) told.bound = tree.fingerprint();
      if (told.unbound !== undefined) told.unbound = unboundPlugins.fingerprint();
      if (told.bound === before.bound && told.unbound === before.unbound) return;
      last = performance.now();
      void connection.sendNotification(pluginsChanged);
    }
    workspace.onChecked(changed);
    workspace.onProblems(changed);
  },
};
