// A node of the Plugins view as VS Code shows it: label, description, icon, tooltip, and what it is called to those who hear it.

import { MarkdownString, ThemeIcon, TreeItem, TreeItemCollapsibleState } from "vscode";
import type { HostItem, PluginItem, SymbolItem, WrapperItem } from "#shared/protocol";
import { openItemId } from "./commands/open-item.ts";
import { type AnyState, itemColor, itemUri, stateWords } from "./item-state.ts";
import type { TreeNode } from "./tree-node.ts";

/** `isOnly`: of a plugin that has no other ones beside it, and is shown open. */
export function treeItem(node: TreeNode, isOnly: boolean): TreeItem {
  switch (node.kind) {
    case "plugin":
      return pluginTreeItem(node.item, isOnly);
    case "symbol":
      return opening(symbolTreeItem(node.item, node.plugin), node);
    case "wrapper":
      return opening(wrapperTreeItem(node.item, node.plugin), node);
    case "host":
      return opening(hostTreeItem(node.item, node.plugin), node);
  }
}

function pluginTreeItem(item: PluginItem, isOnly: boolean): TreeItem {
  const { name, state, detail, builtWith, notes, uri, notBuilt, fitsByBuild, wrappers } = item;
  const { Expanded, Collapsed } = TreeItemCollapsibleState;
  const shown = new TreeItem(name, isOnly ? Expanded : Collapsed);
  shown.id = uri;
  shown.description = detail;
  const isWritable = wrappers.some(({ notGenerated }) => notGenerated === undefined);
  shown.contextValue = contextValue("plugin", {
    buildable: notBuilt === undefined,
    fittable: fitsByBuild === true,
    writable: isWritable,
    unbound: state === "unbound",
  });
  shown.tooltip = tooltip(name, [detail, ...(builtWith === undefined ? [] : [builtWith])], notes);
  return withState(shown, "plug", name, state, `plugin ${name}, ${detail}`);
}

function symbolTreeItem({ name, kind, type, state, notes }: SymbolItem, plugin: PluginItem): TreeItem {
  const shown = new TreeItem(name);
  const words = stateWords(state);
  shown.id = `${plugin.uri}#${name}`;
  shown.description = words === undefined ? type : `${words} · ${type}`;
  shown.contextValue = "symbol";
  const declaration = kind === "func" ? `func ${name}${type.replace(/^func/, "")}` : `var ${name} ${type}`;
  const text = tooltip(undefined, words === undefined ? [] : [words], notes, declaration);
  shown.tooltip = text;
  const word = kind === "func" ? "function" : "variable";
  const label = [`${word} ${name}`, ...(words === undefined ? [] : [words]), type].join(", ");
  return withState(shown, kind === "func" ? "symbol-function" : "symbol-variable", name, state, label);
}

function wrapperTreeItem(item: WrapperItem, plugin: PluginItem): TreeItem {
  const { name, uri, state, detail, notes, notGenerated, statedIn } = item;
  const shown = new TreeItem(name);
  shown.id = `${plugin.uri}>${uri}:${statedIn.uri}:${statedIn.line}`;
  shown.description = detail;
  shown.contextValue = contextValue("wrapper", {
    writable: notGenerated === undefined,
    drifted: state === "drifted",
  });
  shown.tooltip = tooltip(name, [detail], notes);
  return withState(shown, "file-code", name, state, `wrapper ${name}, ${detail}`);
}

function hostTreeItem({ name, uri, state, detail, notes }: HostItem, plugin: PluginItem): TreeItem {
  const shown = new TreeItem(name);
  shown.id = `${plugin.uri}<${uri}`;
  shown.description = detail;
  shown.contextValue = contextValue("host", { readable: state === "current" || state === "unloadable" });
  shown.tooltip = tooltip(name, [detail], notes);
  return withState(shown, "server-process", name, state, `host ${name}, ${detail}`);
}

/** As `plugin buildable writable`, which menus look into. */
function contextValue(kind: string, can: Readonly<Record<string, boolean>>): string {
  return [kind, ...Object.keys(can).filter((word) => can[word])].join(" ");
}

function withState(shown: TreeItem, icon: string, name: string, state: AnyState, label: string): TreeItem {
  shown.iconPath = new ThemeIcon(state === "checking" ? "loading~spin" : icon, itemColor(state));
  shown.resourceUri = itemUri(name, state);
  shown.accessibilityInformation = { label };
  return shown;
}

function opening(shown: TreeItem, node: TreeNode): TreeItem {
  shown.command = { command: openItemId, title: "Open", arguments: [node] };
  return shown;
}

function tooltip(
  title: string | undefined,
  lines: readonly string[],
  notes: readonly string[],
  code?: string,
): MarkdownString {
  const text = new MarkdownString();
  if (title !== undefined) text.appendText(title).appendMarkdown("\n\n");
  if (code !== undefined) text.appendCodeblock(code, "go");
  for (const line of lines) text.appendText(line).appendMarkdown("\n\n");
  for (const note of notes) text.appendMarkdown("- ").appendText(note).appendMarkdown("\n");
  return text;
}
