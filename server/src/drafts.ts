// Wrappers that are to be made: where they may go, what they are called, and the binding that each of their statements would be.

import { findModule } from "#shared/binding/module";
import { resolveBinding } from "#shared/binding/resolve";
import { findPackageFolder, goFilesOf, importsOf } from "#shared/binding/sources";
import { configName } from "#shared/config/shape";
import { type FlagIssue, parseFlags, parseWrapperOptions } from "#shared/flags";
import { isGoIdentifier } from "#shared/go-names";
import type { Host } from "#shared/host";
import type { Binding, Plugin } from "#shared/model";
import type { StatementKind, WrapperDraft, WrapperSuggestions } from "#shared/protocol";
import { CommandError } from "./failure.ts";
import { pluginStem } from "./flag-values.ts";
import { folderAround } from "./folders.ts";
import { foldersBelow, type NearbyFolder } from "./nearby.ts";
import type { Workspace } from "./workspace.ts";

/** A draft with absolute paths, of a plugin that can be read. */
export interface Draft {
  readonly pluginPath: string;
  readonly wrapperPath: string;
  readonly name: string;
  readonly plugin: Plugin;
}

/** How many folders are looked into for packages, and how many of these are offered. */
const folderLimit = 300;
const offered = 12;

/** Throws `CommandError` where no wrapper can be made of what the client has sent. */
export async function requireDraft(workspace: Workspace, argument: unknown): Promise<Draft> {
  const { plugin, wrapper, name } = (argument ?? {}) as Partial<WrapperDraft>;
  if (typeof plugin !== "string" || typeof wrapper !== "string" || typeof name !== "string")
    throw new CommandError("a new wrapper needs { plugin, wrapper, name }");
  const [pluginPath, wrapperPath] = [workspace.pathOf(plugin), workspace.pathOf(wrapper)];
  if (pluginPath === undefined || wrapperPath === undefined)
    throw new CommandError("plugin and wrapper are files on disk");
  const shown = workspace.show(wrapperPath);
  if (!/\.go$/.test(wrapperPath) || /_test\.go$/.test(wrapperPath))
    throw new CommandError(
      `${shown} is no Go file that a build takes; its name ends in .go, and not in _test.go`,
    );
  if (workspace.host.stat(wrapperPath))
    throw new CommandError(`${shown} exists already; a new wrapper is a new file`);
  const state = await workspace.plugin(pluginPath, false);
  if (state.state === "missing") throw new CommandError(`${workspace.show(pluginPath)} does not exist`);
  if (state.state === "unreadable")
    throw new CommandError(`${workspace.show(pluginPath)} cannot be read: ${state.reason}`);
  return { pluginPath, wrapperPath, name, plugin: state.plugin };
}

/** The binding that the statement would make, and what it would say. Throws `CommandError` for values that flags cannot have. */
export function draftBinding(
  workspace: Workspace,
  draft: Draft,
  kind: StatementKind,
): { readonly binding: Binding; readonly args: readonly string[] } {
  const { host } = workspace;
  const path = kind === "config" ? configPathOf(workspace, draft) : draft.wrapperPath;
  const folder = host.path.dirname(path);
  const args = argumentsOf(workspace, draft, folder);
  const { options, issues } = parseWrapperOptions(parseFlags("generate", args));
  requireNone(issues);
  const start = { line: 0, character: 0 };
  const location = { path, range: { start, end: start } };
  return { binding: resolveBinding(host, kind, location, folder, options), args };
}

function requireNone([issue]: readonly FlagIssue[]): void {
  if (issue) throw new CommandError(issue.message);
}

/** Of `generate`, run in the folder; what has its default is left out. */
function argumentsOf(
  { host, folders }: Workspace,
  { pluginPath, wrapperPath, name, plugin }: Draft,
  folder: string,
): string[] {
  const relative = (path: string) => host.path.relative(folder, path).replaceAll("\\", "/");
  const source = findPackageFolder(host, folder, "", plugin);
  const rootOf = (path: string) => folderAround(folders, path, host.path.separator);
  // What was built of sources elsewhere is no part of this project.
  const isOwn = source !== undefined && rootOf(source) === rootOf(wrapperPath);
  const from = isOwn && findModule(host, source) ? relative(source) || "." : undefined;
  const pkg = from === undefined || /^\.{1,2}(\/|$)/.test(from) ? from : `./${from}`;
  return [
    ...["-plugin-path", relative(pluginPath)],
    ...(pkg === undefined ? [] : ["-plugin-package", pkg]),
    ...["-output-path", relative(wrapperPath)],
    ...(name === "PluginAPI" ? [] : ["-output-name", name]),
  ];
}

/** The bind-plugin.json that governs the wrapper's folder; where there is none the one that the workspace would have. */
export function configPathOf({ host, folders }: Workspace, { wrapperPath }: Draft): string {
  const start = host.path.dirname(wrapperPath);
  const root = rootAround(host, folders, start);
  for (let at = start; ; at = host.path.dirname(at)) {
    const path = host.path.resolve(at, configName);
    if (host.stat(path)?.kind === "file") return path;
    if (at === root || host.path.dirname(at) === at) return host.path.resolve(root, configName);
  }
}

/** The folder of the workspace around a folder, else its module's, else itself. */
function rootAround(host: Host, folders: ReadonlySet<string>, start: string): string {
  return folderAround(folders, start, host.path.separator) ?? findModule(host, start)?.root ?? start;
}

/** In packages near that load plugins, in others, and in one of its own. */
export function suggestWrappers(
  workspace: Workspace,
  pluginPath: string,
  plugin: Plugin,
): WrapperSuggestions {
  const { host } = workspace;
  const { dirname, resolve, basename } = host.path;
  const start = dirname(pluginPath);
  const root = rootAround(host, workspace.folders, start);
  const stem = pluginStem(host, { pluginPath });
  const small = stem?.toLowerCase() ?? "plugin";
  const own = findPackageFolder(host, start, "", plugin);
  const packages = foldersBelow(host, root, "", folderLimit)
    .map((folder) => ({ folder, rank: rankOf(host, folder) }))
    .filter(({ folder, rank }) => rank !== undefined && folder.path !== own)
    .sort((a, b) => a.rank! - b.rank!)
    .map(({ folder, rank }) => ({ path: folder.path, detail: details[rank!]! }));
  const isTaken = packages.some(({ path }) => basename(path) === small);
  const fresh = { path: resolve(root, small), detail: "a new package" };
  const places = [...packages.slice(0, offered), ...(isTaken ? [] : [fresh])];
  const files = places
    .map(({ path, detail }) => ({ path: resolve(path, `${small}_api.go`), detail }))
    .filter(({ path }) => !host.stat(path))
    .map(({ path, detail }) => ({ uri: workspace.uriOf(path), name: workspace.show(path), detail }));
  const names = stem === undefined ? [] : [`${stem}API`, stem, `${stem}Plugin`];
  return { files, names: [...names, "PluginAPI"].filter(isGoIdentifier) };
}

const details = ["a package that loads plugins", "a package"] as const;

/** Into `details`; `undefined` for a folder without Go files. */
function rankOf(host: Host, { path }: NearbyFolder): 0 | 1 | undefined {
  const files = goFilesOf(host, path);
  if (files.length === 0) return undefined;
  return files.some((file) => importsOf(host.readText(file)).includes("plugin")) ? 0 : 1;
}
