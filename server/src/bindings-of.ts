// Which bindings something is about: a place in a file, a problem, a command's argument.

import type { PluginSource } from "#shared/binding/plugin-source";
import type { Binding, Range } from "#shared/model";
import type { Problem } from "#shared/problem";
import type { BindingReference } from "#shared/protocol";
import type { TypedSourceSymbol } from "#shared/source/package";
import { parseVirtualUri } from "./virtual-documents.ts";
import type { Workspace } from "./workspace.ts";

/** What the reference means: bindings of the file, whatever it is to them, or those that are stated on the line. */
export function bindingsOf(workspace: Workspace, { uri, line }: BindingReference): readonly Binding[] {
  const path = workspace.pathOf(uri) ?? parseVirtualUri(uri, workspace.host.path.separator)?.path;
  if (path === undefined) return [];
  const bindings = workspace.bindings().map(({ binding }) => binding);
  if (line !== undefined) return bindings.filter((binding) => isStatedAt(binding, path, line));
  return bindings.filter(
    (binding) =>
      [binding.location.path, binding.wrapperPath, binding.pluginPath].includes(path) ||
      sourceSymbolsOf(workspace, binding, path).length > 0,
  );
}

/** The reference to one binding. */
export function referenceTo(workspace: Workspace, { location }: Binding): BindingReference {
  return { uri: workspace.uriOf(location.path), line: location.range.start.line };
}

/** The bindings that a problem was found for. */
export function bindingsWith(workspace: Workspace, { code, location, data }: Problem): readonly Binding[] {
  const { pluginPath, wrapperPath } = (data ?? {}) as Readonly<Record<string, unknown>>;
  const { path, range } = location;
  const bindings = workspace.bindings().map(({ binding }) => binding);
  // One place names the host of many.
  if (code.startsWith("host.")) return bindings.filter((binding) => binding.pluginPath === pluginPath);
  const stated = bindings.filter((binding) => isStatedAt(binding, path, range.start.line));
  if (stated.length > 0) return stated;
  const wrapping = bindings.filter(({ wrapperPath }) => wrapperPath === path);
  if (wrapping.length > 0) return wrapping;
  return bindings.filter(
    (binding) => binding.pluginPath === pluginPath || binding.wrapperPath === wrapperPath,
  );
}

function isStatedAt({ location }: Binding, path: string, line: number): boolean {
  const { start, end } = location.range;
  return location.path === path && start.line <= line && line <= end.line;
}

/** A line is small enough to be meant as a whole. */
export function doLinesMeet(a: Range, b: Range): boolean {
  return a.start.line <= b.end.line && b.start.line <= a.end.line;
}

const byFile = new WeakMap<PluginSource, ReadonlyMap<string, readonly TypedSourceSymbol[]>>();

/** The exported symbols that a file of the binding's plugin declares; none for other files. */
export function sourceSymbolsOf(
  workspace: Workspace,
  binding: Binding,
  path: string,
): readonly TypedSourceSymbol[] {
  const source = workspace.subject(binding)?.source;
  if (!source) return [];
  let files = byFile.get(source);
  if (!files) {
    files = groupByFile(source);
    byFile.set(source, files);
  }
  return files.get(path) ?? [];
}

function groupByFile({ symbols }: PluginSource): ReadonlyMap<string, readonly TypedSourceSymbol[]> {
  const files = new Map<string, TypedSourceSymbol[]>();
  for (const symbol of symbols.values()) {
    const { path } = symbol.location;
    files.set(path, [...(files.get(path) ?? []), symbol]);
  }
  return files;
}
