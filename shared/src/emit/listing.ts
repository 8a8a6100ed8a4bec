// The text that a wrapper says of itself: `check` reads the exported symbols from it.

import { quoteGo } from "../go-quote.ts";
import type { GoType } from "../model.ts";
import { typeString } from "../type-string.ts";
import { showName, type WrapperPlan } from "../wrapper/plan.ts";
import { escapeUnprintable, quoteWord } from "../wrapper/quote.ts";
import type { Import } from "./imports.ts";

export interface ListingFacts {
  /** As Go's time.String has it. */
  readonly generatedOn: string;
  readonly command: readonly string[];
  readonly sha256: string;
}

/** The listing as a Go expression: quoted lines joined by `+`, to stand after `return ` in a function. */
export function layoutListing(plan: WrapperPlan, facts: ListingFacts, imports: readonly Import[]): string {
  const symbols = (symbols: readonly { readonly name: string; readonly type: GoType }[]): string[] =>
    symbols.map(({ name, type }) => `${name} ${typeString(type)}`);
  const sections: [string, string[]][] = [
    [
      "Wrapper info:",
      [`Generated on: ${facts.generatedOn}`, `Command: ${facts.command.map(quoteWord).join(" ")}`],
    ],
    [
      "Plugin info:",
      [`package: ${plan.pluginPath}`, `sha256 sum: ${facts.sha256}`, `size: ${plan.size} bytes`],
    ],
    [`Exported functions (${plan.functions.length}):`, symbols(plan.functions)],
    [`Exported variables (${plan.variables.length}):`, symbols(plan.variables)],
    [
      `Not wrapped (${plan.leftOut.length}):`,
      plan.leftOut.map(({ name, reason }) => `${showName(name)}: ${reason}`),
    ],
    [
      "Imports under another name:",
      imports.filter(({ isExplicit }) => isExplicit).map(({ path, name }) => `${path} as ${name}`),
    ],
  ];
  const texts = sections
    .filter(([, entries]) => entries.length > 0)
    .map(([title, entries]) => [title, ...entries.map((entry) => `\t- ${escapeUnprintable(entry)}`)]);
  const lines = texts.flatMap((text, i) => (i === 0 ? text : ["", ...text]));
  return lines.map((line, i) => quoteGo(i === lines.length - 1 ? line : `${line}\n`)).join(" +\n\t\t");
}
