// Watching by the client, which tells through workspace/didChangeWatchedFiles.

import {
  type Connection,
  DidChangeWatchedFilesNotification,
  type Disposable,
  type FileSystemWatcher,
  WatchKind,
} from "vscode-languageserver/node";
import type { PathRules } from "#shared/host";
import type { ClientFeatures } from "./client-features.ts";
import { isWithin, uriOf } from "./uri.ts";
import type { Watching } from "./watching.ts";

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
  let begun: () => void = () => {};
  const ready = new Promise<void>((resolve) => {
    begun = resolve;
  });

  function watcherFor(folder: string, pattern: string): FileSystemWatcher {
    if (client.watchesFolders) return { globPattern: { baseUri: uriOf(folder, rules.separator), pattern } };
    return { globPattern: `${escapeGlob(folder.replaceAll("\\", "/")).replace(/\/$/, "")}/${pattern}` };
  }

  return {
    ready,
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
      if (folders.length > 0) begun();
    },
    async dispose() {},
  };
}

/** A path in a glob: what has a meaning there stands for any character. */
function escapeGlob(path: string): string {
  return path.replace(/[*?{}[\]]/g, "?");
}
