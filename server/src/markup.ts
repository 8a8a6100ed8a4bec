// Texts that an editor shows, as Markdown or as plain text, whichever the client takes.

import { type MarkupContent, MarkupKind } from "vscode-languageserver/node";
import { printable } from "#shared/printable";

/** Each makes a piece out of text that may contain anything; pieces are joined to lines, and lines to blocks. */
export interface Markup {
  text(text: string): string;
  strong(text: string): string;
  /** A name, path or value. */
  span(text: string): string;
  link(text: string, uri: string): string;
  /** A block of Go. */
  code(go: string): string;
  /** A block of lines, each a piece. */
  list(lines: readonly string[]): string;
  /** A block: a documentation comment without its markers. */
  doc(lines: readonly string[]): string;
  /** Empty blocks are left out. */
  content(blocks: readonly string[]): MarkupContent;
}

export function markupFor(hasMarkdown: boolean): Markup {
  return hasMarkdown ? markdown : plain;
}

const plain: Markup = {
  text: printable,
  strong: printable,
  span: printable,
  link: printable,
  code: safe,
  list: (lines) => lines.map((line) => `- ${line}`).join("\n"),
  doc: (lines) => safe(lines.join("\n")),
  content: (blocks) => ({ kind: MarkupKind.PlainText, value: joined(blocks) }),
};

const markdown: Markup = {
  text: escaped,
  strong: (text) => `**${escaped(text)}**`,
  span(text) {
    const shown = printable(text);
    const marks = "`".repeat(1 + longestRun(shown));
    const gap = marks.length > 1 ? " " : "";
    return `${marks}${gap}${shown}${gap}${marks}`;
  },
  link: (text, uri) => `[${escaped(text)}](${uri.replace(/[()<>\s\\]/g, percented)})`,
  code: (go) => fenced(go, "go"),
  list: (lines) => lines.map((line) => `- ${line}`).join("\n"),
  doc: markdownDoc,
  content: (blocks) => ({ kind: MarkupKind.Markdown, value: joined(blocks) }),
};

function percented(character: string): string {
  return `%${character.charCodeAt(0).toString(16).padStart(2, "0")}`;
}

function joined(blocks: readonly string[]): string {
  return blocks.filter((block) => block !== "").join("\n\n");
}

/** What Markdown would take for marks; names like `plugin_api` have none. */
function escaped(text: string): string {
  return printable(text)
    .replace(/[\\`*[\]<>&~]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, "\\$&")
    .replace(/^(\s*)([-+#=]|\d+(?=[.)]))/, (_, blank: string, mark: string) =>
      /\d/.test(mark) ? `${blank}${mark}\\` : `${blank}\\${mark}`,
    );
}

function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
}

function fenced(text: string, language: string): string {
  const fence = "`".repeat(Math.max(3, 1 + longestRun(text)));
  return `${fence}${language}\n${safe(text)}\n${fence}`;
}

/** Like `printable`, of lines that may have tabs. */
function safe(text: string): string {
  return text.replace(/[^\n\t]+/g, printable);
}

/** By the rules of Go's comments: what is indented is code or a list, `# ` begins a heading. */
function markdownDoc(lines: readonly string[]): string {
  const shown: string[] = [];
  let code: string[] = [];
  let isInList = false;
  const endCode = () => {
    while (code.at(-1) === "") code.pop();
    if (code.length > 0) shown.push(fenced(code.map((line) => line.replace(/^\t/, "")).join("\n"), ""), "");
    code = [];
  };
  for (const line of lines) {
    const item = /^\s+(?:[-*+•]|(\d+)[.)])\s+(.*)$/.exec(line);
    if (code.length > 0 && (line === "" || (/^\s/.test(line) && !item))) {
      code.push(line);
      continue;
    }
    endCode();
    if (item) {
      if (!isInList && shown.length > 0 && shown.at(-1) !== "") shown.push("");
      shown.push(`${item[1] === undefined ? "-" : `${item[1]}.`} ${escaped(item[2]!)}`);
    } else if (/^\s/.test(line) && isInList) {
      shown.push(`  ${escaped(line.trim())}`);
    } else if (/^\s/.test(line)) {
      code.push(line);
    } else {
      const heading = /^# (.*)$/.exec(line)?.[1];
      shown.push(heading === undefined ? escaped(line) : `#### ${escaped(heading)}`);
    }
    isInList = item !== null || (isInList && /^\s/.test(line));
  }
  endCode();
  return shown.join("\n").trim();
}
