// workspace/didChangeWatchedFiles: what happens to files on disk, as the client sees it, else as we see it ourselves.

import { FileChangeType } from "vscode-languageserver/node";
import { watchByClient } from "../client-watching.ts";
import { type Watching, watchByItself, watchedPlaces } from "../watching.ts";
import type { FileChange, Workspace } from "../workspace.ts";
import type { Feature } from "./feature.ts";

/** Milliseconds in which changes are told together. */
const gathering = 20;
/** Milliseconds between two looks at where to watch, which take at most one part in `share` of the time. */
const following = 300;
const share = 50;
/** Milliseconds after which watching has noted what there was when it began. */
const rest = 500;

const kinds: Readonly<Record<number, FileChange["kind"]>> = {
  [FileChangeType.Created]: "created",
  [FileChangeType.Changed]: "changed",
  [FileChangeType.Deleted]: "deleted",
};

export const didChangeWatchedFiles: Feature = {
  register(connection, workspace) {
    connection.onDidChangeWatchedFiles(({ changes }) => {
      workspace.filesChanged(
        changes.flatMap(({ uri, type }) => {
          const [path, kind] = [workspace.pathOf(uri), kinds[type]];
          return path === undefined || kind === undefined ? [] : [{ path, kind }];
        }),
      );
    });
    const failed = (error: unknown) => connection.console.warn(`Files cannot be watched: ${error}`);
    const watching = workspace.client.watchesFiles
      ? Promise.resolve(watchByClient(connection, workspace.client, workspace.host.path))
      : undefined;
    keepWatching(
      workspace,
      () => watching ?? watchByItself(workspace.host.path, gathered(workspace), failed),
      failed,
    );
  },
};

/** Follows the places that are to be watched, and catches up with what has changed until that has begun. */
function keepWatching(
  workspace: Workspace,
  begin: () => Promise<Watching>,
  failed: (error: unknown) => void,
): void {
  let watching: Promise<Watching> | undefined;
  let isDue = false;
  let next = Number.NEGATIVE_INFINITY;
  const since = Date.now();
  let followed: Promise<void> = Promise.resolve();
  workspace.onPlaces(() => {
    if (isDue) return;
    isDue = true;
    const wait = Math.max(0, next - performance.now());
    setTimeout(() => {
      // One after the other: a client may take its time.
      followed = followed.then(follow);
    }, wait);
  });

  async function follow(): Promise<void> {
    isDue = false;
    const begun = performance.now();
    next = begun + following;
    try {
      const isFirst = !watching;
      watching ??= begin();
      const { update, ready } = await watching;
      if (isFirst) ready.then(() => catchUp(workspace, since));
      const looked = performance.now();
      const updated = update(watchedPlaces(workspace));
      next = Math.max(next, looked + share * (performance.now() - looked));
      await updated;
    } catch (error) {
      failed(error);
    }
  }
}

/** Twice: a file that is come by while it comes may go before it is watched, and its end would be told by nobody. */
function catchUp(workspace: Workspace, since: number): void {
  const ready = Date.now();
  workspace.catchUp(since);
  setTimeout(() => workspace.catchUp(ready), rest);
}

/** Takes single changes and passes them on together. */
function gathered(workspace: Workspace): (change: FileChange) => void {
  let changes: FileChange[] = [];
  return (change) => {
    if (changes.push(change) > 1) return;
    setTimeout(() => {
      const together = changes;
      changes = [];
      workspace.filesChanged(together);
    }, gathering);
  };
}
