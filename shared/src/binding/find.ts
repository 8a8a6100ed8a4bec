// Finds bindings in folders and files: directives in Go files, and the headers of generated wrappers.

import { type Host, HostError } from "../host.ts";
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
const isPassedOver = (name: string) =>
  /^[._]/.test(name) || name === "node_modules" || name === "vendor" || name === "testdata";

/**
 * The Go files of the given files and folders (absolute; folders are looked through to the bottom, links to folders are not
 * followed), each once. Throws `HostError` for a path that does not exist.
 */
export function goFilesBelow(host: Host, paths: readonly string[]): readonly string[] {
  const files = new Set<string>();
  const seen = new Set<string>();
  const walk = (folder: string) => {
    if (seen.has(folder)) return;
    seen.add(folder);
    const entries = host.listFolder(folder);
    for (const { name, kind } of entries) {
      if (kind === "file" && name.endsWith(".go")) files.add(host.path.resolve(folder, name));
    }
    for (const { name, kind } of entries) {
      if (kind === "directory" && !isPassedOver(name)) walk(host.path.resolve(folder, name));
    }
  };
  for (const path of paths) {
    const stat = host.stat(path);
    if (!stat) throw new HostError("not-found", path, `${path} does not exist`);
    if (stat.kind === "directory") walk(path);
    else files.add(path);
  }
  return [...files];
}

/** Where a wrapper has both a directive and a header, the directive's binding counts, since it is what runs next. */
export async function findBindings(
  host: Host,
  goParser: () => Promise<GoParser>,
  paths: readonly string[],
): Promise<Findings> {
  const context: GenerateContext = {
    path: host.path,
    target: { ...host.platform, cgo: true },
    env: (name) => host.env(name),
  };
  const bindings: FoundBinding[] = [];
  const directiveIssues: { directive: Directive; issues: readonly FlagIssue[] }[] = [];
  const wrappers = new Map<string, WrapperFile>();
  for (const path of goFilesBelow(host, paths)) {
    const text = host.readText(path);
    for (const directive of parseDirectives(path, text, context)) {
      const parsed = parseWrapperOptions(
        parseFlags(
          "generate",
          directive.args.map((arg) => arg.text),
        ),
      );
      if (parsed.issues.length > 0 || directive.problems)
        directiveIssues.push({ directive, issues: parsed.issues });
      if (parsed.options.pluginPath === "") continue;
      const location = { path, range: directive.range };
      bindings.push({
        binding: bindingFor(host, "directive", location, directive.folder, parsed.options),
        directive,
      });
    }
    if (!isWrapper(text)) continue;
    const wrapper = parseWrapper(path, text, await goParser(), host.path);
    if (wrapper) wrappers.set(path, wrapper);
  }
  const directed = new Set(bindings.map(({ binding }) => binding.wrapperPath));
  for (const [path, wrapper] of wrappers) {
    if (directed.has(path) || wrapper.folder === undefined) continue;
    const { options } = parseWrapperOptions(parseFlags("generate", wrapper.commandArgs));
    if (options.pluginPath === "") continue;
    const location: Location = { path, range: wrapper.headerRange };
    const binding = bindingFor(host, "header", location, wrapper.folder, options);
    bindings.push({ binding: { ...binding, wrapperPath: path } });
  }
  return { bindings, directiveIssues, wrappers };
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
