// The lines of a go.mod that name other modules, with their places.

import type { Range } from "../model.ts";

export interface GoModLine {
  readonly directive: "require" | "replace" | "exclude";
  /** Of the module that the line is about: of `replace` the one that is replaced. */
  readonly path: string;
  /** The version behind it; absent where `replace` has none there. */
  readonly version?: string;
  /** From the path to the end of the version. */
  readonly range: Range;
}

/** In the order of the file. What cannot be read is left out (https://go.dev/ref/mod#go-mod-file). */
export function parseGoModLines(text: string): readonly GoModLine[] {
  const found: GoModLine[] = [];
  let block: string | undefined;
  for (const [row, line] of text.split(/\r?\n/).entries()) {
    const code = line.replace(/\/\/.*/, "");
    const [, word, rest = ""] = /^\s*(require|replace|exclude|[a-z]+)\s*(\(?)/.exec(code) ?? [];
    if (block === undefined && word !== undefined && rest === "(") {
      block = word;
      continue;
    }
    if (/^\s*\)/.test(code)) {
      block = undefined;
      continue;
    }
    const directive = block ?? word;
    if (directive !== "require" && directive !== "replace" && directive !== "exclude") continue;
    const from = block === undefined ? code.indexOf(directive) + directive.length : 0;
    const entry = readEntry(code.slice(from));
    if (!entry) continue;
    const { path, version, start, end } = entry;
    found.push({
      directive,
      path,
      ...(version === undefined ? {} : { version }),
      range: { start: { line: row, character: from + start }, end: { line: row, character: from + end } },
    });
  }
  return found;
}

function readEntry(text: string) {
  const match = /^(\s+|)("[^"]*"|`[^`]*`|[^\s"`()=]+)(?:(\s+)(v[^\s,()]+))?/.exec(text);
  if (!match) return undefined;
  const [whole, blank = "", written = "", , version] = match;
  const path = written.replace(/^["`]|["`]$/g, "");
  if (path === "") return undefined;
  return { path, version, start: blank.length, end: whole.length };
}
