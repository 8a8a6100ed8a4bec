// What has changed between what a wrapper was generated from, as far as it says so, and its plugin as it is now.

import type { PlannedSymbol } from "../checks/subject.ts";
import { isSameSymbol } from "../checks/type-drift.ts";
import type { Plugin, PluginSymbol, SymbolKind } from "../model.ts";
import { typeString } from "../type-string.ts";
import type { WrapperFile } from "../wrapper/wrapper-file.ts";
import { inOrder } from "./api-changes.ts";
import type { ApiChange } from "./report.ts";

/**
 * A wrapper knows its symbols' types by name, so that what lies behind named types is not compared. `planned` is what the next
 * wrapper would have.
 */
export function wrapperChanges(
  wrapper: WrapperFile,
  plugin: Plugin,
  planned: readonly PlannedSymbol[],
): readonly ApiChange[] {
  const symbols = new Map(plugin.symbols.map((symbol) => [symbol.name, symbol]));
  const wrapped = new Set(wrapper.members.map(({ name }) => name));
  const lost = wrapper.members.flatMap((member): ApiChange[] => {
    const old = declaration(member);
    const symbol = symbols.get(member.name);
    const about = { subject: member.kind, name: member.name, compatible: false, old } as const;
    if (!symbol) return [{ ...about, change: "removed", message: "removed" }];
    const now = { kind: symbol.kind, type: typeString(symbol.type), path: plugin.pluginPath };
    if (isSameSymbol(wrapper, member, now)) return [];
    const message = member.kind === now.kind ? "changed" : `changed from ${member.kind} to ${now.kind}`;
    return [{ ...about, change: "changed", message, new: symbolText(symbol) }];
  });
  const gained = planned.flatMap(({ name, kind, leftOut }): ApiChange[] => {
    const symbol = symbols.get(name);
    if (leftOut !== undefined || wrapped.has(name) || !symbol) return [];
    const now = symbolText(symbol);
    return [{ subject: kind, name, change: "added", compatible: true, message: "added", new: now }];
  });
  return [...lost, ...gained].sort(inOrder);
}

function symbolText({ name, kind, type }: PluginSymbol): string {
  return declaration({ name, kind, type: typeString(type) });
}

/** With whole import paths, as a wrapper has them. */
function declaration({ name, kind, type }: { name: string; kind: SymbolKind; type?: string }): string {
  if (type === undefined) return `${kind} ${name}`;
  return kind === "func" ? `func ${name}${type.replace(/^func/, "")}` : `var ${name} ${type}`;
}
