// Where files are watched, and watching them by chokidar.

import type { ChokidarOptions } from "chokidar";
import type { PathRules } from "#shared/host";
import { isMet } from "./folders.ts";
import { identityOf } from "./settle.ts";
import type { FileChange, Workspace } from "./workspace.ts";

export interface WatchedPlaces {
  /** Workspace folders, watched to the bottom. */
  readonly folders: readonly string[];
  /** Plugins, wrappers and hosts, wherever they are. */
  readonly files: ReadonlySet<string>;
  /** Folders whose Go files matter, wherever they are. */
  readonly goFolders: ReadonlySet<string>;
}

export interface Watching {
  /** Resolves when the folders that `update` was first given are watched to the bottom; there must be some. */
  readonly ready: Promise<void>;
  update(places: WatchedPlaces): Promise<void>;
  dispose(): Promise<void>;
}

/** Milliseconds without news after which what was told of is looked at once more. */
const rest = 500;

/** Whether it matters by its name. */
export function isWatchedName(name: string): boolean {
  return /\.(?:go|so)$|^go\.mod$|^bind-plugin\.json$/.test(name);
}

export function watchedPlaces(workspace: Workspace): WatchedPlaces {
  const files = workspace
    .bindings()
    .flatMap(({ binding, host }) => [binding.pluginPath, binding.wrapperPath, ...(host ? [host.path] : [])]);
  return { folders: [...workspace.folders], files: new Set(files), goFolders: workspace.goFolders() };
}

/** Watches by itself and tells `changed`; `failed` hears what keeps it from watching. */
export async function watchByItself(
  rules: PathRules,
  changed: (change: FileChange) => void,
  failed: (error: unknown) => void,
): Promise<Watching> {
  const { watch } = await import("chokidar");
  const kinds = {
    add: "created",
    addDir: "created",
    change: "changed",
    unlink: "deleted",
    unlinkDir: "deleted",
  } as const;
  let folders: readonly string[] = [];
  const roots = new Set<string>();

  const isInFolders = (path: string) => folders.some((folder) => isMet(rules, path, folder));
  const isWanted = (path: string) => isWatchedName(rules.basename(path));

  const options: ChokidarOptions = {
    followSymlinks: false,
    ignored(given, stats) {
      const path = rules.resolve(given);
      if (roots.has(path) || !stats) return false;
      return stats.isDirectory() ? !isInFolders(path) : !isWanted(path);
    },
  };
  const tell = tellingTwice(changed);
  const inFolders = watch([], { ...options, ignoreInitial: true });
  // What lies elsewhere was looked at before it was known that it is to be watched, so it is told of once more.
  const outside = watch([], { ...options, ignoreInitial: false });
  const ready = new Promise<void>((resolve) => inFolders.once("ready", resolve));
  for (const watcher of [inFolders, outside]) {
    watcher.on("error", failed);
    watcher.on("all", (event, path) => {
      if (!(event in kinds)) return;
      const change = { path: rules.resolve(path), kind: kinds[event as keyof typeof kinds] };
      tell.now(change, event === "addDir");
    });
  }
  return {
    ready,
    async update(places) {
      folders = places.folders;
      const elsewhere = [
        ...[...places.files].filter((path) => !isInFolders(path) || !isWanted(path)),
        ...[...places.goFolders].filter((path) => !isInFolders(path)),
      ];
      const wanted = new Set([...folders, ...elsewhere]);
      for (const path of roots) {
        if (wanted.has(path)) continue;
        roots.delete(path);
        inFolders.unwatch(path);
        outside.unwatch(path);
      }
      for (const path of wanted) {
        if (roots.has(path)) continue;
        roots.add(path);
        (folders.includes(path) ? inFolders : outside).add(path);
      }
    },
    async dispose() {
      tell.stop();
      await Promise.all([inFolders.close(), outside.close()]);
    },
  };
}

/**
 * Passes on changes, and once more what chokidar may have passed over: it drops what happens to a file within 50 milliseconds of
 * another change, and begins to watch a new folder, and a file in it, only after it has told of the folder.
 */
function tellingTwice(changed: (change: FileChange) => void): {
  now: (change: FileChange, isNewFolder: boolean) => void;
  stop: () => void;
} {
  const folders = new Set<string>();
  /** What files were when they were told of. */
  const files = new Map<string, string | undefined>();
  let timer: NodeJS.Timeout | undefined;

  function lookAgain(): void {
    const [again, before] = [[...folders], [...files]];
    folders.clear();
    files.clear();
    for (const path of again) changed({ path, kind: "created" });
    for (const [path, identity] of before) {
      const now = identityOf(path);
      if (now !== identity) changed({ path, kind: now === undefined ? "deleted" : "changed" });
    }
  }

  return {
    now(change, isNewFolder) {
      const { path, kind } = change;
      if (isNewFolder) folders.add(path);
      else if (kind !== "deleted") files.set(path, identityOf(path));
      changed(change);
      clearTimeout(timer);
      timer = setTimeout(lookAgain, rest);
    },
    stop: () => clearTimeout(timer),
  };
}
