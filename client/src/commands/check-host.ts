// Check Whether a Host Loads a Plugin…: what the program would do with the plugin, why, and what helps.

import { commands, type QuickPickItem, Uri, window } from "vscode";
import { type HostAndPlugin, type PluginItem, pluginsRequest, serverCommands } from "#shared/protocol";
import type { ClientCommand, Extension } from "../extension-context.ts";
import { pickPlugin } from "../pick-plugin.ts";
import { isTreeNode, nodePlugin } from "../tree-node.ts";

const title = "Check Whether a Host Loads a Plugin";

export const checkHost: ClientCommand = {
  id: "bindPlugin.checkHost",
  async run(extension, argument) {
    await extension.server.start();
    const pair = await choosePair(extension, argument);
    if (pair) await commands.executeCommand(serverCommands.compat, pair);
  },
};

async function choosePair(extension: Extension, argument: unknown): Promise<HostAndPlugin | undefined> {
  if (isTreeNode(argument) && argument.kind === "host")
    return { host: argument.item.uri, plugin: argument.plugin.uri };
  const given = isTreeNode(argument)
    ? nodePlugin(argument).uri
    : argument instanceof Uri
      ? argument.toString()
      : undefined;
  const plugin = given ?? (await pickPlugin(extension, `${title} (1/2)`, "Which plugin?"))?.uri;
  const host = plugin === undefined ? undefined : await pickHost(extension, plugin);
  return plugin === undefined || host === undefined ? undefined : { host, plugin };
}

/** One that a bind-plugin.json names, those of the plugin first, or any other file. */
async function pickHost({ server }: Extension, plugin: string): Promise<string | undefined> {
  const items = async () => {
    const client = await server.start();
    const plugins = await client.sendRequest<readonly PluginItem[]>(pluginsRequest);
    const isOwn = ({ uri }: PluginItem) => Uri.parse(uri).toString() === Uri.parse(plugin).toString();
    const sorted = [...plugins.filter(isOwn), ...plugins.filter((item) => !isOwn(item))];
    const hosts = new Map(sorted.flatMap(({ hosts }) => hosts).map(({ uri, name }) => [uri, name]));
    const named = [...hosts].map(([uri, name]) => ({ label: `$(server-process) ${name}`, uri }));
    return [...named, { label: "$(folder-opened) Another program…" }] as (QuickPickItem & { uri?: string })[];
  };
  const placeHolder = "Which program is to load it?";
  const picked = await window.showQuickPick(items(), { title: `${title} (2/2)`, placeHolder });
  if (!picked || picked.uri !== undefined) return picked?.uri;
  return (await window.showOpenDialog({ title: placeHolder }))?.[0]?.toString();
}
