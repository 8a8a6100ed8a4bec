// The composition root: puts reading, planning, printing and checking together behind one interface.

import { FormatError } from "./binary/format-error.ts";
import { type Findings, findBindings } from "./binding/find.ts";
import { findModule, importPathIn } from "./binding/module.ts";
import { findNewerSource, findPackageFolder, goFilesOf } from "./binding/sources.ts";
import { allChecks } from "./checks/all.ts";
import { checkDirectiveFlags } from "./checks/directive-flags.ts";
import type { PlannedSymbol, PluginState, Subject, WrapperState } from "./checks/subject.ts";
import { emitGoWrapper } from "./emit/go.ts";
import { type Host, HostError } from "./host.ts";
import type { Binding, Plugin, SourceSymbol, WrapperOptions } from "./model.ts";
import { isGoIdentifier } from "./options.ts";
import type { Problem } from "./problem.ts";
import { type ReadPlugin, readPlugin } from "./read-plugin.ts";
import type { ReflectOptions } from "./runtime/plugin.ts";
import { reflectSource } from "./source/package.ts";
import { readPackageName } from "./source/package-clause.ts";
import type { GoParser } from "./source/syntax.ts";
import { planWrapper, type WrapperPlan } from "./wrapper/plan.ts";
import { parseWrapper, type WrapperFile } from "./wrapper/wrapper-file.ts";

export interface WrapperRequest {
  readonly options: WrapperOptions;
  /** Absolute folder that the options' relative paths are meant from. */
  readonly folder: string;
}

export interface PreparedWrapper {
  /** Absolute. */
  readonly path: string;
  readonly text: string;
  /** The file on disk says the same already; only its time stamp may differ. `text` is then the file's own. */
  readonly isCurrent: boolean;
  readonly plan: WrapperPlan;
  readonly plugin: Plugin;
}

export interface CheckResult {
  /** Sorted by path and position. */
  readonly problems: readonly Problem[];
  /** How many bindings were looked at. */
  readonly bindings: number;
}

export interface Engine {
  /** Reflects and hashes a plugin. Throws as read-plugin.ts says. */
  readPlugin(path: string, options?: ReflectOptions): Promise<ReadPlugin>;
  /** The wrapper that the options ask for, not yet written. Throws as `readPlugin` does. */
  prepareWrapper(request: WrapperRequest): Promise<PreparedWrapper>;
  /** What directives and wrappers below the (absolute) paths say. Throws `HostError` for a path that does not exist. */
  findBindings(paths: readonly string[]): Promise<Findings>;
  /** Every problem of every binding below the (absolute) paths. Messages show paths relative to `folder`. Throws as `findBindings` does. */
  check(paths: readonly string[], folder: string): Promise<CheckResult>;
}

/** `goParser` is asked for only when Go source has to be read. `version` is bind-plugin's own. */
export function createEngine(host: Host, goParser: () => Promise<GoParser>, version: string): Engine {
  return {
    readPlugin: (path, options) => readPlugin(host, path, options),
    prepareWrapper: (request) => prepareWrapper(host, goParser, version, request),
    findBindings: (paths) => findBindings(host, goParser, paths),
    check: (paths, folder) => check(host, goParser, version, paths, folder),
  };
}

async function prepareWrapper(
  host: Host,
  goParser: () => Promise<GoParser>,
  version: string,
  { options, folder }: WrapperRequest,
): Promise<PreparedWrapper> {
  const { resolve, dirname } = host.path;
  const path = resolve(folder, options.outputPath);
  const outputFolder = dirname(path);
  const { plugin, sha256 } = await readPlugin(host, resolve(folder, options.pluginPath), {
    // Whether copying a variable copies a lock shows only in the types behind names.
    depth: options.dereferenceVars ? "graph" : "symbols",
  });
  const output = outputPlace(host, outputFolder);
  const docs = await readDocs(host, goParser, folder, options, plugin);
  const plan = planWrapper({ plugin, options, docs, ...output });
  const emit = (generatedOn: string) =>
    emitGoWrapper(plan, {
      version,
      options,
      directory: host.path.relative(outputFolder, folder).replaceAll("\\", "/"),
      generatedOn,
      sha256,
      outputPackage: options.outputPackage || derivePackageName(host, path),
      ...output,
    });
  const present = host.stat(path)?.kind === "file" ? host.readText(path) : undefined;
  const before = present && /- Generated on: ([^\n"\\]*)\\n/.exec(present)?.[1];
  if (present !== undefined && before !== undefined && emit(before) === present) {
    return { path, text: present, isCurrent: true, plan, plugin };
  }
  return { path, text: emit(timeStamp(host.now())), isCurrent: false, plan, plugin };
}

/** What the module around the wrapper's folder says about its code. */
function outputPlace(host: Host, folder: string): { outputImportPath?: string; goVersion?: string } {
  const module = findModule(host, folder);
  if (!module) return {};
  const { goVersion } = module;
  return {
    outputImportPath: importPathIn(host, module, folder),
    ...(goVersion === undefined ? {} : { goVersion }),
  };
}

/** As Go's time.String has it, in UTC. */
function timeStamp(time: Date): string {
  return `${time.toISOString().slice(0, 19).replace("T", " ")} +0000 UTC`;
}

/** The package of the other Go files in the folder, else the folder's name where that can be one, else main. */
function derivePackageName(host: Host, path: string): string {
  const folder = host.path.dirname(path);
  for (const file of goFilesOf(host, folder)) {
    const name = file === path ? undefined : readPackageName(host.readText(file));
    if (name !== undefined) return name;
  }
  const name = host.path.basename(folder);
  return isGoIdentifier(name) && name !== "_" ? name : "main";
}

async function readDocs(
  host: Host,
  goParser: () => Promise<GoParser>,
  folder: string,
  options: WrapperOptions,
  plugin: Plugin,
): Promise<ReadonlyMap<string, SourceSymbol>> {
  const packageFolder = findPackageFolder(host, folder, options.pluginPackage, plugin);
  if (packageFolder === undefined) return new Map();
  const files = goFilesOf(host, packageFolder).map((path) => ({ path, text: host.readText(path) }));
  if (files.length === 0) return new Map();
  const target = { goos: plugin.goos, goarch: plugin.goarch, cgo: true };
  const { symbols } = reflectSource(files, await goParser(), target);
  return new Map(symbols.map((symbol) => [symbol.name, symbol]));
}

async function check(
  host: Host,
  goParser: () => Promise<GoParser>,
  version: string,
  paths: readonly string[],
  folder: string,
): Promise<CheckResult> {
  const { bindings, directiveIssues, wrappers } = await findBindings(host, goParser, paths);
  const problems: Problem[] = directiveIssues.flatMap(({ directive, issues }) =>
    checkDirectiveFlags(directive, issues),
  );
  const states = new Map<string, PluginState>();
  const show = (path: string) => {
    const shown = host.path.relative(folder, path).replaceAll("\\", "/");
    return shown.startsWith("../../") ? path : shown || ".";
  };
  for (const { binding, directive } of bindings) {
    const plugin = states.get(binding.pluginPath) ?? (await readState(host, binding.pluginPath));
    states.set(binding.pluginPath, plugin);
    const wrapper = await readWrapperState(host, goParser, binding.wrapperPath, wrappers);
    const subject: Subject = {
      binding,
      ...(directive ? { directive } : {}),
      plugin,
      wrapper,
      ...newerSourceOf(host, binding, plugin),
      planned: plugin.state === "read" ? plannedSymbols(host, binding, plugin.plugin) : [],
      version,
      show,
    };
    for (const checkSubject of allChecks) problems.push(...checkSubject(subject));
  }
  return { problems: problems.sort(byPlace), bindings: bindings.length };
}

async function readState(host: Host, path: string): Promise<PluginState> {
  if (!host.stat(path)) return { state: "missing" };
  try {
    return { state: "read", ...(await readPlugin(host, path, { dwarf: false })) };
  } catch (error) {
    if (error instanceof HostError && error.code === "not-found") return { state: "missing" };
    if (error instanceof HostError || error instanceof FormatError)
      return { state: "unreadable", reason: error.message };
    throw error;
  }
}

async function readWrapperState(
  host: Host,
  goParser: () => Promise<GoParser>,
  path: string,
  met: ReadonlyMap<string, WrapperFile>,
): Promise<WrapperState> {
  const wrapper = met.get(path);
  if (wrapper) return { state: "read", file: wrapper };
  const kind = host.stat(path)?.kind;
  if (kind === undefined) return { state: "missing" };
  const file =
    kind === "file" ? parseWrapper(path, host.readText(path), await goParser(), host.path) : undefined;
  return file ? { state: "read", file } : { state: "foreign" };
}

function newerSourceOf(host: Host, binding: Binding, plugin: PluginState): { newerSource?: string } {
  if (plugin.state !== "read") return {};
  const folder = findPackageFolder(host, binding.folder, binding.options.pluginPackage, plugin.plugin);
  const built = host.stat(binding.pluginPath)?.modified;
  const newerSource =
    folder === undefined || built === undefined ? undefined : findNewerSource(host, folder, built);
  return newerSource === undefined ? {} : { newerSource };
}

function plannedSymbols(host: Host, binding: Binding, plugin: Plugin): readonly PlannedSymbol[] {
  const output = outputPlace(host, host.path.dirname(binding.wrapperPath));
  return planWrapper({ plugin, options: binding.options, docs: new Map(), ...output }).symbols;
}

function byPlace(a: Problem, b: Problem): number {
  const [here, there] = [a.location, b.location];
  if (here.path !== there.path) return here.path < there.path ? -1 : 1;
  const { start } = here.range;
  return start.line - there.range.start.line || start.character - there.range.start.character;
}
