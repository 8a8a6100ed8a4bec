// What has changed below a folder since a time, found by looking: watching tells only what happens when it has begun.

import { type Stats, statSync } from "node:fs";
import { isPassedOver } from "#shared/binding/find";
import type { Host } from "#shared/host";
import { quietly } from "./host-error.ts";
import { isWatchedName } from "./watching.ts";
import type { FileChange } from "./workspace.ts";

/** Milliseconds that a file's time may lie before the clock's: a tick of the kernel's, or the whole seconds of some file systems. */
const clockTick = 20;
const coarseTick = 2000;

/**
 * Files that may be other ones than they were at `since` (milliseconds since 1970), and folders in which files may have come, gone or
 * been replaced. `pause` is awaited between folders.
 */
export async function changesSince(
  host: Host,
  folder: string,
  since: number,
  pause: () => Promise<void>,
): Promise<readonly FileChange[]> {
  const changes: FileChange[] = [];
  const isRecent = (path: string) => {
    const found = quietly(() => statSync(path));
    return found !== undefined && changedAt(found) >= since;
  };
  const left = [folder];
  for (let at = left.pop(); at !== undefined; at = left.pop()) {
    await pause();
    if (isRecent(at)) {
      changes.push({ path: at, kind: "created" });
      continue;
    }
    for (const { name, kind } of host.listFolder(at)) {
      const path = host.path.resolve(at, name);
      if (kind === "directory" && !isPassedOver(name)) left.push(path);
      if (kind === "file" && isWatchedName(name) && isRecent(path)) changes.push({ path, kind: "changed" });
    }
  }
  return changes;
}

/** The latest time at which it may have changed; of a folder, also when an entry came or went. */
function changedAt({ ctimeMs }: Stats): number {
  return ctimeMs + (ctimeMs % 1000 === 0 ? coarseTick : clockTick);
}
