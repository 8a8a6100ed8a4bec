// The folders of the workspace: what lies in which, and how paths are shown.

import { bindingFilesBelow, isPassedOver } from "#shared/binding/find";
import { showPath } from "#shared/engine";
import type { Host, PathRules } from "#shared/host";
import type { Pause } from "./slices.ts";
import { isWithin, type Separator } from "./uri.ts";

export interface Folders {
  /** Absolute. */
  readonly paths: ReadonlySet<string>;
  add(path: string): void;
  delete(path: string): void;
  /** Whether a crawl of the folders meets the file, as `bind-plugin check` would. */
  isCrawled(path: string): boolean;
  /** The `open` Go files, and those below the folders, each once; others have a turn between them. */
  goFiles(open: Iterable<string>, pause: Pause): AsyncIterable<string>;
  /** A path as messages about the file `from` have it: relative to its folder of the workspace, or to its own where it is in none. */
  show(path: string, from: string): string;
  /** A path by itself: relative to its folder of the workspace, where it is in one. */
  showAlone(path: string): string;
}

export function createFolders(host: Host): Folders {
  const paths = new Set<string>();
  const { dirname, separator } = host.path;

  const folderOf = (path: string) => folderAround(paths, path, separator);

  return {
    paths,
    add: (path) => paths.add(path),
    delete: (path) => paths.delete(path),
    isCrawled(path) {
      const folder = folderOf(path);
      return folder !== undefined && isMet(host.path, dirname(path), folder);
    },
    async *goFiles(open, pause) {
      const met = new Set<string>();
      const isNew = (path: string) => path.endsWith(".go") && !met.has(path) && met.add(path);
      yield* [...open].filter(isNew);
      const present = [...paths].filter((folder) => host.stat(folder));
      for (const files of bindingFilesBelow(host, present)) {
        for (const path of files.filter(isNew)) {
          await pause();
          yield path;
        }
      }
    },
    show: (path, from) => showPath(host, folderOf(from) ?? dirname(from), path),
    showAlone(path) {
      const folder = folderOf(path);
      return folder === undefined ? path : showPath(host, folder, path);
    },
  };
}

/** The innermost of the folders that the path is in. */
export function folderAround(
  folders: Iterable<string>,
  path: string,
  separator: Separator,
): string | undefined {
  return [...folders]
    .filter((folder) => isWithin(path, folder, separator))
    .sort((a, b) => b.length - a.length)[0];
}

/** Whether a crawl of the folder comes by what lies at the path. */
export function isMet(rules: PathRules, path: string, folder: string): boolean {
  const { relative, separator } = rules;
  return isWithin(path, folder, separator) && !relative(folder, path).split(separator).some(isPassedOver);
}
