// The Go plugins in the workspace folders that nothing binds: looked for when they are first asked for, and followed from then on.

import type { Plugin } from "#shared/model";
import type { PluginItem } from "#shared/protocol";
import { isMet } from "./folders.ts";
import { isPluginName, pluginFilesBelow } from "./found-plugins.ts";
import { unboundItem } from "./plugin-items.ts";
import { createSlices } from "./slices.ts";
import { isWithin } from "./uri.ts";
import type { Workspace } from "./workspace.ts";

export interface UnboundPlugins {
  /** Sorted by name. Resolves when all have been looked at; the first time, that begins when there is nothing else to look at. */
  find(): Promise<readonly PluginItem[]>;
  /** Another text whenever the answer is not what it was. */
  fingerprint(): string;
}

interface Found {
  readonly plugin: Plugin;
  readonly item: PluginItem;
  /** Another one for each reading of a file. */
  readonly id: number;
}

/** `changed` is called when the answer may be another one, from the first time on that it was asked for. */
export function createUnboundPlugins(workspace: Workspace, changed: () => void): UnboundPlugins {
  const { host } = workspace;
  const { pause } = createSlices();
  /** Every plugin of the folders by path: one that is bound may cease to be. */
  const found = new Map<string, Found>();
  /** Those that have been looked into; none before the first time. */
  let folders: readonly string[] = [];
  let isWanted = false;
  let count = 0;
  /** What is under way, one thing after the other. */
  let last: Promise<unknown> = Promise.resolve();

  function enqueue<T>(task: () => Promise<T>): Promise<T> {
    const next = last.then(task);
    last = next.catch(() => {});
    return next;
  }

  async function look(path: string): Promise<void> {
    await pause();
    const state = await workspace.plugin(path, false);
    if (state.state !== "read") found.delete(path);
    else if (found.get(path)?.plugin !== state.plugin) {
      const item = unboundItem(workspace, path, state.plugin);
      found.set(path, { plugin: state.plugin, item, id: ++count });
    }
  }

  async function crawl(folder: string): Promise<void> {
    for await (const paths of pluginFilesBelow(host, folder, pause)) {
      for (const path of paths) await look(path);
    }
  }

  const isBelow = (path: string, places: readonly string[]) =>
    places.some((folder) => isWithin(path, folder, host.path.separator));

  async function follow(paths: readonly string[]): Promise<void> {
    for (const path of paths) {
      await pause();
      if (!folders.some((folder) => isMet(host.path, path, folder))) continue;
      const kind = host.stat(path)?.kind;
      if (kind === "file") {
        if (isPluginName(path)) await look(path);
        continue;
      }
      if (kind === "directory") await crawl(path);
      for (const known of found.keys()) {
        if (isBelow(known, [path]) && !host.stat(known)) found.delete(known);
      }
    }
  }

  async function followFolders(): Promise<void> {
    const now = [...workspace.folders];
    const isNew = (folder: string) => !folders.includes(folder);
    if (now.length === folders.length && !now.some(isNew)) return;
    const added = now.filter(isNew);
    folders = now;
    for (const path of found.keys()) if (!isBelow(path, now)) found.delete(path);
    for (const folder of added) await crawl(folder);
  }

  function unbound(): readonly (readonly [string, Found])[] {
    if (found.size === 0) return [];
    const bound = new Set(workspace.bindings().map(({ binding }) => binding.pluginPath));
    return [...found].filter(([path]) => !bound.has(path));
  }

  workspace.onFiles((changes) => {
    if (isWanted) void enqueue(() => follow(changes.map(({ path }) => path))).then(changed);
  });
  workspace.onPlaces(() => {
    if (isWanted) void enqueue(followFolders).then(changed);
  });
  return {
    async find() {
      if (!isWanted) await workspace.idle();
      isWanted = true;
      await enqueue(followFolders);
      return unbound()
        .map(([, { item }]) => item)
        .sort((a, b) => (a.name < b.name ? -1 : 1));
    },
    fingerprint: () =>
      unbound()
        .map(([path, { id }]) => `${id} ${path}`)
        .join("\n"),
  };
}
