// What a plugin's own source says that its next build will export, as far as that is certain.

import type { Host } from "../host.ts";
import type { Binding, Plugin } from "../model.ts";
import { type BuildTarget, matchesBuild } from "../source/build-constraint.ts";
import { reflectSource, type SourceFile, type TypedSourceSymbol } from "../source/package.ts";
import type { GoParser } from "../source/syntax.ts";
import { namedGoFiles } from "./module.ts";
import { findPackageFolder, goFilesOf } from "./sources.ts";

export interface PluginSource {
  /** The exported symbols, by name; those that are declared twice are not among them. */
  readonly symbols: ReadonlyMap<string, TypedSourceSymbol>;
  /** Every file could be parsed, and nothing is declared twice: a symbol that is not there would not be built. */
  readonly isWhole: boolean;
  /** Path of the main package in the symbols' types. */
  readonly path: string;
}

/**
 * Reads the source of the binding's plugin. `undefined` where it is not at hand, is not of a main package, or where it cannot be
 * told which files a build takes. `packagePath` is what types call the main package where the plugin was not read.
 */
export async function readPluginSource(
  host: Host,
  goParser: () => Promise<GoParser>,
  binding: Binding,
  plugin: Plugin | undefined,
  packagePath: string,
): Promise<PluginSource | undefined> {
  const { pluginPackage } = binding.options;
  const folder = findPackageFolder(host, binding.folder, pluginPackage, plugin);
  if (folder === undefined) return undefined;
  const paths = packageFiles(host, binding.folder, folder, pluginPackage);
  if (!paths || (plugin && isOfFiles(plugin) && !namesFiles(pluginPackage))) return undefined;
  const files = paths.map((path) => ({ path, text: host.readText(path) }));
  const target = plugin && targetOf(plugin);
  if (!target && !files.every(isAlwaysBuilt)) return undefined;
  const path = plugin?.pluginPath ?? packagePath;
  const builtFor = target ?? { ...(plugin ?? host.platform), cgo: true };
  const { name, symbols, isWhole } = reflectSource(files, await goParser(), builtFor, { packagePath: path });
  if (name !== "main") return undefined;
  const once = new Map<string, TypedSourceSymbol>();
  const twice = new Set<string>();
  for (const symbol of symbols) {
    if (once.has(symbol.name)) twice.add(symbol.name);
    once.set(symbol.name, symbol);
  }
  for (const declared of twice) once.delete(declared);
  return { symbols: once, isWhole: isWhole && twice.size === 0, path };
}

function namesFiles(pluginPackage: string): boolean {
  return pluginPackage.endsWith(".go");
}

/** A plugin that was built from a list of files (pluginPath of cmd/go/internal/work/gc.go, Go 1.26). */
function isOfFiles(plugin: Plugin): boolean {
  return plugin.pluginPath.startsWith("plugin/unnamed-");
}

/** The package's files; of a package that is given as files only those, and `undefined` where one of them is missing. */
export function packageFiles(
  host: Host,
  folder: string,
  packageFolder: string,
  pluginPackage: string,
): readonly string[] | undefined {
  const named = namedGoFiles(host, folder, pluginPackage);
  if (!named) return goFilesOf(host, packageFolder);
  const files = named.map((file) => host.path.resolve(folder, file));
  return files.every((file) => host.stat(file)?.kind === "file") ? files : undefined;
}

/** What the plugin was built for, and so what it will be built for next; `undefined` where it does not say with which tags. */
export function targetOf(plugin: Plugin): BuildTarget | undefined {
  if (!plugin.buildInfo) return undefined;
  const settings = new Map(plugin.buildInfo.settings.map(({ key, value }) => [key, value]));
  const minor = /^go1\.(\d+)/.exec(plugin.goVersion ?? "")?.[1];
  const tags = (settings.get("-tags") ?? "").split(",").filter((tag) => tag !== "");
  return {
    goos: plugin.goos,
    goarch: plugin.goarch,
    cgo: settings.get("CGO_ENABLED") !== "0",
    tags,
    ...(minor === undefined ? {} : { goMinor: Number(minor) }),
  };
}

/** Whether every build takes the file: neither its name nor its text sets a condition. */
function isAlwaysBuilt({ path, text }: SourceFile): boolean {
  const nowhere: BuildTarget = { goos: "none", goarch: "none", cgo: false };
  const name = path.replace(/^.*[\\/]/s, "");
  return (
    matchesBuild(name, "", nowhere) && !/^\s*(?:\/\/\s*(?:go:build|\+build)\b|(?:import\s+)?"C")/m.test(text)
  );
}
