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
  unboundPluginsRequest,
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
  /** The plugins that something binds, and those that nothing does. */
  let bound: readonly PluginItem[] = [];
  let unbound: readonly PluginItem[] = [];
  /** The latter were asked for. */
  let isLooking = false;

  /** A plugin that was bound a moment ago may still be among the others. */
  function plugins(): readonly PluginItem[] {
    const uris = new Set(bound.map(({ uri }) => uri));
    return [...bound, ...unbound.filter(({ uri }) => !uris.has(uri))];
  }

  /** Those that nothing binds don't count beside one that is bound. */
  function isOnly({ item: { state } }: TreeNode): boolean {
    return bound.length + (state === "unbound" ? unbound.length : 0) === 1;
  }

  const provider: TreeDataProvider<TreeNode> = {
    onDidChangeTreeData: changed.event,
    getTreeItem: (node): TreeItem => treeItem(node, isOnly(node)),
    async getChildren(node) {
      if (!node) return plugins().map((item) => ({ kind: "plugin", item }));
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

  function show(): void {
    setContext("hasPlugins", bound.length > 0);
    setContext("plugins", pathsOf(bound));
    setContext("wrappers", pathsOf(bound.flatMap(({ wrappers }) => wrappers)));
    setContext(
      "sources",
      pathsOf(bound.flatMap(({ sources }) => (sources === undefined ? [] : [{ uri: sources }]))),
    );
    changed.fire(undefined);
  }

  /** What is told of late, because the server was looking for it, keeps nothing else waiting. */
  async function refresh(): Promise<void> {
    if (!client || server.state !== "running") return;
    const ask = (request: string) => client?.sendRequest<readonly PluginItem[]>(request);
    const others = isLooking ? ask(unboundPluginsRequest) : undefined;
    bound = (await ask(pluginsRequest)) ?? [];
    show();
    if (!others) return;
    const found = (await others) ?? [];
    if (JSON.stringify(found) === JSON.stringify(unbound)) return;
    unbound = found;
    show();
  }

  /**
   * What nothing binds is looked for when it is to be seen. Whether there is no plugin at all can be said only when everything has been
   * looked at.
   */
  async function look(): Promise<void> {
    if (!view.visible || isLooking || !client || server.state !== "running") return;
    isLooking = true;
    await client.sendRequest(settledRequest);
    await refresh();
    setContext("isSettled", true);
  }

  async function begin(): Promise<void> {
    isLooking = false;
    await refresh();
    await look();
  }

  function forget(): void {
    [bound, unbound] = [[], []];
    show();
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
    view.onDidChangeVisibility(() => quietly(look())),
    server.onState((state) => {
      setContext("serverState", state);
      setContext("isSettled", state === "failed");
      if (state === "running") quietly(begin());
      else if (state !== "starting") forget();
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
