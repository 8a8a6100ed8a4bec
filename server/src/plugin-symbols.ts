// The symbols of all plugins that are bound, to be searched by name.

import { type Location, SymbolKind } from "vscode-languageserver/node";
import type { Binding, PluginSymbol, Range } from "#shared/model";
import { declarationsIn, nameRange, symbolView } from "./symbol-view.ts";
import { virtualUri } from "./virtual-documents.ts";
import type { Workspace } from "./workspace.ts";

export interface FoundSymbol {
  readonly symbol: PluginSymbol;
  /** One that binds its plugin. */
  readonly binding: Binding;
}

/** How many symbols an answer has at most. */
const limit = 500;

/** Those whose names have the characters of the query in that order, those that begin with it first. */
export function findSymbols(workspace: Workspace, query: string): readonly FoundSymbol[] {
  const wanted = query.toLowerCase();
  const found: FoundSymbol[] = [];
  const seen = new Set<string>();
  for (const { binding } of workspace.bindings()) {
    const plugin = workspace.subject(binding)?.plugin;
    if (plugin?.state !== "read" || seen.has(binding.pluginPath)) continue;
    seen.add(binding.pluginPath);
    for (const symbol of plugin.plugin.symbols) {
      if (isMatch(symbol.name.toLowerCase(), wanted)) found.push({ symbol, binding });
    }
  }
  const rank = ({ symbol }: FoundSymbol) => (symbol.name.toLowerCase().startsWith(wanted) ? 0 : 1);
  return found.sort((a, b) => rank(a) - rank(b)).slice(0, limit);
}

function isMatch(name: string, query: string): boolean {
  let at = 0;
  for (const character of query) {
    at = name.indexOf(character, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

export function kindOf({ kind }: PluginSymbol): SymbolKind {
  return kind === "func" ? SymbolKind.Function : SymbolKind.Variable;
}

/**
 * Where the symbol is declared: in the plugin's source, else in its symbol view, for which the range is found only by
 * `viewLocation`; for a client without that in the wrapper, else where the plugin is bound.
 */
export function symbolLocation(
  workspace: Workspace,
  { symbol, binding }: FoundSymbol,
): Location | { readonly uri: string } {
  const { source, wrapper } = workspace.subject(binding) ?? {};
  const toLocation = ({ path, range }: Binding["location"]) => ({ uri: workspace.uriOf(path), range });
  const declared = source?.symbols.get(symbol.name)?.location;
  if (declared) return toLocation(declared);
  if (workspace.client.virtualDocuments) {
    return { uri: virtualUri({ kind: "symbols", path: binding.pluginPath }, workspace.host.path.separator) };
  }
  const member =
    wrapper?.state === "read" ? wrapper.file.members.find(({ name }) => name === symbol.name) : undefined;
  return toLocation(member ? { path: binding.wrapperPath, range: member.range } : binding.location);
}

/**
 * Where a symbol of the plugin at the path is declared: in its source, else in its symbol view, else (where only a wrapper has it)
 * in the wrapper. `undefined` where nothing has it.
 */
export async function symbolPlace(
  workspace: Workspace,
  pluginPath: string,
  name: string,
): Promise<Location | undefined> {
  const subjects = workspace
    .bindings()
    .filter(({ binding }) => binding.pluginPath === pluginPath)
    .map(({ binding }) => workspace.subject(binding));
  const toLocation = (path: string, range: Range): Location => ({ uri: workspace.uriOf(path), range });
  for (const subject of subjects) {
    const declared = subject?.source?.symbols.get(name)?.location;
    if (declared) return toLocation(declared.path, declared.range);
  }
  if (workspace.client.virtualDocuments) {
    const uri = virtualUri({ kind: "symbols", path: pluginPath }, workspace.host.path.separator);
    const viewed = await viewLocation(workspace, uri, name);
    if (viewed) return viewed;
  }
  for (const subject of subjects) {
    const file = subject?.wrapper.state === "read" ? subject.wrapper.file : undefined;
    const member = file?.members.find((one) => one.name === name);
    if (file && member) return toLocation(file.path, member.range);
  }
  return undefined;
}

/** The place of a symbol in the symbol view that the URI is of. */
export async function viewLocation(
  workspace: Workspace,
  uri: string,
  name: string,
): Promise<Location | undefined> {
  const blocks = await symbolView(workspace, uri);
  const found = declarationsIn(blocks ?? [])
    .map(({ line }) => nameRange(line))
    .find((one) => one?.name === name);
  return found && { uri, range: found.range };
}
