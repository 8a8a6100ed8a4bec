// The //go:generate lines of a Go file that write a wrapper, read line by line as go generate does.

import type { PathRules } from "../host.ts";
import type { Range } from "../model.ts";
import { type BuildTarget, matchesBuild } from "./build-constraint.ts";
import { expandVariables, splitWords } from "./directive-words.ts";
import { type GeneratorName, readGeneratorCommand } from "./generator-command.ts";
import { readPackageName } from "./package-clause.ts";

interface DirectiveArgument {
  /** With variables expanded. */
  readonly text: string;
  /** Where it stands; for an argument that comes from a -command shorthand, where the shorthand is used. */
  readonly range: Range;
}

/** A //go:generate line that runs bind-plugin or go-bind-plugin to generate. */
export interface Directive {
  /** Absolute path of the file. */
  readonly path: string;
  /** Absolute folder that the command runs in: the file's own. */
  readonly folder: string;
  readonly tool: GeneratorName;
  /** The arguments of `generate`, without the command's name. */
  readonly args: readonly DirectiveArgument[];
  /** The whole line, without its end. */
  readonly range: Range;
  /** Why go generate would refuse the line; absent where it would run it. */
  readonly problems?: readonly { readonly message: string; readonly range: Range }[];
}

/** What go generate knows besides the file. */
export interface GenerateContext {
  readonly path: PathRules;
  readonly target: BuildTarget;
  /** For $GOROOT; the environment's where absent. */
  readonly goroot?: string;
  env(name: string): string | undefined;
}

/** The buffer of a bufio.Reader in bytes: go generate takes no longer line (bufio/bufio.go, Go 1.26). */
const lineLimit = 4096;

/**
 * The directives of the file at absolute `path` that generate wrappers, in order. None where go generate passes the file over:
 * without a valid package clause, or excluded by its name or build constraints. A directive counts wherever its line stands,
 * in comments and raw strings too. (cmd/go/internal/generate/generate.go, Go 1.26.)
 */
export function parseDirectives(path: string, text: string, context: GenerateContext): readonly Directive[] {
  if (!/^\/\/go:generate[ \t]/m.test(text)) return [];
  const packageName = readPackageName(text);
  // go generate sets the tag `generate`.
  const target = { ...context.target, tags: [...(context.target.tags ?? []), "generate"] };
  if (packageName === undefined || !matchesBuild(context.path.basename(path), text, target)) return [];
  const lines = text.split("\n");
  const shorthands = new Map<string, readonly string[]>();
  const directives: Directive[] = [];
  for (const [row, raw] of lines.entries()) {
    if (!/^\/\/go:generate[ \t]/.test(raw)) continue;
    const line = raw.replace(/\r$/, "");
    const spanOf = (part: { start: number; end: number }): Range => ({
      start: { line: row, character: part.start },
      end: { line: row, character: part.end },
    });
    const range = spanOf({ start: 0, end: line.length });
    const expand = expansionFor(path, packageName, row + 1, context);
    const { words, problem } = splitWords(line, "//go:generate ".length);
    const [first, ...rest] = words;
    if (!first) continue;
    const command = (shorthands.get(first.text) ?? [first.text]).map((word) => ({ ...first, text: word }));
    const args = [...command, ...rest].map((word) => ({ text: expand(word.text), range: spanOf(word) }));
    const texts = args.map((arg) => arg.text);
    if (texts[0] === "-command") {
      const [, shorthand, ...meaning] = texts;
      if (shorthand !== undefined && !problem && !shorthands.has(shorthand))
        shorthands.set(shorthand, meaning);
      continue;
    }
    const generator = readGeneratorCommand(texts);
    if (!generator) continue;
    const problems = problem ? [{ message: problem.message, range: spanOf(problem) }] : [];
    if (utf8Length(raw) + 1 > lineLimit) {
      problems.push({ message: `go generate takes no line longer than ${lineLimit - 1} bytes`, range });
    } else if (row === lines.length - 1) {
      problems.push({ message: "go generate needs a line break behind this directive", range });
    }
    directives.push({
      path,
      folder: context.path.dirname(path),
      tool: generator.tool,
      args: args.slice(generator.firstArgument),
      range,
      ...(problems.length > 0 ? { problems } : {}),
    });
  }
  return directives;
}

/** How go generate expands variables on a line (1-based) of the file: its own ones first, then the environment's. */
function expansionFor(
  path: string,
  packageName: string,
  line: number,
  context: GenerateContext,
): (word: string) => string {
  const { goos, goarch } = context.target;
  const own = new Map([
    ["GOROOT", context.goroot ?? context.env("GOROOT") ?? ""],
    ["GOARCH", goarch],
    ["GOOS", goos],
    ["GOFILE", context.path.basename(path)],
    ["GOLINE", String(line)],
    ["GOPACKAGE", packageName],
    ["DOLLAR", "$"],
    ["PWD", context.path.dirname(path)],
  ]);
  return (word) => expandVariables(word, (name) => own.get(name) ?? context.env(name) ?? "");
}

function utf8Length(text: string): number {
  let length = 0;
  for (const char of text) {
    const code = char.codePointAt(0)!;
    length += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return length;
}
