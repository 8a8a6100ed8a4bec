// The flags and values of a directive, and where each of them stands.

import { parseFlags } from "#shared/flags";
import type { Range } from "#shared/model";
import { type FlagSpec, flagsOf } from "#shared/options";
import type { Directive } from "#shared/source/directive";
import { textIn } from "./text-lines.ts";

export interface DirectivePart {
  readonly kind: "flag" | "value";
  readonly flag: FlagSpec;
  readonly range: Range;
}

/** In the order of the table. Words of a -command shorthand are not here, and so stand for nothing. `text` is the file's. */
export function directiveParts({ args }: Directive, text: string): readonly DirectivePart[] {
  const { given, issues } = parseFlags(
    "generate",
    args.map((arg) => arg.text),
  );
  const rangeAt = (argument: number): Range | undefined => {
    const range = args[argument]?.range;
    const isShared = args.some((other, i) => i !== argument && isSame(other.range, range));
    return isShared ? undefined : range;
  };
  return flagsOf("generate").flatMap((flag) => {
    const value = given.get(flag.name);
    const wrong = issues.find((issue) => issue.flag === flag.name && issue.argument >= 0);
    const argument = value?.flagArgument ?? wrong?.argument;
    const range = argument === undefined ? undefined : rangeAt(argument);
    if (!range) return [];
    if (value && value.valueArgument !== argument) {
      const other = rangeAt(value.valueArgument);
      return [part("flag", flag, range), ...(other ? [part("value", flag, unquoted(other, text))] : [])];
    }
    const sign = textIn(text, range).indexOf("=");
    if (sign < 0) return [part("flag", flag, range)];
    const { start, end } = unquoted(range, text);
    const line = start.line;
    const at = range.start.character + sign;
    return [
      part("flag", flag, { start, end: { line, character: at } }),
      part("value", flag, { start: { line, character: at + 1 }, end }),
    ];
  });
}

function part(kind: DirectivePart["kind"], flag: FlagSpec, range: Range): DirectivePart {
  return { kind, flag, range };
}

/** A word without its quotes. */
function unquoted(range: Range, text: string): Range {
  if (!/^".*"$/.test(textIn(text, range))) return range;
  const { start, end } = range;
  return {
    start: { line: start.line, character: start.character + 1 },
    end: { line: end.line, character: end.character - 1 },
  };
}

function isSame(a: Range, b: Range | undefined): boolean {
  return a.start.line === b?.start.line && a.start.character === b.start.character;
}
