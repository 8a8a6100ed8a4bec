// source.type-changed: a symbol's source has another type than the one the wrapper was made for.

import { problem } from "../problem.ts";
import { typeString } from "../type-string.ts";
import { type Check, memberLocation, relatedDirective } from "./subject.ts";
import { describeMember, describeSymbol, isSameSymbol, neutralType } from "./type-drift.ts";

/**
 * Silent where the built plugin has that type already, which symbol.type-changed tells.
 * `data`: the symbol's name, and the types as the wrapper and the source have them.
 */
export const checkSourceTypeChanged: Check = (subject) => {
  const { source, wrapper, plugin } = subject;
  if (wrapper.state !== "read" || !source) return [];
  const built =
    plugin.state === "read"
      ? new Map(plugin.plugin.symbols.map((symbol) => [symbol.name, symbol]))
      : undefined;
  return wrapper.file.members.flatMap((member) => {
    const symbol = source.symbols.get(member.name);
    if (!symbol?.type) return [];
    const now = { kind: symbol.kind, type: typeString(symbol.type), path: source.path };
    if (isSameSymbol(wrapper.file, member, now)) return [];
    const other = built?.get(member.name);
    const isBuilt =
      other !== undefined &&
      other.kind === now.kind &&
      neutralType(typeString(other.type), plugin.state === "read" ? plugin.plugin.pluginPath : undefined) ===
        neutralType(now.type, now.path);
    if (isBuilt) return [];
    const message =
      `${member.name} breaks at the next build: the wrapper has ${describeMember(member)}, ` +
      `the plugin's source has ${describeSymbol(now)}`;
    const more = {
      related: [
        { location: symbol.location, message: `the declaration of ${member.name}` },
        ...relatedDirective(subject),
      ],
      data: { name: member.name, wrapper: member.type, source: now.type },
    };
    return [problem("source.type-changed", memberLocation(wrapper.file, member), message, more)];
  });
};
