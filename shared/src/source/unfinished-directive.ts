// What is being typed at a place in a //go:generate line, for completion: such a line is mostly not a directive yet.

import { type FlagSpec, flagsOf } from "../options.ts";
import { type GenerateContext, parseDirectives } from "./directive.ts";
import { splitWords } from "./directive-words.ts";

/** Characters of the line, in UTF-16 code units, that hold the word that is being typed: also those behind the cursor. */
interface Span {
  readonly start: number;
  readonly end: number;
}

export type Unfinished =
  /** The line itself: `//go:gen`, or `//go:generate ` and perhaps the beginning of a command. */
  (Span & { readonly kind: "line" }) | (Span & UnfinishedFlag) | (Span & UnfinishedValue);

interface Around {
  /** The directive's other arguments, with variables expanded. */
  readonly args: readonly string[];
  /** What stands between the word's beginning and the cursor; of a quoted value without the quote. */
  readonly typed: string;
}

/** A flag, or what else may stand between flags. */
export interface UnfinishedFlag extends Around {
  readonly kind: "flag";
  /** The name of the command may stand here. */
  readonly mayBeCommand: boolean;
  /** `true` or `false` may stand here, as old directives have it. */
  readonly mayBeTruth: boolean;
  /** Its value follows already. */
  readonly hasValue: boolean;
}

export interface UnfinishedValue extends Around {
  readonly kind: "value";
  readonly flag: FlagSpec;
  /** `attached` to its flag by `=`, a word of its own, or a word in quotes; the span has the quotes, and not the flag. */
  readonly form: "attached" | "word" | "quoted";
}

const directiveStart = "//go:generate";

/** What is being typed at the 0-based place, of a file at an absolute path. `undefined` where it is no directive of ours. */
export function readUnfinished(
  path: string,
  text: string,
  { line: row, character }: { readonly line: number; readonly character: number },
  context: GenerateContext,
): Unfinished | undefined {
  const lines = text.split("\n", row + 1);
  const line = lines[row]?.replace(/\r$/, "") ?? "";
  const before = line.slice(0, character);
  if (!before.startsWith("//go:")) return undefined;
  if (!/^\/\/go:generate[ \t]/.test(before)) {
    return directiveStart.startsWith(line.trimEnd())
      ? { kind: "line", start: 0, end: line.length }
      : undefined;
  }
  const word = wordAt(line, character);
  if (!word) return undefined;
  const head = line.slice(0, word.start);
  if (head.trimEnd() === directiveStart) {
    const isLast = line.slice(word.end).trim() === "" && !word.isQuoted;
    return isLast && "bind-plugin".startsWith(word.typed)
      ? { kind: "line", start: 0, end: line.length }
      : undefined;
  }
  const shorthands = lines.slice(0, row).filter((other) => /^\/\/go:generate[ \t]+-command\b/.test(other));
  const [directive] = parseDirectives(path, ["package p", ...shorthands, head, ""].join("\n"), context);
  if (!directive || directive.problems) return undefined;
  const left = directive.args.map((arg) => arg.text);
  const right = splitWords(line, word.end).words.map((other) => other.text);
  return readWord(line, word, left, [...left, ...right], !/\sgenerate\s+$/.test(head));
}

interface TypedWord extends Span {
  readonly typed: string;
  readonly isQuoted: boolean;
}

/** The word at the cursor, perhaps an empty one; `undefined` before and behind a string in quotes, and in what go generate cannot split. */
function wordAt(line: string, character: number): TypedWord | undefined {
  const before = line.slice(0, character);
  const after = line.slice(character);
  const { words, problem } = splitWords(before, directiveStart.length + 1);
  if (problem) {
    if (problem.end < character || line[problem.start] !== '"') return undefined;
    const closed = /^(?:[^"\\]|\\.)*"(?![^ \t])/.exec(after);
    const end = character + (closed?.[0].length ?? 0);
    return { start: problem.start, end, typed: before.slice(problem.start + 1), isQuoted: true };
  }
  const last = words.at(-1);
  const start = last?.end === character ? last.start : character;
  if (line[start] === '"') return undefined;
  const end = character + /^[^ \t]*/.exec(after)![0].length;
  return { start, end, typed: before.slice(start), isQuoted: false };
}

function readWord(
  line: string,
  { start, end, typed, isQuoted }: TypedWord,
  left: readonly string[],
  args: readonly string[],
  lacksCommand: boolean,
): Unfinished | undefined {
  const specs = new Map(flagsOf("generate").map((flag) => [flag.name, flag]));
  const nameOf = (arg: string | undefined) => /^--?([^-=][^=]*)$/.exec(arg ?? "")?.[1] ?? "";
  let waiting: FlagSpec | undefined;
  for (const arg of left) waiting = waiting?.kind === "string" ? undefined : specs.get(nameOf(arg));
  if (waiting?.kind === "string") {
    return { kind: "value", flag: waiting, form: isQuoted ? "quoted" : "word", start, end, typed, args };
  }
  if (isQuoted) return undefined;
  const [, name, value] = /^--?([^-=][^=]*)=(.*)$/.exec(typed) ?? [];
  if (name !== undefined && value !== undefined) {
    const flag = specs.get(name);
    const from = start + typed.length - value.length;
    return flag && { kind: "value", flag, form: "attached", start: from, end, typed: value, args };
  }
  const mayBeCommand = lacksCommand && left.length === 0;
  const equals = line.slice(start, end).indexOf("=");
  return {
    kind: "flag",
    start,
    end: equals < 0 ? end : start + equals,
    typed,
    args,
    mayBeCommand,
    mayBeTruth: waiting !== undefined,
    hasValue: equals >= 0 || /^[ \t]+[^-\s]/.test(line.slice(end)),
  };
}
