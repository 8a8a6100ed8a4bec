// Check Whether a Host Loads a Plugin…: what the program would do with the plugin, why, and what helps.

import { commands, type OpenDialogOptions, type QuickPickItem, Uri, window } from "vscode";
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

interface HostPick extends QuickPickItem {
  /** Of a host that is named; for any other one, what is to be chosen in a dialog. */
  readonly from: { readonly uri: string } | OpenDialogOptions;
}

const browsing: readonly HostPick[] = [
  { label: "$(folder-opened) Another program…", from: { title: "Which program is to load the plugin?" } },
  {
    label: "$(folder-opened) A package's folder…",
    description: "estimated from its go.mod, where the program is not built",
    from: { title: "Which package is to load the plugin?", canSelectFiles: false, canSelectFolders: true },
  },
];

/** One that a bind-plugin.json names, those of the plugin first, any other program, or the folder of its main package. */
async function pickHost({ server }: Extension, plugin: string): Promise<string | undefined> {
  const items = async (): Promise<HostPick[]> => {
    const client = await server.start();
    const plugins = await client.sendRequest<readonly PluginItem[]>(pluginsRequest);
    const isOwn = ({ uri }: PluginItem) => Uri.parse(uri).toString() === Uri.parse(plugin).toString();
    const sorted = [...plugins.filter(isOwn), ...plugins.filter((item) => !isOwn(item))];
    const hosts = new Map(sorted.flatMap(({ hosts }) => hosts).map(({ uri, name }) => [uri, name]));
    const named = [...hosts].map(([uri, name]) => ({ label: `$(server-process) ${name}`, from: { uri } }));
    return [...named, ...browsing];
  };
  const picked = await window.showQuickPick(items(), {
    title: `${title} (2/2)`,
    placeHolder: "Which program is to load it?",
  });
  if (!picked) return undefined;
  const { from } = picked;
  return "uri" in from
    ? from.uri
    : (await window.showOpenDialog({ ...from, openLabel: "Choose" }))?.[0]?.toString();
}
