// Finds bindings in folders and files: directives in Go files, and the headers of generated wrappers.

import { type FileStat, type Host, HostError } from "../host.ts";
import type { Binding, Location } from "../model.ts";
import { type FlagIssue, parseFlags, parseWrapperOptions } from "../options.ts";
import { type Directive, type GenerateContext, parseDirectives } from "../source/directive.ts";
import type { GoParser } from "../source/syntax.ts";
import { isWrapper, parseWrapper, type WrapperFile } from "../wrapper/wrapper-file.ts";

export interface FoundBinding {
  readonly binding: Binding;
  /** Absent where the binding comes from a wrapper's own header. */
  readonly directive?: Directive;
}

export interface Findings {
  readonly bindings: readonly FoundBinding[];
  /** Directives that cannot run as they are; no binding comes of those that lack a needed flag. */
  readonly directiveIssues: readonly {
    readonly directive: Directive;
    readonly issues: readonly FlagIssue[];
  }[];
  /** Generated wrappers that were met, by absolute path. */
  readonly wrappers: ReadonlyMap<string, WrapperFile>;
}

/** Folders that hold no code of the project, as the go command passes them over too. */
export function isPassedOver(name: string): boolean {
  return /^[._]/.test(name) || name === "node_modules" || name === "vendor" || name === "testdata";
}

/**
 * The Go files of the given files and folders (absolute), each once, folder by folder: an iteration looks at one folder, which may
 * have none. Folders are looked through to the bottom; links to folders are not followed. Throws `HostError` for a path that
 * does not exist.
 */
export function* goFilesBelow(host: Host, paths: readonly string[]): Generator<readonly string[], void> {
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
          .filter(({ name }) => name.endsWith(".go"))
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

/** Reads a Go file's directives and header; `undefined` where it has neither. Throws `HostError`. */
export async function readGoFile(
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
    return { directive, issues, binding: bindingFor(host, "directive", location, directive.folder, options) };
  });
}

/**
 * What the files say together. Where a wrapper has both a directive and a header, the directive's binding counts, since it is
 * what runs next.
 */
export function joinFindings(files: Iterable<GoFileFindings>): Findings {
  const bindings: FoundBinding[] = [];
  const directiveIssues: { directive: Directive; issues: readonly FlagIssue[] }[] = [];
  const wrappers = new Map<string, WrapperFile>();
  const headers: Binding[] = [];
  for (const { path, directives, wrapper, headerBinding } of files) {
    for (const { directive, issues, binding } of directives) {
      if (issues.length > 0 || directive.problems) directiveIssues.push({ directive, issues });
      if (binding) bindings.push({ binding, directive });
    }
    if (wrapper) wrappers.set(path, wrapper);
    if (headerBinding) headers.push(headerBinding);
  }
  const directed = new Set(bindings.map(({ binding }) => binding.wrapperPath));
  for (const binding of headers) if (!directed.has(binding.wrapperPath)) bindings.push({ binding });
  return { bindings, directiveIssues, wrappers };
}

function readHeaderBinding(host: Host, path: string, wrapper: WrapperFile): Binding | undefined {
  if (wrapper.folder === undefined) return undefined;
  const { options } = parseWrapperOptions(parseFlags("generate", wrapper.commandArgs));
  if (options.pluginPath === "") return undefined;
  const location: Location = { path, range: wrapper.headerRange };
  return { ...bindingFor(host, "header", location, wrapper.folder, options), wrapperPath: path };
}

/** Everything that the Go files below the paths say. Throws as `goFilesBelow` does. */
export async function findBindings(
  host: Host,
  goParser: () => Promise<GoParser>,
  paths: readonly string[],
): Promise<Findings> {
  const files: GoFileFindings[] = [];
  for (const folder of goFilesBelow(host, paths)) {
    for (const path of folder) {
      const found = await readGoFile(host, goParser, path);
      if (found) files.push(found);
    }
  }
  return joinFindings(files);
}

function bindingFor(
  host: Host,
  origin: Binding["origin"],
  location: Location,
  folder: string,
  options: Binding["options"],
): Binding {
  const { resolve } = host.path;
  return {
    origin,
    location,
    folder,
    options,
    pluginPath: resolve(folder, options.pluginPath),
    wrapperPath: resolve(folder, options.outputPath),
  };
}
