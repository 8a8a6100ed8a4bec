// The virtual document of a plugin's symbols, as lines with their places.

import type { ListingBlock, ListingLine } from "#shared/listing";
import type { Range } from "#shared/model";
import { pluginListing } from "./virtual-content.ts";
import { parseVirtualUri } from "./virtual-documents.ts";
import type { Workspace } from "./workspace.ts";

export interface PlacedLine {
  readonly row: number;
  readonly line: ListingLine;
}

export interface PlacedBlock {
  readonly kind: ListingBlock["kind"];
  /** At least one. */
  readonly lines: readonly PlacedLine[];
}

/** `undefined` where the URI is of no symbol view. */
export async function symbolView(
  workspace: Workspace,
  uri: string,
): Promise<readonly PlacedBlock[] | undefined> {
  const document = parseVirtualUri(uri, workspace.host.path.separator);
  if (document?.kind !== "symbols") return undefined;
  return placeBlocks(await pluginListing(workspace, document.path));
}

/** As `listingText` lays them out: an empty line between two blocks. */
export function placeBlocks(blocks: readonly ListingBlock[]): readonly PlacedBlock[] {
  let row = 0;
  return blocks.map(({ kind, lines }) => {
    const placed = lines.map((line) => ({ row: row++, line }));
    row++;
    return { kind, lines: placed };
  });
}

export interface Declaration {
  readonly line: PlacedLine;
  /** Notes and methods. */
  readonly below: readonly PlacedLine[];
}

/** The lines that declare symbols, each with those that belong to it. */
export function declarationsIn(blocks: readonly PlacedBlock[]): readonly Declaration[] {
  const found: { line: PlacedLine; below: PlacedLine[] }[] = [];
  for (const { kind, lines } of blocks) {
    if (kind !== "functions" && kind !== "variables") continue;
    for (const line of lines) {
      if (line.line.symbol) found.push({ line, below: [] });
      else found.at(-1)?.below.push(line);
    }
  }
  return found;
}

/** From the beginning of one line to the end of another. */
export function linesRange(first: PlacedLine, last: PlacedLine): Range {
  return {
    start: { line: first.row, character: 0 },
    end: { line: last.row, character: lengthOf(last.line) },
  };
}

/** Where a line's name is; absent where it has none. */
export function nameRange({
  row,
  line,
}: PlacedLine): { readonly name: string; readonly range: Range } | undefined {
  let character = 0;
  for (const { style, text } of line.pieces) {
    const end = character + text.length;
    if (style === "function" || style === "variable" || style === "method") {
      return { name: text, range: { start: { line: row, character }, end: { line: row, character: end } } };
    }
    character = end;
  }
  return undefined;
}

function lengthOf({ pieces }: ListingLine): number {
  return pieces.reduce((length, { text }) => length + text.length, 0);
}
