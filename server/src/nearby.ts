// What lies in the folders near a place: plugins, packages and wrappers, for those who are about to write its name.

import { isPassedOver } from "#shared/binding/find";
import { findModule } from "#shared/binding/module";
import type { Host } from "#shared/host";
import { readPackageName } from "#shared/source/package-clause";

export interface NearbyFolder {
  /** Absolute. */
  readonly path: string;
  /** From where it began, with slashes: "" or `build/`, `../`. */
  readonly name: string;
  /** Names of its files, sorted. */
  readonly files: readonly string[];
}

/** How many folders one look lists, and how many levels down it goes: it is to be over in a millisecond or two. */
const folderLimit = 16;
const depthLimit = 3;

/** The folders from `start` downwards, nearer ones first. Throws nothing. */
export function foldersBelow(
  host: Host,
  start: string,
  name = "",
  limit = folderLimit,
): readonly NearbyFolder[] {
  const found: NearbyFolder[] = [];
  const queue = [{ path: start, name, depth: 0 }];
  for (let next = queue.shift(); next && found.length < limit; next = queue.shift()) {
    const { path, name, depth } = next;
    const entries = host.listFolder(path);
    const namesOf = (wanted: string) =>
      entries.filter(({ kind }) => kind === wanted).map((entry) => entry.name);
    found.push({ path, name, files: namesOf("file") });
    if (depth === depthLimit) continue;
    for (const below of namesOf("directory")) {
      if (!isPassedOver(below))
        queue.push({ path: host.path.resolve(path, below), name: `${name}${below}/`, depth: depth + 1 });
    }
  }
  return found;
}

/** Like `foldersBelow`, and then those of the folder above where that belongs to the same module. */
export function foldersAround(host: Host, start: string): readonly NearbyFolder[] {
  const below = foldersBelow(host, start);
  const module = findModule(host, start);
  if (!module || module.root === start) return below;
  const own = new Set(below.map(({ path }) => path));
  const above = foldersBelow(host, host.path.dirname(start), "../", folderLimit / 2);
  return [...below, ...above.filter(({ path }) => !own.has(path))];
}

/** The host, looking at each folder and file once: for one request. */
export function lookingOnce(host: Host): Host {
  const once = <R>(look: (path: string) => R) => {
    const known = new Map<string, R>();
    return (path: string): R => {
      if (!known.has(path)) known.set(path, look(path));
      return known.get(path)!;
    };
  };
  return { ...host, listFolder: once(host.listFolder), readText: once(host.readText) };
}

/** Whether the folder's Go files are of a package main. */
export function isMainPackage(host: Host, { path, files }: NearbyFolder): boolean {
  const file = files.find(
    (name) => name.endsWith(".go") && !name.endsWith("_test.go") && !/^[._]/.test(name),
  );
  return file !== undefined && packageNameOf(host, host.path.resolve(path, file)) === "main";
}

/** The name in the package clause of a Go file; `undefined` where there is none to be read. */
export function packageNameOf(host: Host, path: string): string | undefined {
  try {
    return readPackageName(host.readText(path));
  } catch {
    return undefined; // It was there a moment ago.
  }
}
