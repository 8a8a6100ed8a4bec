// Commands that show something: showSymbols, previewWrapper, showChanges, diff, compat, open.

import type { HostAndPlugin, PluginPair, ShownDocument } from "#shared/protocol";
import { CommandError } from "../failure.ts";
import { virtualContent } from "../virtual-content.ts";
import { type VirtualDocument, virtualUri } from "../virtual-documents.ts";
import { requireBindings, requireLocation } from "./argument.ts";
import type { Command, CommandContext } from "./command.ts";

/** Of a plugin's own file also where nothing binds it. */
export const showSymbols: Command = (context, argument) => {
  const { uri } = (argument ?? {}) as { readonly uri?: unknown };
  const file = typeof uri === "string" ? context.workspace.pathOf(uri) : undefined;
  const path = file?.endsWith(".so") ? file : requireBindings(context.workspace, argument)[0].pluginPath;
  return showVirtual(context, { kind: "symbols", path });
};

export const previewWrapper: Command = (context, argument) => {
  const [{ wrapperPath }] = requireBindings(context.workspace, argument);
  return showVirtual(context, { kind: "next", path: wrapperPath });
};

export const showChanges: Command = (context, argument) => {
  const [{ wrapperPath }] = requireBindings(context.workspace, argument);
  return showVirtual(context, { kind: "changes", path: wrapperPath });
};

export const diff: Command = (context, argument) => {
  const pair = (argument ?? {}) as Partial<Record<keyof PluginPair, unknown>>;
  const [old, path] = [pair.old, pair.new].map((uri) =>
    typeof uri === "string" ? context.workspace.pathOf(uri) : undefined,
  );
  if (old === undefined || path === undefined)
    throw new CommandError("the command needs { old, new }: URIs of two plugins");
  return showVirtual(context, { kind: "diff", path, other: old });
};

export const compat: Command = (context, argument) => {
  const pair = (argument ?? {}) as Partial<Record<keyof HostAndPlugin, unknown>>;
  const [other, path] = [pair.host, pair.plugin].map((uri) =>
    typeof uri === "string" ? context.workspace.pathOf(uri) : undefined,
  );
  if (other === undefined || path === undefined)
    throw new CommandError("the command needs { host, plugin }: URIs of a program and a plugin");
  return showVirtual(context, { kind: "compat", path, other });
};

export const open: Command = async ({ workspace, editor }, argument) => {
  const { uri, range } = requireLocation(argument);
  if (await editor.show(uri, range)) return null;
  throw new CommandError(`the editor did not open ${workspace.pathOf(uri) ?? uri}`);
};

async function showVirtual(
  { workspace, editor }: CommandContext,
  document: VirtualDocument,
): Promise<ShownDocument> {
  const uri = virtualUri(document, workspace.host.path.separator);
  const text = (await virtualContent(workspace, uri)) ?? "";
  if (workspace.client.virtualDocuments) await editor.show(uri);
  return { uri, text };
}
