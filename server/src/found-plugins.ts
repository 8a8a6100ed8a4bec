// Go plugins in the workspace folders, whether anything binds them or not.

import { isPassedOver } from "#shared/binding/find";
import type { Host } from "#shared/host";
import type { FoundPlugin } from "#shared/protocol";
import { builtWith } from "./plugin-items.ts";
import { counted } from "./plugin-text.ts";
import { createSlices, type Pause } from "./slices.ts";
import type { Workspace } from "./workspace.ts";

/**
 * Sorted by name; those that are bound too where they lie elsewhere. Folders that hold no code of the project are passed over.
 * `goOn` is called between steps, and throws where the answer is not wanted any more.
 */
export async function findPlugins(workspace: Workspace, goOn: () => void): Promise<readonly FoundPlugin[]> {
  const { host } = workspace;
  const { pause } = createSlices();
  const bound = new Set(workspace.bindings().map(({ binding }) => binding.pluginPath));
  const found = new Map<string, FoundPlugin>();
  async function look(path: string): Promise<void> {
    await pause();
    const state = await workspace.plugin(path, false);
    goOn();
    if (state.state !== "read") return;
    const { plugin } = state;
    found.set(path, {
      uri: workspace.uriOf(path),
      name: workspace.show(path),
      detail: `${builtWith(plugin)}, ${counted(plugin.symbols.length, "symbol")}`,
      isBound: bound.has(path),
    });
  }
  for (const folder of workspace.folders) {
    for await (const paths of pluginFilesBelow(host, folder, pause)) {
      goOn();
      for (const path of paths) await look(path);
    }
  }
  for (const path of bound) if (!found.has(path)) await look(path);
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** What may be plugins by their names, folder by folder; those that hold no code of the project are passed over. */
export async function* pluginFilesBelow(
  host: Host,
  folder: string,
  pause: Pause,
): AsyncIterable<readonly string[]> {
  const left = [folder];
  for (let at = left.pop(); at !== undefined; at = left.pop()) {
    await pause();
    const paths: string[] = [];
    for (const { name, kind } of host.listFolder(at)) {
      const path = host.path.resolve(at, name);
      if (kind === "directory" && !isPassedOver(name)) left.push(path);
      else if (kind === "file" && isPluginName(name)) paths.push(path);
    }
    yield paths;
  }
}

export function isPluginName(name: string): boolean {
  return name.endsWith(".so");
}
