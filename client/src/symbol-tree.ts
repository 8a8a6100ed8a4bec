// The Plugins view in the explorer, and the context keys that menus and the palette look at; both follow what the server tells.

import {
  commands,
  Disposable,
  EventEmitter,
  type TreeDataProvider,
  type TreeItem,
  Uri,
  window,
  workspace,
} from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import {
  type PluginItem,
  pluginSymbolsRequest,
  pluginsRequest,
  type SymbolItem,
  settledRequest,
} from "#shared/protocol";
import type { Part } from "./extension-context.ts";
import { registerBadges } from "./item-state.ts";
import { treeItem } from "./tree-item.ts";
import type { TreeNode } from "./tree-node.ts";

/** As the manifest names it. */
const viewId = "bindPlugin.plugins";

export const pluginsView: Part = ({ server, log }) => {
  const changed = new EventEmitter<undefined>();
  let client: LanguageClient | undefined;
  let plugins: readonly PluginItem[] = [];

  const provider: TreeDataProvider<TreeNode> = {
    onDidChangeTreeData: changed.event,
    getTreeItem: (node): TreeItem => treeItem(node, plugins.length === 1),
    async getChildren(node) {
      if (!node) return plugins.map((item) => ({ kind: "plugin", item }));
      if (node.kind !== "plugin") return [];
      const plugin = node.item;
      const symbols = (await client?.sendRequest<readonly SymbolItem[]>(pluginSymbolsRequest, plugin)) ?? [];
      return [
        ...symbols.map((item): TreeNode => ({ kind: "symbol", item, plugin })),
        ...plugin.wrappers.map((item): TreeNode => ({ kind: "wrapper", item, plugin })),
        ...plugin.hosts.map((item): TreeNode => ({ kind: "host", item, plugin })),
      ];
    },
  };
  const view = window.createTreeView(viewId, { treeDataProvider: provider, showCollapseAll: true });

  function show(items: readonly PluginItem[]): void {
    plugins = items;
    setContext("hasPlugins", items.length > 0);
    setContext("plugins", pathsOf(items));
    setContext("wrappers", pathsOf(items.flatMap(({ wrappers }) => wrappers)));
    setContext(
      "sources",
      pathsOf(items.flatMap(({ sources }) => (sources === undefined ? [] : [{ uri: sources }]))),
    );
    changed.fire(undefined);
  }

  async function refresh(): Promise<void> {
    if (!client || server.state !== "running") return;
    show(await client.sendRequest<readonly PluginItem[]>(pluginsRequest));
  }

  /** Whether nothing is bound can be said only when all has been looked at. */
  async function begin(): Promise<void> {
    await refresh();
    await client?.sendRequest(settledRequest);
    await refresh();
    setContext("isSettled", true);
  }

  /** A server that ends meanwhile has nothing to say. */
  const quietly = (task: Promise<void>) => void task.catch((error) => log.debug(String(error)));

  const sayTrust = () => {
    if (workspace.isTrusted) view.message = "";
    else view.message = "Nothing is built until this workspace is trusted.";
  };
  sayTrust();

  server.onClient((created) => {
    client = created;
  });
  return Disposable.from(
    view,
    changed,
    registerBadges(),
    workspace.onDidGrantWorkspaceTrust(sayTrust),
    server.onPluginsChanged(() => quietly(refresh())),
    server.onState((state) => {
      setContext("serverState", state);
      setContext("isSettled", state === "failed");
      if (state === "running") quietly(begin());
      else if (state !== "starting") show([]);
    }),
  );
};

function setContext(key: string, value: unknown): void {
  void commands.executeCommand("setContext", `bindPlugin.${key}`, value);
}

/** As the context key resourcePath has them. */
function pathsOf(items: readonly { readonly uri: string }[]): readonly string[] {
  return items.map(({ uri }) => Uri.parse(uri).fsPath);
}
