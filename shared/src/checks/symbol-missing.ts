// symbol.missing: the wrapper binds a symbol that the plugin does not export.

import { problem } from "../problem.ts";
import { type Check, isComparable, kindWord, memberLocation, relatedDirective } from "./subject.ts";

/** `data`: the symbol's name. */
export const checkSymbolMissing: Check = (subject) => {
  if (!isComparable(subject)) return [];
  const wrapper = subject.wrapper.file;
  const exported = new Set(subject.plugin.plugin.symbols.map((symbol) => symbol.name));
  return wrapper.members
    .filter((member) => !exported.has(member.name))
    .map((member) => {
      const message = `the plugin ${subject.show(subject.binding.pluginPath)} does not export the ${kindWord(member.kind)} ${member.name}`;
      const more = { related: relatedDirective(subject), data: { name: member.name } };
      return problem("symbol.missing", memberLocation(wrapper, member), message, more);
    });
};
