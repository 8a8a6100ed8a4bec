// The tree of plugins that an editor shows, of which only what has changed is made anew.

import type { Subject } from "#shared/checks/subject";
import type { Binding } from "#shared/model";
import type { PluginItem, SymbolItem } from "#shared/protocol";
import { pluginItem } from "./plugin-items.ts";
import { symbolItems } from "./symbol-items.ts";
import type { Workspace } from "./workspace.ts";

export interface PluginTree {
  /** The plugins that are bound, sorted by name. */
  plugins(): readonly PluginItem[];
  /** Those of the plugin at the path, sorted by name; empty where nothing binds it. */
  symbols(path: string): readonly SymbolItem[];
  /** Another text whenever the answers are not what they were. */
  fingerprint(): string;
}

interface Entry {
  /** What the items depend on: the same, element by element, as long as they are. */
  readonly facts: readonly unknown[];
  readonly item: PluginItem;
  readonly symbols: readonly SymbolItem[];
  readonly text: string;
  /** Another one for each text. */
  readonly id: number;
}

export function createPluginTree(workspace: Workspace): PluginTree {
  let entries: ReadonlyMap<string, Entry> = new Map();
  let count = 0;

  function entryOf(path: string, bindings: readonly Binding[]): Entry {
    const before = entries.get(path);
    const facts = factsOf(workspace, path, bindings);
    const isSame =
      before?.facts.length === facts.length && facts.every((fact, i) => fact === before.facts[i]);
    if (before && isSame) return before;
    const subjects = subjectsOf(workspace, bindings);
    const item = pluginItem(workspace, path, bindings, subjects);
    const symbols = symbolItems(subjects);
    const text = JSON.stringify([item, symbols]);
    return { facts, item, symbols, text, id: before?.text === text ? before.id : ++count };
  }

  function update(): ReadonlyMap<string, Entry> {
    const now = new Map<string, Entry>();
    for (const [path, bindings] of bindingsByPlugin(workspace)) now.set(path, entryOf(path, bindings));
    entries = now;
    return now;
  }

  return {
    plugins: () => [...update().values()].map(({ item }) => item).sort((a, b) => (a.name < b.name ? -1 : 1)),
    symbols: (path) => update().get(path)?.symbols ?? [],
    fingerprint: () => [...update()].map(([path, { id }]) => `${id} ${path}`).join("\n"),
  };
}

function factsOf(workspace: Workspace, path: string, bindings: readonly Binding[]): readonly unknown[] {
  const ofBinding = (binding: Binding) => [
    binding,
    workspace.subject(binding),
    workspace.problems(binding.location.path).id,
    workspace.problems(binding.wrapperPath).id,
  ];
  return [workspace.builds.hasFailed(path), workspace.uriOf(path), ...bindings.flatMap(ofBinding)];
}

function bindingsByPlugin(workspace: Workspace): ReadonlyMap<string, readonly Binding[]> {
  const plugins = new Map<string, Binding[]>();
  for (const { binding } of workspace.bindings()) {
    const known = plugins.get(binding.pluginPath);
    if (known) known.push(binding);
    else plugins.set(binding.pluginPath, [binding]);
  }
  return plugins;
}

function subjectsOf(workspace: Workspace, bindings: readonly Binding[]): readonly Subject[] {
  return bindings.map((binding) => workspace.subject(binding)).filter((subject) => subject !== undefined);
}
