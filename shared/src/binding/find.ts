// Finds bindings in folders and files: directives in Go files, bind-plugin.json, and the headers of generated wrappers.

import type { ConfigEntry } from "../config/parse.ts";
import { configName } from "../config/shape.ts";
import { type FlagIssue, parseFlags, parseWrapperOptions } from "../flags.ts";
import { type FileStat, type Host, HostError } from "../host.ts";
import type { Binding, Location } from "../model.ts";
import { type Directive, type GenerateContext, parseDirectives } from "../source/directive.ts";
import type { GoParser } from "../source/syntax.ts";
import { isWrapper, parseWrapper, type WrapperFile } from "../wrapper/wrapper-file.ts";
import { type ConfigFindings, hasConfig, isConfigFile, type NamedHost, readConfigFile } from "./config.ts";
import { resolveBinding } from "./resolve.ts";

export interface FoundBinding {
  readonly binding: Binding;
  /** Where the binding comes from one. */
  readonly directive?: Directive;
  /** Where the binding comes from a bind-plugin.json. */
  readonly entry?: ConfigEntry;
  /** The program that loads the plugin, where a bind-plugin.json names it. */
  readonly host?: NamedHost;
}

export interface Findings {
  readonly bindings: readonly FoundBinding[];
  /** Directives that cannot run as they are; no binding comes of those that lack a needed flag. */
  readonly directiveIssues: readonly {
    readonly directive: Directive;
    readonly issues: readonly FlagIssue[];
  }[];
  /** Each bind-plugin.json, also where nothing is wrong with it. */
  readonly configs: readonly ConfigFindings[];
  /** Generated wrappers that were met, by absolute path. */
  readonly wrappers: ReadonlyMap<string, WrapperFile>;
}

/** Folders that hold no code of the project, as the go command passes them over too. */
export function isPassedOver(name: string): boolean {
  return /^[._]/.test(name) || name === "node_modules" || name === "vendor" || name === "testdata";
}

/**
 * The Go files and bind-plugin.json of the given files and folders (absolute), each once, folder by folder: an iteration looks at one
 * folder, which may have none. Folders are looked through to the bottom; links to folders are not followed. Throws `HostError` for a path that
 * does not exist.
 */
export function* bindingFilesBelow(host: Host, paths: readonly string[]): Generator<readonly string[], void> {
  const files = new Set<string>();
  const folders = new Set<string>();
  const fresh = (found: readonly string[]) => found.filter((file) => !files.has(file) && files.add(file));
  for (const path of paths) {
    const stat = host.stat(path);
    if (!stat) throw new HostError("not-found", path, `${path} does not exist`);
    if (stat.kind !== "directory") yield fresh([path]);
    const left = stat.kind === "directory" ? [path] : [];
    for (let folder = left.pop(); folder !== undefined; folder = left.pop()) {
      if (folders.has(folder)) continue;
      folders.add(folder);
      const within = (wanted: FileStat["kind"]) =>
        entries
          .filter(({ kind }) => kind === wanted)
          .map(({ name }) => ({ name, path: host.path.resolve(folder!, name) }));
      const entries = host.listFolder(folder);
      yield fresh(
        within("file")
          .filter(({ name }) => name.endsWith(".go") || name === configName)
          .map(({ path }) => path),
      );
      const below = within("directory").filter(({ name }) => !isPassedOver(name));
      left.push(...below.map(({ path }) => path).reverse());
    }
  }
}

/** What one Go file says: its directives, and what it is where it is a generated wrapper. */
export interface GoFileFindings {
  /** Absolute. */
  readonly path: string;
  readonly directives: readonly DirectiveFinding[];
  readonly wrapper?: WrapperFile;
  /** What the wrapper's own header says; absent where it doesn't say enough. */
  readonly headerBinding?: Binding;
}

interface DirectiveFinding {
  readonly directive: Directive;
  readonly issues: readonly FlagIssue[];
  /** Absent where it names no plugin. */
  readonly binding?: Binding;
}

/** Reads what a file says of bindings; `undefined` where it says nothing. Throws `HostError`. */
export async function readBindingFile(
  host: Host,
  goParser: () => Promise<GoParser>,
  path: string,
): Promise<GoFileFindings | ConfigFindings | undefined> {
  return isConfigFile(host, path) ? readConfigFile(host, path) : readGoFile(host, goParser, path);
}

/** Reads a Go file's directives and header; `undefined` where it has neither. */
async function readGoFile(
  host: Host,
  goParser: () => Promise<GoParser>,
  path: string,
): Promise<GoFileFindings | undefined> {
  const text = host.readText(path);
  const directives = readDirectives(host, path, text);
  const wrapper = isWrapper(text) ? parseWrapper(path, text, await goParser(), host.path) : undefined;
  if (directives.length === 0 && !wrapper) return undefined;
  const headerBinding = wrapper && readHeaderBinding(host, path, wrapper);
  return { path, directives, ...(wrapper ? { wrapper } : {}), ...(headerBinding ? { headerBinding } : {}) };
}

function readDirectives(host: Host, path: string, text: string): readonly DirectiveFinding[] {
  const context: GenerateContext = {
    path: host.path,
    target: { ...host.platform, cgo: true },
    env: (name) => host.env(name),
  };
  return parseDirectives(path, text, context).map((directive) => {
    const args = directive.args.map((arg) => arg.text);
    const { options, issues } = parseWrapperOptions(parseFlags("generate", args));
    if (options.pluginPath === "") return { directive, issues };
    const location = { path, range: directive.range };
    return {
      directive,
      issues,
      binding: resolveBinding(host, "directive", location, directive.folder, options),
    };
  });
}

/**
 * What the files say together. Where more than one of them speaks of a wrapper, what runs next counts: a directive before a
 * bind-plugin.json, and that before the wrapper's own header.
 */
export function joinFindings(host: Host, files: Iterable<GoFileFindings | ConfigFindings>): Findings {
  const bindings: FoundBinding[] = [];
  const directiveIssues: { directive: Directive; issues: readonly FlagIssue[] }[] = [];
  const wrappers = new Map<string, WrapperFile>();
  const configs: ConfigFindings[] = [];
  const headers: Binding[] = [];
  for (const file of files) {
    if ("issues" in file) {
      configs.push(file);
      continue;
    }
    const { path, directives, wrapper, headerBinding } = file;
    for (const { directive, issues: found, binding } of directives) {
      const issues = isForConfig(directive) && hasConfig(host, directive.folder) ? [] : found;
      if (issues.length > 0 || directive.problems) directiveIssues.push({ directive, issues });
      if (binding) bindings.push({ binding, directive });
    }
    if (wrapper) wrappers.set(path, wrapper);
    if (headerBinding) headers.push(headerBinding);
  }
  const others: readonly FoundBinding[][] = [
    configs.flatMap(({ bindings }) => bindings),
    headers.map((binding) => ({ binding })),
  ];
  for (const found of others) {
    const taken = new Set(bindings.map(({ binding }) => binding.wrapperPath));
    bindings.push(...found.filter(({ binding }) => !taken.has(binding.wrapperPath)));
  }
  return { bindings: withHosts(host, bindings, configs), directiveIssues, configs, wrappers };
}

/** What is said of one plugin counts before what is said of all, and of that the nearest file above the binding. */
function withHosts(
  host: Host,
  bindings: readonly FoundBinding[],
  configs: readonly ConfigFindings[],
): readonly FoundBinding[] {
  const general = new Map(
    configs.flatMap((config) => (config.host ? [[host.path.dirname(config.path), config.host]] : [])),
  );
  const special = new Map(configs.flatMap(({ hosts }) => [...hosts]));
  if (general.size === 0 && special.size === 0) return bindings;
  const above = (path: string): NamedHost | undefined => {
    const folder = host.path.dirname(path);
    return general.get(folder) ?? (folder === path ? undefined : above(folder));
  };
  return bindings.map((found) => {
    const { pluginPath, location } = found.binding;
    const named = special.get(pluginPath) ?? above(location.path);
    return named ? { ...found, host: named } : found;
  });
}

/** Without flags, `generate` generates what the bind-plugin.json beside the directive says. */
function isForConfig({ args }: Directive): boolean {
  return args.every(({ text }) => /^--?force(?:=|$)/.test(text));
}

function readHeaderBinding(host: Host, path: string, wrapper: WrapperFile): Binding | undefined {
  if (wrapper.folder === undefined) return undefined;
  const { options } = parseWrapperOptions(parseFlags("generate", wrapper.commandArgs));
  if (options.pluginPath === "") return undefined;
  const location: Location = { path, range: wrapper.headerRange };
  return { ...resolveBinding(host, "header", location, wrapper.folder, options), wrapperPath: path };
}

/** Everything that the files below the paths say. Throws as `bindingFilesBelow` does. */
export async function findBindings(
  host: Host,
  goParser: () => Promise<GoParser>,
  paths: readonly string[],
): Promise<Findings> {
  const files: (GoFileFindings | ConfigFindings)[] = [];
  for (const folder of bindingFilesBelow(host, paths)) {
    for (const path of folder) {
      const found = await readBindingFile(host, goParser, path);
      if (found) files.push(found);
    }
  }
  return joinFindings(host, files);
}
