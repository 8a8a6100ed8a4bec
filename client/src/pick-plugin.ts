// Lets the user pick one of the Go plugins in the workspace, or any other file.

import { type QuickPickItem, QuickPickItemKind, window } from "vscode";
import { type FoundPlugin, findPluginsRequest } from "#shared/protocol";
import type { Extension } from "./extension-context.ts";

interface PluginPick extends QuickPickItem {
  readonly found?: FoundPlugin;
}

/** `undefined` where none is picked. Those that nothing binds come first; the one with the URI `except` is not offered. */
export async function pickPlugin(
  { server }: Extension,
  title: string,
  placeHolder: string,
  except?: string,
): Promise<{ readonly uri: string } | undefined> {
  const picked = await window.showQuickPick(items(server, except), {
    title,
    placeHolder,
    matchOnDescription: true,
  });
  if (!picked) return undefined;
  if (picked.found) return { uri: picked.found.uri };
  const chosen = await window.showOpenDialog({
    title: placeHolder,
    filters: { "Go plugins": ["so"], "All files": ["*"] },
  });
  return chosen?.[0] && { uri: chosen[0].toString() };
}

async function items(server: Extension["server"], except: string | undefined): Promise<PluginPick[]> {
  const client = await server.start();
  const plugins = await client.sendRequest<readonly FoundPlugin[]>(findPluginsRequest);
  const shown = plugins
    .filter(({ uri }) => uri !== except)
    .map((found): PluginPick => ({ label: `$(plug) ${found.name}`, description: found.detail, found }));
  const unbound = shown.filter(({ found }) => !found?.isBound);
  const browse: PluginPick = { label: "$(folder-opened) Another file…" };
  const bound = shown.filter(({ found }) => found?.isBound);
  const title: PluginPick = { label: "with a wrapper already", kind: QuickPickItemKind.Separator };
  return [...unbound, ...(bound.length > 0 ? [title, ...bound] : []), browse];
}
