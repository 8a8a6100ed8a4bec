// plugin.build-failed: the plugin's source could not be built. It comes of a build that was asked for; `check`, which builds nothing, never reports it.

import type { Location, Range } from "../model.ts";
import { type Problem, problem } from "../problem.ts";

export interface FailedBuild {
  /** What `go` and the compilers printed. */
  readonly output: string;
  /** Absolute. */
  readonly pluginPath: string;
  /** Shows a path in a message. */
  readonly show: (path: string) => string;
  /** What names the plugin; where the output names no place, the problem is there. */
  readonly location: Location;
  /** The absolute path of a file that the output names, where there is one. */
  readonly find: (name: string) => string | undefined;
  /** The lines of that file. */
  readonly linesOf: (path: string) => readonly string[];
}

/** `file.go:3:4: message`, the column in bytes; some compilers leave it out. (cmd/compile/internal/base/print.go, Go 1.26.) */
const placed = /^((?:[A-Za-z]:)?[^:\n]+\.\w+):(\d+)(?::(\d+))?: (?:(?:fatal )?error: )?(.+)$/;

/** What accompanies an error, and is none. */
const aside = /^(?:warning|note): /;

/** At least one problem. `data`: the absolute path of the plugin. */
export function checkFailedBuild(build: FailedBuild): readonly Problem[] {
  const { output, location, pluginPath } = build;
  const lines = output.split(/\r?\n/);
  const errors: { readonly location: Location; readonly message: string[] }[] = [];
  let explained: string[] = [];
  for (const line of lines) {
    if (line.startsWith("\t")) {
      explained.push(line.trim());
      continue;
    }
    explained = [];
    const [, name, row, column, text] = placed.exec(line) ?? [];
    const path = name === undefined ? undefined : build.find(name);
    if (path === undefined || text === undefined || aside.test(text)) continue;
    const range = rangeAt(build.linesOf(path), Number(row) - 1, Number(column ?? 1) - 1);
    explained = [text];
    errors.push({ location: { path, range }, message: explained });
  }
  const data = { pluginPath };
  if (errors.length > 0) {
    const related = [{ location, message: "what names this plugin" }];
    return errors.map((error) =>
      problem("plugin.build-failed", error.location, error.message.join("\n"), { related, data }),
    );
  }
  const reason = lines.find((line) => /^[^#\s]/.test(line)) ?? "go failed";
  const message = `the plugin ${build.show(pluginPath)} could not be built: ${reason}`;
  return [problem("plugin.build-failed", location, message, { data })];
}

/** The word that begins at a byte of a line, else the character; where there is no such line, its beginning. */
function rangeAt(lines: readonly string[], line: number, byte: number): Range {
  const text = lines[line] ?? "";
  let character = 0;
  for (let left = byte; left > 0 && character < text.length; ) {
    const char = String.fromCodePoint(text.codePointAt(character)!);
    left -= bytesOf(char.codePointAt(0)!);
    character += char.length;
  }
  const length =
    /^(?:[\p{L}_][\p{L}\p{Nd}_]*|"(?:[^"\\]|\\.)*"|\S)/u.exec(text.slice(character))?.[0].length ?? 0;
  return { start: { line, character }, end: { line, character: character + length } };
}

/** In UTF-8. */
function bytesOf(codePoint: number): number {
  return codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
}
