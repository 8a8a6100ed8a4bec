// symbol.type-changed: a symbol's type differs from the one the wrapper was made for.

import { problem } from "../problem.ts";
import { typeString } from "../type-string.ts";
import { type Check, isComparable, kindWord, memberLocation, relatedDirective } from "./subject.ts";

/** `data`: the symbol's name, and the types as the wrapper and the plugin have them. */
export const checkSymbolTypeChanged: Check = (subject) => {
  if (!isComparable(subject)) return [];
  const wrapper = subject.wrapper.file;
  const { plugin } = subject.plugin;
  const symbols = new Map(plugin.symbols.map((symbol) => [symbol.name, symbol]));
  return wrapper.members.flatMap((member) => {
    const symbol = symbols.get(member.name);
    if (!symbol) return [];
    const now = typeString(symbol.type);
    const isSame =
      member.kind === symbol.kind &&
      (member.type === undefined ||
        neutral(member.type, wrapper.package) === neutral(now, plugin.pluginPath));
    if (isSame) return [];
    const describe = (kind: typeof symbol.kind, type: string) => (kind === "func" ? type : `var ${type}`);
    const before =
      member.type === undefined ? `a ${kindWord(member.kind)}` : describe(member.kind, member.type);
    const message = `${member.name} has changed: the wrapper has ${before}, the plugin has ${describe(symbol.kind, now)}`;
    const more = {
      related: relatedDirective(subject),
      data: { name: member.name, wrapper: member.type, plugin: now },
    };
    return [problem("symbol.type-changed", memberLocation(wrapper, member), message, more)];
  });
};

/**
 * A type string in which types of the plugin's main package are the same whatever the plugin path is: a plugin that is built
 * from a list of files has another path after each edit.
 */
function neutral(type: string, pluginPath: string | undefined): string {
  if (pluginPath === undefined || pluginPath === "") return type;
  const quoted = pluginPath.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return type.replace(new RegExp(`(?<![\\p{L}\\p{N}_./~-])${quoted}\\.`, "gu"), "main.");
}
