// Text from outside in Go source: struct tags, and single lines that are safe in a comment.

import { quoteGo } from "../go-quote.ts";

/** The text with everything that isn't printable in Go's sense as an escape; quotes and backslashes are left alone. */
export function escapeUnprintable(text: string): string {
  if (/^[ -~]*$/.test(text)) return text;
  // Which of the others are printable is for quoteGo: one expression of all that aren't takes ten milliseconds to compile.
  return text.replace(/[^ -~]/gu, (char) => quoteGo(char).slice(1, -1));
}

/** A struct tag as gofmt leaves it: between backquotes where that is possible and plain, else double-quoted. */
export function quoteTag(tag: string): string {
  return tag.includes("`") || escapeUnprintable(tag) !== tag ? quoteGo(tag) : `\`${tag}\``;
}

/** A word of a command line: as it is where go:generate would read it as one plain word, else quoted. */
export function quoteWord(text: string): string {
  return text.includes(" ") ? quoteGo(text) : quoteLine(text);
}

/** A value that has the rest of a comment's line to itself: quoted only where it would not be read back the same. */
export function quoteLine(text: string): string {
  const isPlain =
    text !== "" && !text.startsWith('"') && text.trim() === text && escapeUnprintable(text) === text;
  return isPlain ? text : quoteGo(text);
}
