// Where a plugin's Go sources are on this machine, and which of them are newer than the built plugin.

import type { Host } from "../host.ts";
import type { Plugin } from "../model.ts";
import { isWrapper } from "../wrapper/wrapper-file.ts";
import { findModule, packageFolder } from "./module.ts";

/** Milliseconds that a source may be newer. */
const tolerance = 2000;

/** How many package folders of the plugin's own module are followed; a larger plugin is judged by those. */
const folderLimit = 500;

/**
 * The folder of the plugin's main package: what -plugin-package names where it is in the module that `folder` is in; where it
 * names none, or the plugin's import path (which a go.work or a replace directive leads elsewhere), where the compiler recorded
 * the symbols' files, absolutely or (-trimpath) by import path in that module.
 */
export function findPackageFolder(
  host: Host,
  folder: string,
  pluginPackage: string,
  plugin: Plugin | undefined,
): string | undefined {
  if (pluginPackage !== "") {
    const named = packageFolder(host, folder, pluginPackage);
    if (named !== undefined || pluginPackage !== plugin?.pluginPath) return named;
  }
  const file = plugin?.symbols.find(
    (symbol) => symbol.file?.endsWith(".go") && !symbol.file.startsWith("_cgo"),
  )?.file;
  if (file === undefined || plugin === undefined) return undefined;
  if (host.path.isAbsolute(file))
    return host.stat(file)?.kind === "file" ? host.path.dirname(file) : undefined;
  return packageFolder(host, folder, plugin.pluginPath);
}

/** The Go files (no tests) of a folder, as absolute paths, sorted. */
export function goFilesOf(host: Host, folder: string): readonly string[] {
  return host
    .listFolder(folder)
    .filter(
      ({ name, kind }) =>
        kind === "file" && name.endsWith(".go") && !name.endsWith("_test.go") && !/^[._]/.test(name),
    )
    .map(({ name }) => host.path.resolve(folder, name));
}

/**
 * The first source of the plugin that is newer than `built` (milliseconds): one of its own package's `files`, which lie in
 * `mainFolder`, a Go file of a package of the same module that it imports, or the module's go.mod. Ties and differences below `tolerance` are not newer, since a checkout
 * writes all files at about the same time. Generated wrappers don't count: one in a package that the plugin imports is always
 * written after the plugin. `pause` is awaited between folders.
 */
export async function findNewerSource(
  host: Host,
  mainFolder: string,
  files: readonly string[],
  built: number,
  pause: () => Promise<void> = async () => {},
): Promise<string | undefined> {
  const module = findModule(host, mainFolder);
  const folders = [mainFolder];
  const seen = new Set(folders);
  const isNewer = (path: string) => (host.stat(path)?.modified ?? 0) > built + tolerance;
  for (let i = 0; i < folders.length && i < folderLimit; i++) {
    await pause();
    for (const file of i === 0 ? files : goFilesOf(host, folders[i]!)) {
      if (isNewer(file) && !isWrapper(host.readText(file))) return file;
      if (!module) continue;
      for (const path of importsOf(host.readText(file))) {
        if (!path.startsWith(`${module.path}/`)) continue;
        const imported = host.path.resolve(module.root, path.slice(module.path.length + 1));
        if (!seen.has(imported)) {
          seen.add(imported);
          folders.push(imported);
        }
      }
    }
  }
  const goMod = module && host.path.resolve(module.root, "go.mod");
  return goMod !== undefined && isNewer(goMod) ? goMod : undefined;
}

/** Import paths of a Go file, from the text before its first declaration. */
export function importsOf(text: string): readonly string[] {
  const paths: string[] = [];
  const head = text
    .slice(0, /^(?:func|type|var|const)\b/m.exec(text)?.index ?? text.length)
    .replace(/\/\/.*/g, "");
  for (const clause of head.matchAll(/^import\s*(?:\(([^)]*)\)|([^\n]*))/gm)) {
    for (const path of (clause[1] ?? clause[2] ?? "").matchAll(/["`]([^"`\n]+)["`]/g)) paths.push(path[1]!);
  }
  return paths;
}
