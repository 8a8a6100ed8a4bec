// source.symbol-missing: the wrapper binds a symbol that the plugin's source does not have any more.

import { problem } from "../problem.ts";
import { type Check, kindWord, memberLocation, relatedDirective } from "./subject.ts";

/** Silent where the built plugin lacks it too, which symbol.missing tells. `data`: the symbol's name. */
export const checkSourceSymbolMissing: Check = (subject) => {
  const { source, wrapper, plugin } = subject;
  if (wrapper.state !== "read" || !source?.isWhole) return [];
  const built =
    plugin.state === "read" ? new Set(plugin.plugin.symbols.map((symbol) => symbol.name)) : undefined;
  return wrapper.file.members
    .filter(({ name }) => !source.symbols.has(name) && (built?.has(name) ?? true))
    .map((member) => {
      const message = `${member.name} breaks at the next build: the plugin's source does not have the ${kindWord(member.kind)} any more`;
      const more = { related: relatedDirective(subject), data: { name: member.name } };
      return problem("source.symbol-missing", memberLocation(wrapper.file, member), message, more);
    });
};
