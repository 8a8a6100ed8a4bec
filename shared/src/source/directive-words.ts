// The words of a //go:generate line: splitting and expansion by the rules of `go help generate`.

import { unquoteGo } from "../go-quote.ts";

interface Word {
  readonly text: string;
  /** Where the word stands in the line, in UTF-16 code units; quotes included. */
  readonly start: number;
  readonly end: number;
}

export interface SplitWords {
  /** Before a problem, the words that were read so far. */
  readonly words: readonly Word[];
  /** What go generate would say, and where it would stop. */
  readonly problem?: { readonly message: string; readonly start: number; readonly end: number };
}

/**
 * Splits at blanks and tabs from `from` on; a word that begins with a double quote is a Go string. Nothing is expanded.
 * (Generator.split of cmd/go/internal/generate/generate.go, Go 1.26.)
 */
export function splitWords(line: string, from = 0): SplitWords {
  const words: Word[] = [];
  for (let at = from; ; ) {
    while (line[at] === " " || line[at] === "\t") at++;
    if (at >= line.length) return { words };
    const start = at;
    if (line[at] !== '"') {
      while (at < line.length && line[at] !== " " && line[at] !== "\t") at++;
      words.push({ text: line.slice(start, at), start, end: at });
      continue;
    }
    for (at++; at < line.length && line[at] !== '"'; at++) if (line[at] === "\\") at++;
    const stop = (message: string, end: number): SplitWords => ({ words, problem: { message, start, end } });
    if (at >= line.length) return stop("the quoted string is not closed", line.length);
    at++;
    const text = unquoteGo(line.slice(start, at));
    if (text === undefined) return stop("the quoted string has an escape that Go does not know", at);
    if (at < line.length && line[at] !== " " && line[at] !== "\t") {
      return stop("a blank has to follow a quoted string", at + 1);
    }
    words.push({ text, start, end: at });
  }
}

/** Replaces `$name` and `${name}` as Go's os.Expand does (os/env.go, Go 1.26): bad syntax is eaten, a lone `$` stays. */
export function expandVariables(text: string, lookUp: (name: string) => string): string {
  return text.replace(
    /\$(?:\{([*#$@!?\-0-9])\}|\{([^}]*)\}|(\{)|([*#$@!?\-0-9])|([A-Za-z_][A-Za-z0-9_]*))/g,
    (_, specialBraced?: string, braced?: string, open?: string, special?: string, plain?: string) => {
      const name = specialBraced ?? braced ?? special ?? plain;
      return open !== undefined || name === undefined || name === "" ? "" : lookUp(name);
    },
  );
}
