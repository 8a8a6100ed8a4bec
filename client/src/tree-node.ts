// What the Plugins view shows: its nodes, and which bindings a command is about that is given one.

import type { BindingReference, HostItem, PluginItem, SymbolItem, WrapperItem } from "#shared/protocol";

export type TreeNode =
  | { readonly kind: "plugin"; readonly item: PluginItem }
  | { readonly kind: "symbol"; readonly item: SymbolItem; readonly plugin: PluginItem }
  | { readonly kind: "wrapper"; readonly item: WrapperItem; readonly plugin: PluginItem }
  | { readonly kind: "host"; readonly item: HostItem; readonly plugin: PluginItem };

/** Of a wrapper what states it, of anything else all wrappers of its plugin. */
export function nodeReference(node: TreeNode): BindingReference {
  if (node.kind === "wrapper") return node.item.statedIn;
  return { uri: nodePlugin(node).uri };
}

export function nodePlugin(node: TreeNode): PluginItem {
  return node.kind === "plugin" ? node.item : node.plugin;
}

export function isTreeNode(value: unknown): value is TreeNode {
  const kind = (value as { readonly kind?: unknown } | null | undefined)?.kind;
  return kind === "plugin" || kind === "symbol" || kind === "wrapper" || kind === "host";
}
