// Documentation as gofmt leaves a doc comment of a declaration: whatever the text is, gofmt changes nothing any more.

import { escapeUnprintable } from "../wrapper/quote.ts";

/** A run of lines of one kind; `apart` where a blank line was above it. Facts: go/doc/comment/parse.go, Go 1.26. */
interface Block {
  readonly kind: "paragraph" | "heading" | "code" | "list";
  readonly lines: readonly string[];
  readonly apart: boolean;
}

/** Comment lines with their `//` for the doc comment of a top-level declaration. */
export function layoutDoc(text: readonly string[]): string[] {
  let lines = clean(text);
  // Formatting a text once can make it look like something else (`- a` left over alone is a list); a few turns settle it.
  for (let turn = 0; turn < 6; turn++) {
    const next = formatDoc(lines);
    if (next.join("\n") === lines.join("\n")) return comment(lines);
    lines = next;
  }
  const [first = "", ...rest] = clean(text).filter((line) => line.trim() !== "");
  return comment([first.trim(), ...(rest.length > 0 ? ["", ...rest.map((line) => `\t${line.trim()}`)] : [])]);
}

/** Comment lines with their `//` for a field or method of a type, where gofmt leaves everything as it is, common indentation too. */
export function layoutNote(text: readonly string[]): string[] {
  const lines = clean(text);
  // All of it may be code, whose tab stays.
  return comment(lines.some((line) => line.startsWith("\t")) ? lines : withoutIndent(lines));
}

function comment(lines: readonly string[]): string[] {
  return lines.map((line) => (line === "" ? "//" : line.startsWith("\t") ? `//${line}` : `// ${line}`));
}

/** Single lines of printable text and tabs, without blanks at the end, that no tool takes for a directive. */
function clean(text: readonly string[]): string[] {
  const lines = text
    .flatMap((line) => line.split(/\r\n|[\n\r]/))
    .map((line) => {
      const printable = line.split("\t").map(escapeUnprintable).join("\t").trimEnd();
      // Above a package clause the one would be a build constraint, and without the blank the other a directive for the
      // compiler: go vet and staticcheck (SA9009) complain.
      return printable.replace(/^(\s*)(\+build\b.*|go:[a-z].*)$/, '$1"$2"');
    });
  while (lines[0] === "") lines.shift();
  while (lines.at(-1) === "") lines.pop();
  return lines;
}

function formatDoc(text: readonly string[]): string[] {
  const lines = withoutIndent(text);
  const links: string[] = [];
  const out: string[] = [];
  for (const block of blocksOf(lines)) {
    const shown = showBlock(block, links);
    if (shown.length === 0) continue;
    const isTight = block.kind === "list" && !block.apart && !shown.includes("");
    if (out.length > 0 && !isTight) out.push("");
    out.push(...shown);
  }
  const isUsed = (link: string): boolean => isLinked(out, link.slice(1, link.indexOf("]:")));
  for (const group of [links.filter(isUsed), links.filter((link) => !isUsed(link))]) {
    if (group.length > 0) out.push("", ...group);
  }
  return out;
}

function showBlock({ kind, lines }: Block, links: string[]): string[] {
  switch (kind) {
    case "code":
      return withoutIndent(lines).map((line) => (line === "" ? "" : `\t${line}`));
    case "heading":
      return [`# ${lines[0]!.replace(/^#(?=[ \t])/, "").trim()}`];
    case "list":
      return showList(lines, links);
    case "paragraph": {
      if (!lines.every(isLinkDefinition)) return lines.map(withQuotes);
      links.push(...lines.map(showLink));
      return [];
    }
  }
}

function showList(lines: readonly string[], links: string[]): string[] {
  const isNumbered = /^\d/.test(lines[0]!.trim());
  const items: { marker: string; paragraphs: string[][] }[] = [];
  let isLoose = false;
  let open = false;
  for (const line of lines) {
    let rest = line.trim();
    const marker = listMarker(rest);
    if (marker !== undefined && /^\d/.test(marker) === isNumbered) {
      items.push({ marker: isNumbered ? ` ${/^\d+/.exec(marker)![0]}. ` : "  - ", paragraphs: [] });
      rest = rest.slice(marker.length).trim();
      open = false;
    }
    if (rest === "") {
      isLoose = true;
      open = false;
      continue;
    }
    const { paragraphs } = items.at(-1)!;
    if (open) paragraphs.at(-1)!.push(rest);
    else paragraphs.push([rest]);
    open = true;
  }
  const shown: string[] = [];
  items.forEach(({ marker, paragraphs }, i) => {
    if (i > 0 && isLoose) shown.push("");
    const kept = paragraphs.filter((paragraph) => {
      const isLinks = paragraph.every(isLinkDefinition);
      if (isLinks) links.push(...paragraph.map(showLink));
      return !isLinks;
    });
    const texts = kept.map((paragraph) => paragraph.map(withQuotes).join("\n    ")).join("\n\n    ");
    shown.push(...`${marker}${texts}`.split("\n").map((line) => line.trimEnd()));
  });
  return shown;
}

/** parseSpans: headings, indented code and lists, paragraphs; with gofmt's guesses at what was meant to be indented. */
function blocksOf(lines: readonly string[]): Block[] {
  const blocks: Block[] = [];
  let forced = 0;
  let end = 0;
  for (let i = 0; ; ) {
    while (lines[i] === "") i++;
    if (i >= lines.length) return blocks;
    const start = i;
    const apart = end < start;
    if (i < forced || isIndented(lines[i]!)) {
      let takesItems = i < forced && isItem(lines[i]!);
      for (i++; i < lines.length; i++) {
        const line = lines[i]!;
        if (!(line === "" || i < forced || isIndented(line) || (takesItems && isItem(line)))) break;
        if (line === "") takesItems = false;
      }
      end = i;
      while (lines[end - 1] === "") end--;
      if (lines[end]?.startsWith("}")) end++;
      blocks.push({ kind: isItem(lines[start]!) ? "list" : "code", lines: lines.slice(start, end), apart });
    } else {
      i++;
      while (i < lines.length && lines[i] !== "" && !isIndented(lines[i]!)) i++;
      let stop = i;
      const next = lines[i];
      if (next !== undefined && next !== "" && !isItem(next)) {
        const last = lines[i - 1]!;
        if (isItem(last)) {
          forced = stop--;
          while (stop > start && isItem(lines[stop - 1]!)) stop--;
        } else if (/[{\\]$/.test(last)) {
          forced = stop--;
        }
        if (stop === start) {
          i = start;
          continue;
        }
      }
      end = stop;
      const isTitle = end - start === 1 && (isHeading(lines[start]!) || isOldHeading(lines, start));
      blocks.push({ kind: isTitle ? "heading" : "paragraph", lines: lines.slice(start, end), apart });
    }
    i = end;
  }
}

function isIndented(line: string): boolean {
  return /^[ \t]/.test(line);
}

function withoutIndent(text: readonly string[]): string[] {
  let lines = [...text];
  while (lines[0] === "") lines.shift();
  while (lines.at(-1) === "") lines.pop();
  let prefix = /^[ \t]*/.exec(lines[0] ?? "")![0];
  for (const line of lines) {
    if (line === "") continue;
    let same = 0;
    while (same < prefix.length && line[same] === prefix[same]) same++;
    prefix = prefix.slice(0, same);
  }
  lines = lines.map((line) =>
    line.trim() === "" ? "" : line.startsWith(prefix) ? line.slice(prefix.length) : line,
  );
  while (lines[0] === "") lines.shift();
  while (lines.at(-1) === "") lines.pop();
  return lines;
}

function listMarker(line: string): string | undefined {
  return /^(?:[•*+-]|\d+[.)])(?=[ \t]+\S)/u.exec(line.trim())?.[0];
}

function isItem(line: string): boolean {
  return listMarker(line) !== undefined;
}

function isHeading(line: string): boolean {
  return /^#[ \t]/.test(line) && line.trim() !== "#";
}

/** A line by itself between blank lines that reads like a title. */
function isOldHeading(lines: readonly string[], at: number): boolean {
  const line = lines[at]!.trim();
  if (at === 0 || lines[at - 1] !== "" || lines[at + 1] !== "" || lines[at + 2] === undefined) return false;
  if (isIndented(lines[at + 2]!)) return false;
  if (!/^\p{Lu}/u.test(line) || !/[\p{L}\p{Nd}]$/u.test(line) || /[;:!?+*/=[\]{}_^°&§~%#@<">\\]/.test(line))
    return false;
  return !/'(?!s(?: |$))/.test(line) && !/\.(?: |$)/.test(line);
}

function isLinkDefinition(line: string): boolean {
  const end = line.indexOf("]:");
  if (!line.startsWith("[") || end < 0 || !/^[ \t]/.test(line.slice(end + 2))) return false;
  return /^(?:file|ftp|gopher|https?|mailto|nntp):\/\//.test(line.slice(end + 2).trim());
}

function showLink(line: string): string {
  const end = line.indexOf("]:") + 2;
  return `${line.slice(0, end)} ${line.slice(end).trim()}`;
}

function isLinked(lines: readonly string[], name: string): boolean {
  return lines.join(" ").includes(`[${name}]`);
}

/** gofmt makes these of doubled quotes. How it skips longer runs depends on where they stand; Markdown has another fence. */
function withQuotes(line: string): string {
  return line.replace(/`{3,}/g, "~~~").replaceAll("``", "“").replaceAll("''", "”");
}
