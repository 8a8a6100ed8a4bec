// Which plugin or wrapper a command is about: the item or file that it was called on, else the file at hand, else one that is picked.

import { type QuickPickItem, Uri, window } from "vscode";
import {
  type BindingReference,
  type FileStatus,
  fileStatusRequest,
  type PluginItem,
  pluginsRequest,
  virtualScheme,
} from "#shared/protocol";
import type { Extension } from "./extension-context.ts";
import { stateWords } from "./item-state.ts";
import { isTreeNode, nodePlugin, nodeReference } from "./tree-node.ts";

export interface Target {
  readonly reference: BindingReference;
  /** Absent for a file that is none of a known plugin, of which the server may know more. */
  readonly plugin?: PluginItem;
}

/** `undefined` where the user picks none. */
export async function findTarget(
  extension: Extension,
  argument: unknown,
  wanted: "plugin" | "wrapper",
): Promise<Target | undefined> {
  if (isTreeNode(argument)) return { reference: nodeReference(argument), plugin: nodePlugin(argument) };
  const client = await extension.server.start();
  const plugins = await client.sendRequest<readonly PluginItem[]>(pluginsRequest);
  const called = argument instanceof Uri ? argument : undefined;
  const uri = called ?? window.activeTextEditor?.document.uri;
  const plugin = uri && plugins.find((item) => isAbout(item, uri));
  if (uri && plugin)
    return { reference: { uri: isSourceOf(plugin, uri) ? plugin.uri : uri.toString() }, plugin };
  if (called) return { reference: { uri: called.toString() } };
  if (uri?.scheme === virtualScheme) {
    const reference = { uri: uri.toString() };
    if (await client.sendRequest<FileStatus | null>(fileStatusRequest, reference)) return { reference };
  }
  return pickTarget(plugins, wanted);
}

function isAbout(plugin: PluginItem, file: Uri): boolean {
  const { uri, wrappers } = plugin;
  const files = [uri, ...wrappers.flatMap((wrapper) => [wrapper.uri, wrapper.statedIn.uri])];
  return files.some((one) => isSame(one, file)) || isSourceOf(plugin, file);
}

/** Of a source that exports nothing the server would not know it. */
function isSourceOf({ sources }: PluginItem, file: Uri): boolean {
  return sources !== undefined && /\.go$/.test(file.path) && isSame(sources, Uri.joinPath(file, ".."));
}

function isSame(one: string, other: Uri): boolean {
  return Uri.parse(one).toString() === other.toString();
}

async function pickTarget(
  plugins: readonly PluginItem[],
  wanted: "plugin" | "wrapper",
): Promise<Target | undefined> {
  const items: (QuickPickItem & Target)[] = plugins.flatMap((plugin) =>
    wanted === "plugin"
      ? [{ ...pickItem(plugin), reference: { uri: plugin.uri }, plugin }]
      : plugin.wrappers.map((wrapper) => ({
          ...pickItem(wrapper),
          detail: `of ${plugin.name}`,
          reference: wrapper.statedIn,
          plugin,
        })),
  );
  if (items.length === 0) throw new Error("no plugin is bound in this workspace");
  if (items.length === 1) return items[0];
  return window.showQuickPick(items, {
    placeHolder: wanted === "plugin" ? "Which plugin?" : "Which wrapper?",
    matchOnDescription: true,
    matchOnDetail: true,
  });
}

function pickItem({ name, state, detail }: Pick<PluginItem, "name" | "state" | "detail">): QuickPickItem {
  const icon = stateWords(state) === undefined ? "$(check)" : "$(warning)";
  return { label: `${icon} ${name}`, description: detail };
}
