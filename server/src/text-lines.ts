// Texts of files, and lines of a text without taking the whole of it apart.

import { type Host, HostError } from "#shared/host";
import type { Position, Range } from "#shared/model";

/** The text of a file; `undefined` where it cannot be read. */
export function quietText(host: Host, path: string): string | undefined {
  try {
    return host.readText(path);
  } catch (error) {
    if (error instanceof HostError) return undefined;
    throw error;
  }
}

/** The line (0-based) without its end; "" behind the last one. */
export function lineOf(text: string, line: number): string {
  let start = 0;
  for (let left = line; left > 0; left--) {
    start = text.indexOf("\n", start) + 1;
    if (start === 0) return "";
  }
  const end = text.indexOf("\n", start);
  return text.slice(start, end < 0 ? text.length : end).replace(/\r$/, "");
}

/** What stands in a range of one line. */
export function textIn(text: string, { start, end }: Range): string {
  return lineOf(text, start.line).slice(start.character, end.character);
}

/** Whether a position is in the range or at its end. */
export function contains({ start, end }: Range, at: Position): boolean {
  return (
    (at.line > start.line || (at.line === start.line && at.character >= start.character)) &&
    (at.line < end.line || (at.line === end.line && at.character <= end.character))
  );
}

/** The identifier that the position touches; "" where there is none. */
export function wordAt(text: string, { line, character }: Position): string {
  const row = lineOf(text, line);
  const before = /[\p{L}\p{Nd}_]*$/u.exec(row.slice(0, character))![0];
  return before + /^[\p{L}\p{Nd}_]*/u.exec(row.slice(character))![0];
}
