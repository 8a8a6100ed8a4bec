// What the package that a wrapper lies in means for its text: its path, its name, what its other files declare, what it cannot import.

import { isGoIdentifier } from "../go-names.ts";
import type { Host } from "../host.ts";
import { type BuildTarget, matchesBuild } from "../source/build-constraint.ts";
import { readDeclaredNames } from "../source/declared-names.ts";
import { readPackageName } from "../source/package-clause.ts";
import type { GoParser } from "../source/syntax.ts";
import { findModule, outputPlace } from "./module.ts";
import { goFilesOf, importsOf } from "./sources.ts";

export interface WrapperPlace {
  /** Import path of the folder; absent outside of a module. */
  readonly outputImportPath?: string;
  /** The `go` version of the module, where it says one. */
  readonly goVersion?: string;
  /** Whether a package of the module imports the folder's, by way of others too: then the folder's cannot import it. */
  readonly importsBack: (path: string) => boolean;
}

/** The place of wrappers in the (absolute) folder, for builds of `target`. Throws `HostError`. */
export function wrapperPlace(host: Host, folder: string, target: BuildTarget): WrapperPlace {
  const place = outputPlace(host, folder);
  const known = new Map<string, boolean>();
  const module = findModule(host, folder);
  const importsBack = (path: string): boolean => {
    const own = place.outputImportPath;
    if (!module || own === undefined || path === own || !path.startsWith(`${module.path}/`)) return false;
    const before = known.get(path);
    if (before !== undefined) return before;
    // Imports in a circle do not build; here they end.
    known.set(path, false);
    const found = goFilesOf(host, host.path.resolve(module.root, path.slice(module.path.length + 1)))
      .map((file) => ({ file, text: host.readText(file) }))
      .filter(({ file, text }) => matchesBuild(host.path.basename(file), text, target))
      .some(({ text }) => importsOf(text).some((imported) => imported === own || importsBack(imported)));
    known.set(path, found);
    return found;
  };
  return { ...place, importsBack };
}

/** The other Go files of a wrapper's package. */
export interface Neighbours {
  /** The package's name as they have it, else the folder's name where that can be one, else main. */
  readonly packageName: string;
  /** The file that declares a name at package level, by name. */
  readonly declaredIn: ReadonlyMap<string, string>;
}

/**
 * Reads the files beside the wrapper at `path` (absolute) that a build for `target` takes. `packageName` is the wrapper's where it is
 * given: files of another package declare nothing that concerns it. Throws `HostError`.
 */
export async function readNeighbours(
  host: Host,
  goParser: () => Promise<GoParser>,
  path: string,
  target: BuildTarget,
  packageName: string,
): Promise<Neighbours> {
  const folder = host.path.dirname(path);
  const files = goFilesOf(host, folder)
    .filter((file) => file !== path)
    .map((file) => ({ file, text: host.readText(file) }));
  const isBuilt = ({ file, text }: { file: string; text: string }) =>
    matchesBuild(host.path.basename(file), text, target);
  const built = files.filter(isBuilt);
  const nameOf = (among: typeof files) =>
    among.map(({ text }) => readPackageName(text)).find((name) => name !== undefined);
  // A program that the go command passes over (`//go:build ignore`) says nothing of the package it lies in.
  const others = files.filter((file) => !isBuilt(file) && readPackageName(file.text) !== "main");
  const base = host.path.basename(folder);
  const derived = nameOf(built) ?? nameOf(others) ?? (isGoIdentifier(base) && base !== "_" ? base : "main");
  const name = packageName || derived;
  const declaredIn = new Map<string, string>();
  for (const { file, text } of built) {
    // A wrapper whose own name excludes it from the build never meets the others.
    if (readPackageName(text) !== name || !matchesBuild(host.path.basename(path), "", target)) continue;
    for (const declared of readDeclaredNames([text], await goParser())) declaredIn.set(declared, file);
  }
  return { packageName: name, declaredIn };
}
