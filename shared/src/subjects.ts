// Reads what the checks look at: for each binding its plugin, its wrapper and the plugin's source.

import { FormatError } from "./binary/format-error.ts";
import type { FoundBinding } from "./binding/find.ts";
import { parseGoModLines } from "./binding/go-mod.ts";
import { findModule } from "./binding/module.ts";
import { packageFiles, readPluginSource } from "./binding/plugin-source.ts";
import { findNewerSource, findPackageFolder } from "./binding/sources.ts";
import { wrapperPlace } from "./binding/wrapper-place.ts";
import type { HostState, PlannedSymbol, PluginState, Subject, WrapperState } from "./checks/subject.ts";
import { readCompat } from "./compat/compat.ts";
import { type Host, HostError } from "./host.ts";
import type { Binding, Plugin } from "./model.ts";
import { readPlugin, reflectFile } from "./read-plugin.ts";
import type { GoParser } from "./source/syntax.ts";
import { planWrapper } from "./wrapper/plan.ts";
import { isWrapper, parseWrapper, type WrapperFile } from "./wrapper/wrapper-file.ts";

export interface SubjectReader {
  readonly host: Host;
  readonly goParser: () => Promise<GoParser>;
  /** bind-plugin's own. */
  readonly version: string;
  /** The state of the plugin at an absolute path, with its checksum where `hashed`. */
  readonly pluginState: (path: string, hashed: boolean) => Promise<PluginState>;
  /** Absolute path of a source of the binding's plugin that is newer than the plugin. */
  readonly newerSource: (binding: Binding, plugin: Plugin) => Promise<string | undefined>;
  /** A wrapper that was read before. */
  readonly wrapper: (path: string) => Promise<WrapperFile | undefined>;
  /** Shows a path in a message. */
  readonly show: (path: string) => string;
  /** Awaited between the steps of a reading, where others are to have a turn. */
  readonly pause?: () => Promise<void>;
}

/** Rejects only for what is a bug: a file that cannot be read is a state of its subject. */
export async function readSubject(reader: SubjectReader, found: FoundBinding): Promise<Subject> {
  const { host, goParser, version, show, pause } = reader;
  const { binding, directive, entry } = found;
  const wrapper = await readWrapperState(reader, binding.wrapperPath);
  const file = wrapper.state === "read" ? wrapper.file : undefined;
  const state = await reader.pluginState(binding.pluginPath, file?.checksSha256 ?? false);
  const plugin = state.state === "read" ? state.plugin : undefined;
  await pause?.();
  const source = await quietly(() => readPluginSource(host, goParser, binding, plugin, file?.package ?? ""));
  await pause?.();
  const newerSource = plugin && (await quietly(() => reader.newerSource(binding, plugin)));
  if (found.host) await pause?.();
  const hostState = plugin && found.host && (await readHostState(host, found.host.path, binding, plugin));
  return {
    binding,
    ...(directive ? { directive } : {}),
    ...(entry ? { entry } : {}),
    plugin: state,
    wrapper,
    ...(newerSource === undefined ? {} : { newerSource }),
    ...(source ? { source } : {}),
    ...(found.host && hostState ? { host: { ...found.host, state: hostState } } : {}),
    planned: (plugin && (await quietly(() => plannedSymbols(host, binding, plugin)))) ?? [],
    version,
    show,
  };
}

/** What is at the path of a plugin, with its checksum where `hashed`. A file that changes while it is read is unreadable. */
export async function readPluginState(host: Host, path: string, hashed: boolean): Promise<PluginState> {
  if (!host.stat(path)) return { state: "missing" };
  try {
    const options = { dwarf: false, packages: false };
    if (hashed) return { state: "read", ...(await readPlugin(host, path, options)) };
    return { state: "read", plugin: await reflectFile(host, path, options) };
  } catch (error) {
    if (error instanceof HostError && error.code === "not-found") return { state: "missing" };
    if (error instanceof HostError) return { state: "unreadable", reason: error.message };
    if (error instanceof FormatError) {
      const { message, summary, place } = error;
      return { state: "unreadable", reason: message, fault: { summary, place } };
    }
    throw error;
  }
}

async function readWrapperState(reader: SubjectReader, path: string): Promise<WrapperState> {
  const met = await reader.wrapper(path);
  if (met) return { state: "read", file: met };
  const { host, goParser } = reader;
  const kind = host.stat(path)?.kind;
  if (kind === undefined) return { state: "missing" };
  const text = kind === "file" ? await quietly(() => host.readText(path)) : undefined;
  const isOne = text !== undefined && isWrapper(text);
  const file = isOne ? parseWrapper(path, text, await goParser(), host.path) : undefined;
  return file ? { state: "read", file } : { state: "foreign" };
}

/** What `SubjectReader.newerSource` is to give. `pause` is awaited between folders. Throws `HostError`. */
export async function readNewerSource(
  host: Host,
  binding: Binding,
  plugin: Plugin,
  pause?: () => Promise<void>,
): Promise<string | undefined> {
  const { pluginPackage } = binding.options;
  const folder = findPackageFolder(host, binding.folder, pluginPackage, plugin);
  const built = host.stat(binding.pluginPath)?.modified;
  if (folder === undefined || built === undefined) return undefined;
  const files = packageFiles(host, binding.folder, folder, pluginPackage) ?? [];
  return findNewerSource(host, folder, files, built, pause);
}

/** What the program at the path does with the binding's plugin. A program that changes while it is read is unreadable. */
async function readHostState(host: Host, path: string, binding: Binding, plugin: Plugin): Promise<HostState> {
  if (!host.stat(path)) return { state: "unbuilt" };
  try {
    const { plugins, basis } = await readCompat(host, { host: path, plugins: [binding.pluginPath] });
    const [report] = plugins;
    if (!report) return { state: "unbuilt" };
    const isOfModules = report.causes.some(({ kind }) => kind.startsWith("module-"));
    const goMod = isOfModules ? await quietly(() => readGoMod(host, binding, plugin)) : undefined;
    return { state: "read", report, basis, ...(goMod ? { goMod } : {}) };
  } catch (error) {
    if (error instanceof HostError && error.code === "not-found") return { state: "unbuilt" };
    if (error instanceof HostError || error instanceof FormatError)
      return { state: "unreadable", reason: error.message.replace(`${path}: `, "") };
    throw error;
  }
}

/** Of a package that the binding names, and not of wherever the plugin happened to be built. */
function readGoMod(host: Host, binding: Binding, plugin: Plugin) {
  if (binding.options.pluginPackage === "") return undefined;
  const folder = findPackageFolder(host, binding.folder, binding.options.pluginPackage, plugin);
  const module = folder === undefined ? undefined : findModule(host, folder);
  if (!module) return undefined;
  const path = host.path.resolve(module.root, "go.mod");
  return { path, lines: parseGoModLines(host.readText(path)) };
}

function plannedSymbols(host: Host, binding: Binding, plugin: Plugin): readonly PlannedSymbol[] {
  const target = { goos: plugin.goos, goarch: plugin.goarch, cgo: true };
  const output = wrapperPlace(host, host.path.dirname(binding.wrapperPath), target);
  return planWrapper({ plugin, options: binding.options, docs: new Map(), ...output }).symbols;
}

/** `undefined` where a file that was there a moment ago cannot be read any more. */
async function quietly<T>(read: () => T | Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof HostError) return undefined;
    throw error;
  }
}
