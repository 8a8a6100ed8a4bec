// symbol.type-changed: a symbol's type differs from the one the wrapper was made for.

import { problem } from "../problem.ts";
import { typeString } from "../type-string.ts";
import { type Check, isComparable, memberLocation, relatedDirective } from "./subject.ts";
import { describeMember, describeSymbol, isSameSymbol } from "./type-drift.ts";

/** `data`: the symbol's name, and the types as the wrapper and the plugin have them. */
export const checkSymbolTypeChanged: Check = (subject) => {
  if (!isComparable(subject)) return [];
  const wrapper = subject.wrapper.file;
  const { plugin } = subject.plugin;
  const symbols = new Map(plugin.symbols.map((symbol) => [symbol.name, symbol]));
  return wrapper.members.flatMap((member) => {
    const symbol = symbols.get(member.name);
    if (!symbol) return [];
    const now = { kind: symbol.kind, type: typeString(symbol.type), path: plugin.pluginPath };
    if (isSameSymbol(wrapper, member, now)) return [];
    const message = `${member.name} has changed: the wrapper has ${describeMember(member)}, the plugin has ${describeSymbol(now)}`;
    const more = {
      related: relatedDirective(subject),
      data: { name: member.name, wrapper: member.type, plugin: now.type },
    };
    return [problem("symbol.type-changed", memberLocation(wrapper, member), message, more)];
  });
};
