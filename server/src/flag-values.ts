// The values that a flag of `generate` may have here: in a directive, and in bind-plugin.json.

import { findModule } from "#shared/binding/module";
import { goFilesOf } from "#shared/binding/sources";
import { parseFlags, parseWrapperOptions } from "#shared/flags";
import { isGoIdentifier } from "#shared/go-names";
import type { Host } from "#shared/host";
import type { WrapperOptions } from "#shared/model";
import type { FlagSpec } from "#shared/options";
import {
  foldersAround,
  foldersBelow,
  isMainPackage,
  lookingOnce,
  type NearbyFolder,
  packageNameOf,
} from "./nearby.ts";
import { isWithin } from "./uri.ts";
import type { Workspace } from "./workspace.ts";

export interface FlagValue {
  readonly text: string;
  readonly kind: "plugin" | "package" | "folder" | "file" | "name" | "truth";
  /** A phrase. */
  readonly detail?: string;
  /** Of a plugin: its absolute path. */
  readonly path?: string;
}

interface Place {
  readonly workspace: Workspace;
  readonly host: Host;
  /** Absolute folder that relative paths are meant from. */
  readonly folder: string;
  /** What the other flags say. */
  readonly options: WrapperOptions;
  /** What has been typed of the value. */
  readonly typed: string;
}

export interface FlagValues {
  /** Best ones first. */
  readonly values: readonly FlagValue[];
  /** There are more than an answer should hold; what is typed further brings them. */
  readonly isIncomplete: boolean;
}

const limit = 60;

/** `args` are all arguments of the directive or entry; what has been `typed` decides which folders are looked into. */
export function findFlagValues(
  workspace: Workspace,
  flag: FlagSpec,
  folder: string,
  args: readonly string[],
  typed: string,
): FlagValues {
  const { options } = parseWrapperOptions(parseFlags("generate", args));
  const place: Place = { workspace, host: lookingOnce(workspace.host), folder, options, typed };
  const all = unique(choicesOf(flag) ?? finders[flag.name]?.(place) ?? []);
  const isIncomplete = all.length > limit;
  const fitting = isIncomplete
    ? all.filter(({ text }) => text.toLowerCase().includes(typed.toLowerCase()))
    : all;
  return { values: fitting.slice(0, limit), isIncomplete };
}

function choicesOf({ kind, choices }: FlagSpec): readonly FlagValue[] | undefined {
  if (kind === "bool") return ["true", "false"].map((text) => ({ text, kind: "truth" }));
  return choices?.map((text) => ({ text, kind: "name" }));
}

const finders: Readonly<Record<string, (place: Place) => readonly FlagValue[]>> = {
  "plugin-path": findPlugins,
  "plugin-package": findPackages,
  "output-path": findOutputs,
  "output-name": findNames,
  "output-package": findPackageNames,
};

/** The absolute folder that has been typed, and how: `build/` of `build/gre`. */
function typedFolder({ host, folder, typed }: Place): { readonly path: string; readonly name: string } {
  const name = /^.*[\\/]/.exec(typed)?.[0] ?? "";
  return { path: host.path.resolve(folder, name), name };
}

/** Plugins that are there, and those that other directives have built. */
function findPlugins(place: Place): readonly FlagValue[] {
  const { host, workspace, folder } = place;
  const { path, name } = typedFolder(place);
  const found = name === "" ? foldersAround(host, folder) : foldersBelow(host, path, name);
  const files = found.flatMap((near) =>
    near.files
      .filter((file) => file.endsWith(".so"))
      .map((file) => plugin(`${near.name}${file}`, host.path.resolve(near.path, file))),
  );
  const known = workspace
    .bindings()
    .map(({ binding }) => binding.pluginPath)
    .filter((file) => file.endsWith(".so") && (name === "" || isWithin(file, path, host.path.separator)))
    .slice(0, 2 * limit)
    .map((file) => plugin(name + relativePath(host, path, file), file));
  return [...files, ...known, ...subfolders(place)];
}

function plugin(text: string, path: string): FlagValue {
  return { text, kind: "plugin", path, detail: "plugin" };
}

/** Packages main: of folders near, as `./plug`, of the module, as `example.com/plug`, and those that other directives build. */
function findPackages(place: Place): readonly FlagValue[] {
  const { host, workspace, folder, typed } = place;
  const isPath = typed.startsWith(".") || host.path.isAbsolute(typed);
  const module = isPath ? undefined : findModule(host, folder);
  const near = isPath || typed === "" ? foldersOf(place) : [];
  const ofModule = module ? foldersBelow(host, module.root, `${module.path}/`) : [];
  const known = workspace.bindings().map(({ binding }) => binding.options.pluginPackage);
  const names = [...near, ...ofModule]
    .filter((found) => found.path !== folder && isMainPackage(host, found))
    .map(({ name }) => name.replace(/\/$/, ""));
  return [...names, ...known.filter((name) => !isPath && /^[^.]/.test(name))].map((name) => ({
    text: name,
    kind: "package",
  }));
}

/** Folders by relative paths as packages have them. */
function foldersOf(place: Place): readonly NearbyFolder[] {
  const { host, folder } = place;
  const { path, name } = typedFolder(place);
  if (name !== "") return foldersBelow(host, path, name);
  const dotted = (found: NearbyFolder) => (found.name.startsWith("../") ? found.name : `./${found.name}`);
  return foldersAround(host, folder).map((found) => ({ ...found, name: dotted(found) }));
}

/** Wrappers that are there already, and new ones in the folder that has been typed. Other Go files would not be overwritten. */
function findOutputs(place: Place): readonly FlagValue[] {
  const { host, workspace, folder, options } = place;
  const { path, name } = typedFolder(place);
  const wrappers = goFilesOf(host, path)
    .filter((file) => workspace.goFile(file)?.wrapper)
    .map(
      (file): FlagValue => ({
        text: name + host.path.basename(file),
        kind: "file",
        detail: "generated wrapper",
      }),
    );
  const stem = pluginStem(host, options);
  const fresh = [
    ...(stem === undefined ? [] : [`${name}${stem.toLowerCase()}_api.go`]),
    `${name}plugin_api.go`,
  ]
    .filter((file) => !host.stat(host.path.resolve(folder, file)))
    .map((file): FlagValue => ({ text: file, kind: "file", detail: "new file" }));
  return [...wrappers, ...fresh, ...subfolders(place)];
}

/** The folders in the one that has been typed, to go on from. */
function subfolders(place: Place): readonly FlagValue[] {
  const { path, name } = typedFolder(place);
  return place.host
    .listFolder(path)
    .filter((entry) => entry.kind === "directory" && !/^[._]/.test(entry.name))
    .map((entry): FlagValue => ({ text: `${name}${entry.name}/`, kind: "folder", detail: "folder" }));
}

/** The name that the wrapper has now, and names made of the plugin's. */
function findNames({ host, workspace, folder, options }: Place): readonly FlagValue[] {
  const now = workspace.goFile(host.path.resolve(folder, options.outputPath))?.wrapper?.name;
  const stem = pluginStem(host, options);
  const names = stem === undefined ? [] : [stem, `${stem}API`, `${stem}Plugin`];
  return [...(now === undefined ? [] : [now]), ...names, "PluginAPI"].filter(isGoIdentifier).map((name) => ({
    text: name,
    kind: "name",
    ...(name === now ? { detail: "the wrapper's name now" } : {}),
  }));
}

/** `Greeter` of `build/greeter.so`; `undefined` where no name can be made of it. */
export function pluginStem(
  host: Host,
  { pluginPath }: Pick<WrapperOptions, "pluginPath">,
): string | undefined {
  const words = host.path
    .basename(pluginPath)
    .replace(/\.so$/, "")
    .split(/[^\p{L}\p{Nd}]+/u);
  const stem = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
  return isGoIdentifier(stem) ? stem : undefined;
}

/** What the Go files beside the wrapper have, the name of their folder, main. */
function findPackageNames({ host, folder, options }: Place): readonly FlagValue[] {
  const output = host.path.resolve(folder, options.outputPath);
  const outputFolder = host.path.dirname(output);
  const beside = goFilesOf(host, outputFolder).find((file) => file !== output);
  const present = beside === undefined ? undefined : packageNameOf(host, beside);
  return [present ?? "", host.path.basename(outputFolder), "main"]
    .filter((name) => isGoIdentifier(name) && name !== "_")
    .map((name) => ({ text: name, kind: "name" }));
}

/** The path from a folder, with slashes. */
function relativePath(host: Host, folder: string, path: string): string {
  return host.path.relative(folder, path).replaceAll("\\", "/");
}

function unique(values: readonly FlagValue[]): readonly FlagValue[] {
  const seen = new Set<string>();
  return values.filter(({ text }) => !seen.has(text) && seen.add(text));
}
