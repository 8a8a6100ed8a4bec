// symbol.added: the plugin exports a symbol that the wrapper does not have.

import { problem } from "../problem.ts";
import { type Check, isComparable, kindWord, relatedDirective } from "./subject.ts";

/** `data`: the symbol's name. */
export const checkSymbolAdded: Check = (subject) => {
  if (!isComparable(subject)) return [];
  const wrapper = subject.wrapper.file;
  const wrapped = new Set(wrapper.members.map((member) => member.name));
  return subject.planned
    .filter(({ name, leftOut }) => leftOut === undefined && !wrapped.has(name))
    .map(({ name, kind }) => {
      const message = `the plugin exports the ${kindWord(kind)} ${name}, which the wrapper does not have`;
      const location = { path: wrapper.path, range: wrapper.headerRange };
      return problem("symbol.added", location, message, {
        related: relatedDirective(subject),
        data: { name },
      });
    });
};
