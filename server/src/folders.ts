// The folders of the workspace: what lies in which, and how paths are shown.

import { isPassedOver } from "#shared/binding/find";
import { showPath } from "#shared/engine";
import type { Host } from "#shared/host";
import { isWithin } from "./uri.ts";

export interface Folders {
  /** Absolute. */
  readonly paths: ReadonlySet<string>;
  add(path: string): void;
  delete(path: string): void;
  /** Whether a crawl of the folders meets the file, as `bind-plugin check` would. */
  isCrawled(path: string): boolean;
  /** A path as messages about the file `from` have it: relative to its folder of the workspace, or to its own where it is in none. */
  show(path: string, from: string): string;
  /** A path by itself: relative to its folder of the workspace, where it is in one. */
  showAlone(path: string): string;
}

export function createFolders(host: Host): Folders {
  const paths = new Set<string>();
  const { dirname, separator } = host.path;

  /** The innermost one that the file is in. */
  function folderOf(path: string): string | undefined {
    return [...paths]
      .filter((folder) => isWithin(path, folder, separator))
      .sort((a, b) => b.length - a.length)[0];
  }

  return {
    paths,
    add: (path) => paths.add(path),
    delete: (path) => paths.delete(path),
    isCrawled(path) {
      const folder = folderOf(path);
      return folder !== undefined && isMet(host, dirname(path), folder);
    },
    show: (path, from) => showPath(host, folderOf(from) ?? dirname(from), path),
    showAlone(path) {
      const folder = folderOf(path);
      return folder === undefined ? path : showPath(host, folder, path);
    },
  };
}

/** Whether a crawl of the folder comes by what lies at the path, which is in it. */
export function isMet({ path: { relative, separator } }: Host, path: string, folder: string): boolean {
  return !relative(folder, path)
    .split(separator)
    .some((name) => isPassedOver(name));
}
