// Whether a name in a Go file is a use of a wrapper's member (`api.Greet("you")`), told by the types that the sources declare.

import { findModule, importPathIn } from "#shared/binding/module";
import { goFilesOf } from "#shared/binding/sources";
import type { Host } from "#shared/host";
import type { Position, Range } from "#shared/model";
import { findSelected } from "#shared/source/expressions";
import { readPackageName } from "#shared/source/package-clause";
import { openProgram, type PackageTexts } from "#shared/source/program";
import { type GoParser, rangeOf } from "#shared/source/syntax";
import { isExportedName } from "#shared/wrapper/identifiers";
import type { WrapperFile } from "#shared/wrapper/wrapper-file";
import { lineOf, quietText, wordAt } from "./text-lines.ts";

export interface WrapperUse {
  readonly wrapper: WrapperFile;
  /** The member's name. */
  readonly name: string;
  readonly range: Range;
}

/** Cheap: whether what the position touches can be a selector's exported name. It is that name. */
export function selectedName(text: string, { line, character }: Position): string | undefined {
  const name = wordAt(text, { line, character });
  const left = lineOf(text, line)
    .slice(0, character)
    .replace(/[\p{L}\p{Nd}_]*$/u, "")
    .trimEnd();
  return isExportedName(name) && (left === "" || left.endsWith(".")) ? name : undefined;
}

/**
 * The use at the position of the file, which `selectedName` has taken; `undefined` where it is something else, or where the
 * sources don't say. `wrappers` are those that have a member of this name.
 */
export function findWrapperUse(
  host: Host,
  parser: GoParser,
  file: GoText,
  position: Position,
  wrappers: readonly WrapperFile[],
): WrapperUse | undefined {
  return usesAt(host, parser, file, [position], wrappers)[0];
}

/** Every use of the wrappers' members of that name in the file. */
export function findWrapperUses(
  host: Host,
  parser: GoParser,
  file: GoText,
  name: string,
  wrappers: readonly WrapperFile[],
): readonly WrapperUse[] {
  const selected = new RegExp(String.raw`(?<=\.\s*)${name}(?![\p{L}\p{Nd}_])`, "gu");
  const positions = [...file.text.matchAll(selected)].map(({ index }) => positionAt(file.text, index));
  return positions.length === 0 ? [] : usesAt(host, parser, file, positions, wrappers);
}

interface GoText {
  readonly path: string;
  readonly text: string;
}

function usesAt(
  host: Host,
  parser: GoParser,
  file: GoText,
  positions: readonly Position[],
  wrappers: readonly WrapperFile[],
): readonly WrapperUse[] {
  const packages = packagesAround(host, file, wrappers);
  if (!packages) return [];
  const program = openProgram(parser, packages.load);
  try {
    const own = program.file(packages.ownPath, file.text);
    return positions.flatMap(({ line: row, character: column }): readonly WrapperUse[] => {
      const node = own?.root.namedDescendantForPosition({ row, column });
      const selector = node?.type === "field_identifier" ? node.parent : undefined;
      if (!own || !node || selector?.type !== "selector_expression") return [];
      const owner = findSelected(selector, own.scope, program)?.owner;
      const folder = owner?.package && packages.folderOf(owner.package.path);
      const wrapper = wrappers.find(
        ({ path, name }) => name === owner?.name && host.path.dirname(path) === folder,
      );
      return wrapper ? [{ wrapper, name: node.text, range: rangeOf(node) }] : [];
    });
  } finally {
    program.dispose();
  }
}

function positionAt(text: string, index: number): Position {
  const before = text.slice(0, index);
  const line = before.split("\n").length - 1;
  return { line, character: index - (before.lastIndexOf("\n") + 1) };
}

interface Packages {
  /** What stands for the file's own package. */
  readonly ownPath: string;
  readonly load: (path: string) => PackageTexts | undefined;
  readonly folderOf: (path: string) => string | undefined;
}

/** The packages of the file's module, and those that wrappers are in. */
function packagesAround(host: Host, file: GoText, wrappers: readonly WrapperFile[]): Packages | undefined {
  const ownName = readPackageName(file.text);
  if (ownName === undefined) return undefined;
  const folder = host.path.dirname(file.path);
  const module = findModule(host, folder);
  const isOutside = /_test$/.test(ownName) && file.path.endsWith("_test.go");
  const ownPath = `${(module && importPathIn(host, module, folder)) ?? folder}${isOutside ? "_test" : ""}`;
  const places = new Map<string, string | undefined>([[ownPath, folder]]);
  const wrapperFolders = new Set(wrappers.map(({ path }) => host.path.dirname(path)));

  const roots = new Map<string, boolean>();

  function isRoot(candidate: string): boolean {
    const isOne = roots.get(candidate) ?? host.stat(host.path.resolve(candidate, "go.mod"))?.kind === "file";
    roots.set(candidate, isOne);
    return isOne;
  }

  function folderOf(path: string): string | undefined {
    if (!places.has(path)) places.set(path, findFolder(path));
    return places.get(path);
  }

  function findFolder(path: string): string | undefined {
    if (module && (path === module.path || path.startsWith(`${module.path}/`))) {
      const found = host.path.resolve(module.root, path.slice(module.path.length + 1));
      return host.stat(found)?.kind === "directory" ? found : undefined;
    }
    // Another module of the workspace, which go.work or a replacement leads to.
    const last = path.slice(path.lastIndexOf("/") + 1);
    return [...wrapperFolders].find((candidate) => {
      if (host.path.basename(candidate) !== last && !isRoot(candidate)) return false;
      const other = findModule(host, candidate);
      return other !== undefined && importPathIn(host, other, candidate) === path;
    });
  }

  function* textsOf(place: string, isOwn: boolean): Generator<string> {
    const done = new Set<string>();
    let name = isOwn ? ownName : undefined;
    function* textsAt(paths: readonly string[]): Generator<string> {
      for (const path of paths) {
        if (done.has(path)) continue;
        done.add(path);
        const text = path === file.path ? file.text : quietText(host, path);
        const own = text === undefined ? undefined : readPackageName(text);
        name ??= own;
        if (text !== undefined && own === name) yield text;
      }
    }
    if (isOwn) yield* textsAt([file.path]);
    yield* textsAt(wrappers.map(({ path }) => path).filter((path) => host.path.dirname(path) === place));
    yield* textsAt(goFilesOf(host, place));
    if (isOwn && file.path.endsWith("_test.go")) yield* textsAt(testFilesOf(host, place));
  }

  return {
    ownPath,
    folderOf,
    load(path) {
      const place = folderOf(path);
      if (place === undefined) return undefined;
      const packageName = (imported: string) => {
        const at = folderOf(imported);
        const wrapper = wrappers.find((one) => host.path.dirname(one.path) === at);
        return wrapper && readPackageName(quietText(host, wrapper.path) ?? "");
      };
      return { path, texts: textsOf(place, path === ownPath), packageName };
    },
  };
}

function testFilesOf(host: Host, folder: string): readonly string[] {
  return host
    .listFolder(folder)
    .filter(({ name, kind }) => kind === "file" && name.endsWith("_test.go"))
    .map(({ name }) => host.path.resolve(folder, name));
}
