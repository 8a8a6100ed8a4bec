// Compare Two Plugins…: what has changed from one to the other; of two files that are selected the one that is newer is the new one.

import { commands, Uri, workspace } from "vscode";
import { type PluginPair, serverCommands } from "#shared/protocol";
import type { ClientCommand, Extension } from "../extension-context.ts";
import { pickPlugin } from "../pick-plugin.ts";
import { isTreeNode, nodePlugin } from "../tree-node.ts";

const title = "Compare Two Plugins";

export const comparePlugins: ClientCommand = {
  id: "bindPlugin.comparePlugins",
  async run(extension, argument, selected) {
    await extension.server.start();
    const pair = await choosePair(extension, argument, selected);
    if (pair) await commands.executeCommand(serverCommands.diff, pair);
  },
};

async function choosePair(
  extension: Extension,
  argument: unknown,
  selected: unknown,
): Promise<PluginPair | undefined> {
  const [first, second] = Array.isArray(selected) ? selected.filter((one) => one instanceof Uri) : [];
  if (first && second) return inOrder(first, second);
  const given = uriOf(argument);
  const now = given ?? (await pickPlugin(extension, `${title} (1/2)`, "The new plugin"))?.uri;
  if (now === undefined) return undefined;
  const old = (
    await pickPlugin(extension, `${title} (2/2)`, "The old plugin, which it is compared with", now)
  )?.uri;
  return old === undefined ? undefined : { old, new: now };
}

function uriOf(argument: unknown): string | undefined {
  if (isTreeNode(argument)) return nodePlugin(argument).uri;
  return argument instanceof Uri ? argument.toString() : undefined;
}

async function inOrder(first: Uri, second: Uri): Promise<PluginPair> {
  const [one, other] = await Promise.all([workspace.fs.stat(first), workspace.fs.stat(second)]);
  const [old, fresh] = one.mtime <= other.mtime ? [first, second] : [second, first];
  return { old: old.toString(), new: fresh.toString() };
}
