// Chooses the names under which a file imports packages, so that nothing else in the file has the same name.

import { isGoIdentifier, predeclaredNames } from "../go-names.ts";
import type { GoPackage, GoType } from "../model.ts";
import { takeName } from "../wrapper/identifiers.ts";
import { importablePath } from "../wrapper/import-path.ts";
import { partsOf } from "../wrapper/nameable.ts";
import type { Qualify } from "./type-layout.ts";

export interface Import {
  readonly path: string;
  /** The name that the file uses. */
  readonly name: string;
  /** The import declaration has to say the name. */
  readonly isExplicit: boolean;
}

export interface Imports {
  /** Sorted by path. */
  readonly list: readonly Import[];
  readonly qualify: Qualify;
  /** The name of a package that is imported by its path. */
  nameOf(path: string): string;
}

/**
 * Imports for a file that uses the packages of `types` and those of the standard library in `own`. `taken` are the names
 * that imports must not have. Types of the package `local` are written without a qualifier.
 */
export function chooseImports(
  types: readonly GoType[],
  own: readonly string[],
  taken: ReadonlySet<string>,
  local: string | undefined,
): Imports {
  const packages = new Map<string, string | undefined>();
  for (const type of types) collectPackages(type, packages, local);
  const used = new Set([...taken, ...predeclaredNames, "init", "main"]);
  const chosen = new Map<string, Import>();
  const add = (path: string, knownName: string | undefined): void => {
    if (chosen.has(path)) return;
    const known =
      knownName !== undefined && isGoIdentifier(knownName) && knownName !== "_" ? knownName : undefined;
    const name = takeName(known ?? guessName(path), used);
    chosen.set(path, { path, name, isExplicit: name !== known || name !== path.split("/").at(-1) });
  };
  // The wrapper's own packages come first, so that they keep their names.
  for (const path of [...own].sort()) add(path, path.split("/").at(-1));
  for (const path of [...packages.keys()].sort()) add(path, packages.get(path));
  const nameOf = (path: string): string => chosen.get(path)!.name;
  return {
    list: [...chosen.values()].sort((a, b) => (a.path < b.path ? -1 : 1)),
    qualify: (pkg) => (pkg.path === local ? "" : nameOf(importablePath(pkg.path))),
    nameOf,
  };
}

function collectPackages(
  type: GoType,
  packages: Map<string, string | undefined>,
  local: string | undefined,
): void {
  const add = ({ path, name }: GoPackage): void => {
    if (path === local) return;
    const key = importablePath(path);
    packages.set(key, packages.get(key) ?? name);
  };
  if (type.kind === "named" && type.package) add(type.package);
  if (type.kind === "basic" && type.name === "unsafe.Pointer") add({ path: "unsafe", name: "unsafe" });
  for (const part of partsOf(type)) collectPackages(part, packages, local);
}

/** From the last element of the path that is no version: a name that reads well, always spelled out in the import. */
function guessName(path: string): string {
  const elements = path.split("/").filter((element) => !/^v\d+$/.test(element));
  const last = (elements.at(-1) ?? path).replace(/\.v\d+$/, "").replace(/[^\p{L}\p{Nd}]/gu, "");
  const name = last.toLowerCase();
  return isGoIdentifier(name) ? name : `pkg${name}`;
}

/** The import declaration: the standard library first, then the others. */
export function layoutImports(list: readonly Import[]): string {
  const line = ({ path, name, isExplicit }: Import): string => `\t${isExplicit ? `${name} ` : ""}"${path}"\n`;
  const isStandard = ({ path }: Import): boolean => !path.split("/")[0]!.includes(".");
  const groups = [list.filter(isStandard), list.filter((one) => !isStandard(one))];
  const texts = groups.filter((group) => group.length > 0).map((group) => group.map(line).join(""));
  return `import (\n${texts.join("\n")})`;
}
