// Cases of the language server: text archives with commands, files, and the diagnostics expected in them. CONTRIBUTING.md has the format.

import type { Diagnostic, Position } from "vscode-languageserver/node";

export interface CaseFile {
  /** Everything above the first command, trimmed. */
  readonly title: string;
  /** Words of each command, in order. */
  readonly commands: readonly (readonly string[])[];
  /** The project's files by relative path, without markers. */
  readonly files: ReadonlyMap<string, string>;
  /** Marked positions by name. */
  readonly cursors: ReadonlyMap<string, { readonly path: string; readonly position: Position }>;
  /** Requests at cursors (`hover @here`), and where a text first stands in a file (`hover api.go "Greet("`), for those that are generated. */
  readonly requests: readonly CaseRequest[];
}

export type CaseRequest =
  | { readonly kind: string; readonly cursor: string }
  | { readonly kind: string; readonly path: string; readonly text: string };

const severities = ["", "error", "warning", "information", "hint"];
const marker = /^[\t ]*\^+ (?:error|warning|information|hint) [\w.-]+: /;
const related = /^[\t ]*> \S+:\d+:\d+: /;
const cursor = /^([\t ]*)\^ @(\w+)$/;
const requestHead = /^([\w-]+) (?:@(\w+)|(\S+) ("(?:[^"\\]|\\.)*"))$/;
const sectionHead = /^-- (.+) --$/;

/** Throws where the text is no case. */
export function parseCase(text: string): CaseFile {
  const [head, ...sections] = splitSections(text);
  const files = new Map<string, string>();
  const cursors = new Map<string, { path: string; position: Position }>();
  const requests: CaseRequest[] = [];
  for (const { name, lines } of sections) {
    const [, kind, cursor, path, text] = requestHead.exec(name) ?? [];
    if (kind !== undefined && cursor !== undefined) requests.push({ kind, cursor });
    else if (kind !== undefined) requests.push({ kind, path: path!, text: JSON.parse(text!) });
    else if (!name.startsWith("diagnostics of ")) {
      if (files.has(name)) throw new Error(`two files named ${name}`);
      files.set(name, readFile(name, lines, cursors));
    }
  }
  const asked = requests.flatMap((request) => ("cursor" in request ? [request.cursor] : []));
  for (const cursor of asked) if (!cursors.has(cursor)) throw new Error(`no cursor is named ${cursor}`);
  for (const name of cursors.keys()) {
    if (!asked.includes(name)) throw new Error(`nothing is asked at the cursor ${name}`);
  }
  const title = head!.lines.filter((line) => !line.startsWith("> "));
  const commands = head!.lines.filter((line) => line.startsWith("> ")).map((line) => wordsOf(line.slice(2)));
  return { title: title.join("\n").trim(), commands, files, cursors, requests };
}

function splitSections(text: string): readonly { readonly name: string; readonly lines: string[] }[] {
  const sections = [{ name: "", lines: [] as string[] }];
  for (const line of text.replace(/\n$/, "").split("\n")) {
    const name = sectionHead.exec(line)?.[1];
    if (name === undefined) sections.at(-1)!.lines.push(line);
    else sections.push({ name, lines: [] });
  }
  return sections;
}

/** Words at blanks; one that begins with a quote is a JSON string. */
function wordsOf(line: string): readonly string[] {
  return [...line.matchAll(/"(?:[^"\\]|\\.)*"|\S+/g)].map(([word]) =>
    word.startsWith('"') ? JSON.parse(word) : word,
  );
}

function readFile(
  path: string,
  lines: readonly string[],
  cursors: Map<string, { path: string; position: Position }>,
): string {
  const kept: string[] = [];
  let isBehindMarker = false;
  for (const line of lines) {
    const at = cursor.exec(line);
    if (at) {
      const position = { line: kept.length - 1, character: at[1]!.length };
      if (position.line < 0 || cursors.has(at[2]!))
        throw new Error(`${path}: the cursor ${at[2]} is misplaced`);
      cursors.set(at[2]!, { path, position });
    }
    isBehindMarker = marker.test(line) || (isBehindMarker && related.test(line));
    if (!at && !isBehindMarker) kept.push(line);
  }
  return kept.map((line) => `${line}\n`).join("");
}

export interface CaseResult {
  /** Final text by relative path, of every file that has diagnostics. */
  readonly texts: ReadonlyMap<string, string>;
  readonly diagnostics: ReadonlyMap<string, readonly Diagnostic[]>;
  /** Answers in the order of the requests. */
  readonly answers: readonly string[];
  /** Shows the place of related information. */
  readonly show: (uri: string) => string;
}

/** The case as it would have to be for the result to be the expected one. */
export function renderCase(text: string, result: CaseResult): string {
  const parsed = parseCase(text);
  const [head, ...sections] = splitSections(text);
  const lines = [...head!.lines];
  const isInline = (path: string) => parsed.files.get(path) === result.texts.get(path);
  const answers = [...result.answers];
  for (const { name, lines: before } of sections) {
    if (name.startsWith("diagnostics of ")) continue;
    lines.push(`-- ${name} --`);
    if (requestHead.test(name)) lines.push(...answers.shift()!.split("\n"));
    else {
      const cursorLines = before.filter((line) => cursor.test(line));
      const source = parsed.files.get(name)!.replace(/\n$/, "").split("\n");
      for (const [row, line] of source.entries()) {
        lines.push(line);
        for (const [cursorName, at] of parsed.cursors) {
          if (at.path === name && at.position.line === row)
            lines.push(cursorLines.find((text) => text.endsWith(` @${cursorName}`))!);
        }
        if (isInline(name)) lines.push(...markersOf(result, name, row, line));
      }
    }
  }
  for (const path of [...result.diagnostics.keys()].sort()) {
    if (isInline(path)) continue;
    lines.push(`-- diagnostics of ${path} --`);
    for (const [row, line] of result.texts.get(path)!.split("\n").entries()) {
      const markers = markersOf(result, path, row, line);
      if (markers.length > 0) lines.push(withoutVersion(line), ...markers);
    }
  }
  return `${lines.join("\n")}\n`;
}

function markersOf(result: CaseResult, path: string, row: number, line: string): readonly string[] {
  const here = (result.diagnostics.get(path) ?? []).filter(({ range }) => range.start.line === row);
  return here
    .toSorted((a, b) => a.range.start.character - b.range.start.character)
    .flatMap(({ range: { start, end }, severity, code, message, relatedInformation = [] }) => {
      if (end.line !== row || end.character <= start.character)
        throw new Error(`${code}: a range that cannot be shown`);
      const indent = line.slice(0, start.character).replace(/[^\t]/g, " ");
      const carets = "^".repeat(end.character - start.character);
      return [
        `${indent}${carets} ${severities[severity ?? 0]} ${code}: ${withoutVersion(String(message))}`,
        ...relatedInformation.map(({ location, message }) => {
          const at = location.range.start;
          return `${indent}> ${result.show(location.uri)}:${at.line + 1}:${at.character + 1}: ${message}`;
        }),
      ];
    });
}

/** What changes with each release or build is not part of a case. */
function withoutVersion(text: string): string {
  return text
    .replace(/(bind-plugin) \d+\.\d+\.\d+(?:-[\w.]+)?/g, "$1 <version>")
    .replace(/\b[0-9a-f]{64}\b/g, "<sha256>");
}
