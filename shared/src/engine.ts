// The composition root: puts reading, planning, printing and checking together behind one interface.

import { type Findings, findBindings } from "./binding/find.ts";
import { isVersioned } from "./binding/module.ts";
import { packageFiles, targetOf } from "./binding/plugin-source.ts";
import { findPackageFolder } from "./binding/sources.ts";
import { readNeighbours, wrapperPlace } from "./binding/wrapper-place.ts";
import { checkSubject, sortProblems } from "./checks/all.ts";
import { checkConfig } from "./checks/config-invalid.ts";
import { checkDirectiveFlags } from "./checks/directive-flags.ts";
import type { PluginState } from "./checks/subject.ts";
import { emitGoWrapper } from "./emit/go.ts";
import { fixedNames } from "./emit/names.ts";
import { type Host, HostError } from "./host.ts";
import type { Plugin, SourceSymbol, WrapperOptions } from "./model.ts";
import type { Problem } from "./problem.ts";
import { type ReadPlugin, readPlugin } from "./read-plugin.ts";
import type { ReflectOptions } from "./runtime/plugin.ts";
import { reflectSource } from "./source/package.ts";
import type { GoParser } from "./source/syntax.ts";
import { readNewerSource, readPluginState, readSubject, type SubjectReader } from "./subjects.ts";
import { planWrapper, type WrapperPlan } from "./wrapper/plan.ts";

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
  /** What directives, bind-plugin.json and wrappers below the (absolute) paths say. Throws `HostError` for a path that does not exist. */
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
    // Whether a value holds a lock, which must not be copied, shows only in the types behind names.
    depth: "graph",
  });
  const target = { goos: plugin.goos, goarch: plugin.goarch, cgo: true };
  const output = wrapperPlace(host, outputFolder, target);
  const docs = await readDocs(host, goParser, folder, options, plugin);
  const plan = planWrapper({ plugin, options, docs, ...output });
  const { packageName, declaredIn } = await readNeighbours(
    host,
    goParser,
    path,
    target,
    options.outputPackage,
  );
  for (const name of fixedNames(plan)) {
    const other = declaredIn.get(name);
    if (other === undefined) continue;
    const where = showPath(host, folder, other);
    const message = `${options.outputPath} cannot be written: ${where} declares ${name} already; give another -output-name`;
    throw new HostError("denied", path, message);
  }
  const emit = (generatedOn: string) =>
    emitGoWrapper(plan, {
      packageNames: [...declaredIn.keys()],
      version,
      options,
      directory: host.path.relative(outputFolder, folder).replaceAll("\\", "/"),
      generatedOn,
      sha256,
      outputPackage: packageName,
      ...output,
    });
  const present = host.stat(path)?.kind === "file" ? host.readText(path) : undefined;
  const before = present && /- Generated on: ([^\n"\\]*)\\n/.exec(present)?.[1];
  if (present !== undefined && before !== undefined && emit(before) === present) {
    return { path, text: present, isCurrent: true, plan, plugin };
  }
  return { path, text: emit(timeStamp(host.now())), isCurrent: false, plan, plugin };
}

/** As Go's time.String has it, in UTC. */
function timeStamp(time: Date): string {
  return `${time.toISOString().slice(0, 19).replace("T", " ")} +0000 UTC`;
}

async function readDocs(
  host: Host,
  goParser: () => Promise<GoParser>,
  folder: string,
  options: WrapperOptions,
  plugin: Plugin,
): Promise<ReadonlyMap<string, SourceSymbol>> {
  // What was built of a version is in the module cache, whatever version lies here.
  const pluginPackage = isVersioned(host, options.pluginPackage) ? "" : options.pluginPackage;
  const packageFolder = findPackageFolder(host, folder, pluginPackage, plugin);
  if (packageFolder === undefined) return new Map();
  const paths = packageFiles(host, folder, packageFolder, pluginPackage) ?? [];
  if (paths.length === 0) return new Map();
  const files = paths.map((path) => ({ path, text: host.readText(path) }));
  const target = targetOf(plugin) ?? { goos: plugin.goos, goarch: plugin.goarch, cgo: true };
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
  const findings = await findBindings(host, goParser, paths);
  const states = new Map<string, PluginState>();
  const reader: SubjectReader = {
    host,
    goParser,
    version,
    async pluginState(path, hashed) {
      const known = states.get(path);
      if (known && !(hashed && known.state === "read" && known.sha256 === undefined)) return known;
      const state = await readPluginState(host, path, hashed);
      states.set(path, state);
      return state;
    },
    newerSource: (binding, plugin) => readNewerSource(host, binding, plugin),
    wrapper: async (path) => findings.wrappers.get(path),
    show: (path) => showPath(host, folder, path),
  };
  const problems = findings.directiveIssues.flatMap(({ directive, issues }) =>
    checkDirectiveFlags(directive, issues),
  );
  problems.push(...findings.configs.flatMap(checkConfig));
  for (const found of findings.bindings) problems.push(...checkSubject(await readSubject(reader, found)));
  return { problems: sortProblems(problems), bindings: findings.bindings.length };
}

/** A path as messages have it: relative to `folder`, with forward slashes, unless it lies far outside. */
export function showPath(host: Host, folder: string, path: string): string {
  const shown = host.path.relative(folder, path).replaceAll("\\", "/");
  return shown.startsWith("../../") ? path : shown || ".";
}
