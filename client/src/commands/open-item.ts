// Opens what an item of the Plugins view is about: a symbol's declaration, a wrapper, or where that is stated.

import { commands, Range, Uri, window } from "vscode";
import type { Location } from "vscode-languageclient/node";
import { serverCommands, symbolPlaceRequest } from "#shared/protocol";
import type { ClientCommand, Extension } from "../extension-context.ts";
import { isTreeNode, type TreeNode } from "../tree-node.ts";

export const openItemId = "bindPlugin.openItem";

export const openItem: ClientCommand = {
  id: openItemId,
  async run(extension, node) {
    if (!isTreeNode(node)) return;
    if (node.kind === "symbol") await openSymbol(extension, node);
    if (node.kind === "wrapper") await openWrapper(node.item);
    if (node.kind === "host") await openHost(node);
  },
};

/** Opens the directive, entry or header that a wrapper or host of the view comes from. */
export const openStatement: ClientCommand = {
  id: "bindPlugin.openStatement",
  async run(_extension, node) {
    if (isTreeNode(node) && (node.kind === "wrapper" || node.kind === "host"))
      await openLine(node.item.statedIn);
  },
};

async function openSymbol(
  { server }: Extension,
  { item, plugin }: TreeNode & { readonly kind: "symbol" },
): Promise<void> {
  const client = await server.start();
  const params = { uri: plugin.uri, name: item.name };
  const place = await client.sendRequest<Location | null>(symbolPlaceRequest, params);
  if (!place) throw new Error(`nothing says where ${item.name} is`);
  const { start, end } = place.range;
  const selection = new Range(start.line, start.character, end.line, end.character);
  await window.showTextDocument(Uri.parse(place.uri), { selection });
}

async function openWrapper({
  uri,
  state,
  statedIn,
}: (TreeNode & { readonly kind: "wrapper" })["item"]): Promise<void> {
  if (state === "missing") await openLine(statedIn);
  else await window.showTextDocument(Uri.parse(uri));
}

/** What it would do with the plugin; where that is not known, where it is named. */
async function openHost({ item, plugin }: TreeNode & { readonly kind: "host" }): Promise<void> {
  const isKnown = item.state === "current" || item.state === "unloadable";
  if (isKnown) await commands.executeCommand(serverCommands.compat, { host: item.uri, plugin: plugin.uri });
  else await openLine(item.statedIn);
}

async function openLine({ uri, line }: { readonly uri: string; readonly line: number }): Promise<void> {
  await window.showTextDocument(Uri.parse(uri), { selection: new Range(line, 0, line, 0) });
}
