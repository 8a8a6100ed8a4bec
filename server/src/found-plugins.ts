// Go plugins in the workspace folders, whether anything binds them or not.

import { isPassedOver } from "#shared/binding/find";
import type { FoundPlugin } from "#shared/protocol";
import { builtWith } from "./plugin-items.ts";
import { counted } from "./plugin-text.ts";
import { createSlices } from "./slices.ts";
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
  const folders = [...workspace.watchedPlaces().folders];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    await pause();
    goOn();
    for (const { name, kind } of host.listFolder(folder)) {
      const path = host.path.resolve(folder, name);
      if (kind === "directory" && !isPassedOver(name)) folders.push(path);
      else if (kind === "file" && name.endsWith(".so")) await look(path);
    }
  }
  for (const path of bound) if (!found.has(path)) await look(path);
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}
