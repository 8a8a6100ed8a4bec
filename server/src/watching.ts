// Where files are watched: by the client where it can, else by chokidar.

import type { ChokidarOptions } from "chokidar";
import {
  type Connection,
  DidChangeWatchedFilesNotification,
  type Disposable,
  type FileSystemWatcher,
  WatchKind,
} from "vscode-languageserver/node";
import { isPassedOver } from "#shared/binding/find";
import type { PathRules } from "#shared/host";
import type { ClientFeatures } from "./client-features.ts";
import { isWithin, uriOf } from "./uri.ts";
import type { FileChange } from "./workspace.ts";

export interface WatchedPlaces {
  /** Workspace folders, watched to the bottom. */
  readonly folders: readonly string[];
  /** Plugins and wrappers, wherever they are. */
  readonly files: ReadonlySet<string>;
  /** Folders whose Go files matter, wherever they are. */
  readonly goFolders: ReadonlySet<string>;
}

export interface Watching {
  update(places: WatchedPlaces): Promise<void>;
  dispose(): Promise<void>;
}

/** What matters in the workspace folders, by name. */
const names = ["*.go", "*.so", "go.mod", "bind-plugin.json"];

/** The client tells through workspace/didChangeWatchedFiles. */
export function watchByClient(connection: Connection, client: ClientFeatures, rules: PathRules): Watching {
  const inFolders: FileSystemWatcher[] = [
    ...names.map((name) => ({ globPattern: `**/${name}` })),
    // A folder that comes or goes is told of alone, without what is in it.
    { globPattern: "**/*", kind: WatchKind.Create | WatchKind.Delete },
  ];
  let registration: Disposable | undefined;
  let registered = "";

  function watcherFor(folder: string, pattern: string): FileSystemWatcher {
    if (client.watchesFolders) return { globPattern: { baseUri: uriOf(folder, rules.separator), pattern } };
    return { globPattern: `${escapeGlob(folder.replaceAll("\\", "/")).replace(/\/$/, "")}/${pattern}` };
  }

  return {
    async update({ folders, files, goFolders }) {
      const isInside = (path: string) => folders.some((folder) => isWithin(path, folder, rules.separator));
      const single = [...files].filter((path) => !isInside(path) || !/\.(?:so|go)$/.test(path));
      const watchers = [
        ...inFolders,
        ...single.map((path) => watcherFor(rules.dirname(path), escapeGlob(rules.basename(path)))),
        ...[...goFolders].filter((folder) => !isInside(folder)).map((folder) => watcherFor(folder, "*.go")),
      ];
      const wanted = JSON.stringify(watchers);
      if (wanted === registered) return;
      registered = wanted;
      const before = registration;
      registration = await connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
      before?.dispose();
    },
    async dispose() {},
  };
}

/** A path in a glob: what has a meaning there stands for any character. */
function escapeGlob(path: string): string {
  return path.replace(/[*?{}[\]]/g, "?");
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

  /** Whether watching the folders comes by the path. */
  function isMet(path: string): boolean {
    return folders.some((folder) => {
      if (!isWithin(path, folder, rules.separator)) return false;
      const parts = rules.relative(folder, path).split(rules.separator);
      return !parts.some((part) => isPassedOver(part));
    });
  }

  const isWanted = (path: string) => /\.(?:go|so)$|^go\.mod$|^bind-plugin\.json$/.test(rules.basename(path));

  const options: ChokidarOptions = {
    followSymlinks: false,
    ignored(given, stats) {
      const path = rules.resolve(given);
      if (roots.has(path) || !stats) return false;
      return stats.isDirectory() ? !isMet(path) : !isWanted(path);
    },
  };
  const inFolders = watch([], { ...options, ignoreInitial: true });
  // What lies elsewhere was looked at before it was known that it is to be watched, so it is told of once more.
  const outside = watch([], { ...options, ignoreInitial: false });
  for (const watcher of [inFolders, outside]) {
    watcher.on("error", failed);
    watcher.on("all", (event, path) => {
      if (event in kinds) changed({ path: rules.resolve(path), kind: kinds[event as keyof typeof kinds] });
    });
  }
  return {
    async update(places) {
      folders = places.folders;
      const elsewhere = [
        ...[...places.files].filter((path) => !isMet(path) || !isWanted(path)),
        ...[...places.goFolders].filter((path) => !isMet(path)),
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
      await Promise.all([inFolders.close(), outside.close()]);
    },
  };
}
