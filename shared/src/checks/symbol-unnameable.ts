// symbol.unnameable: a symbol's type cannot be written outside the plugin, so wrappers leave it out.

import { problem } from "../problem.ts";
import { type Check, isComparable, kindWord } from "./subject.ts";

/** `data`: the symbol's name. */
export const checkSymbolUnnameable: Check = (subject) => {
  if (!isComparable(subject)) return [];
  const wrapper = subject.wrapper.file;
  return subject.planned
    .filter(({ leftOut }) => leftOut !== undefined)
    .map(({ name, kind, leftOut }) => {
      const message = `the ${kindWord(kind)} ${name} is left out of the wrapper: ${leftOut}`;
      return problem("symbol.unnameable", { path: wrapper.path, range: wrapper.headerRange }, message, {
        data: { name },
      });
    });
};
