// Reads two builds of a plugin as far as they have to be read to be compared.

import { FormatError } from "../binary/format-error.ts";
import { type Host, HostError } from "../host.ts";
import type { Plugin } from "../model.ts";
import { reflectFile } from "../read-plugin.ts";
import type { ReflectOptions } from "../runtime/plugin.ts";

/** Whether types of a package, by its import path, are compared. */
export type Scope = (packagePath: string) => boolean;

export interface PluginPair {
  readonly old: Plugin;
  readonly new: Plugin;
  readonly scope: Scope;
}

/** Throws `HostError` for a file that cannot be read, or is no readable plugin. */
export async function readPluginPair(host: Host, oldPath: string, newPath: string): Promise<PluginPair> {
  const read = (path: string, options: ReflectOptions) => readNamed(host, path, options);
  // Which types are needed is known when the hashes of the packages are.
  const [old, now] = [await read(oldPath, { dwarf: false }), await read(newPath, { dwarf: false })];
  const scope = scopeOf(old, now);
  const options = { depth: scope, packages: false };
  return {
    old: { ...(await read(oldPath, options)), packages: old.packages },
    new: { ...(await read(newPath, options)), packages: now.packages },
    scope,
  };
}

/** What is wrong with one of two files is told with its path. */
async function readNamed(host: Host, path: string, options: ReflectOptions): Promise<Plugin> {
  try {
    return await reflectFile(host, path, options);
  } catch (error) {
    if (error instanceof FormatError) throw new HostError("io", path, `${path}: ${error.message}`);
    throw error;
  }
}

/**
 * The main packages, and every package of which the hash is another one; where it is the same, so are its types. The standard
 * library has promised to stay compatible, and is not compared.
 */
export function scopeOf(old: Plugin, now: Plugin): Scope {
  const hashes = new Map(old.packages.map(({ path, hash }) => [path, hash]));
  const same = new Set(
    now.packages.filter(({ path, hash }) => hashes.get(path) === hash).map(({ path }) => path),
  );
  const roots = new Set([...rootsOf(old), ...rootsOf(now)]);
  return (path) => {
    if (path === old.pluginPath || path === now.pluginPath) return true;
    return !same.has(path) && isOwn(path, roots);
  };
}

/** What begins the paths of packages that are not the standard library's though their first element has no ".". */
function rootsOf({ pluginPath, buildInfo }: Plugin): readonly string[] {
  const modules = [buildInfo?.main, ...(buildInfo?.deps ?? [])].flatMap((module) => module?.path ?? []);
  return [pluginPath, ...modules].filter((path) => !firstElement(path).includes("."));
}

function isOwn(path: string, roots: ReadonlySet<string>): boolean {
  if (firstElement(path).includes(".")) return true;
  return [...roots].some((root) => path === root || path.startsWith(`${root}/`));
}

function firstElement(path: string): string {
  return path.split("/", 1)[0]!;
}
