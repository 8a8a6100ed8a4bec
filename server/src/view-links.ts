// Where the symbols of a symbol view are declared, as far as the source is at hand.

import type { Location, Range } from "#shared/model";
import { declarationsIn, nameRange, type PlacedLine, symbolView } from "./symbol-view.ts";
import { parseVirtualUri } from "./virtual-documents.ts";
import type { Workspace } from "./workspace.ts";

export interface ViewLink {
  readonly row: number;
  /** Of the symbol's name. */
  readonly name: Range;
  /** Of the place that the line states; else of the name. */
  readonly place: Range;
  readonly target: Location;
}

/** Empty where the URI is of no symbol view. */
export async function viewLinks(workspace: Workspace, uri: string): Promise<readonly ViewLink[]> {
  const blocks = await symbolView(workspace, uri);
  const pluginPath = parseVirtualUri(uri, workspace.host.path.separator)?.path;
  if (!blocks || pluginPath === undefined) return [];
  const sources = workspace
    .bindings()
    .filter(({ binding }) => binding.pluginPath === pluginPath)
    .flatMap(({ binding }) => workspace.subject(binding)?.source ?? []);
  return declarationsIn(blocks).flatMap(({ line }): ViewLink[] => {
    const named = nameRange(line);
    const symbol = line.line.symbol;
    if (!named || !symbol) return [];
    const source = sources.find(({ symbols }) => symbols.has(symbol.name));
    const target = source?.symbols.get(symbol.name)?.location ?? statedPlace(workspace, symbol);
    return target
      ? [{ row: line.row, name: named.range, place: placeRange(line) ?? named.range, target }]
      : [];
  });
}

/** The place in the binary, where there is such a file. */
function statedPlace(
  { host }: Workspace,
  { file, line }: { readonly file?: string; readonly line?: number },
): Location | undefined {
  if (file === undefined || line === undefined || !host.path.isAbsolute(file)) return undefined;
  if (host.stat(file)?.kind !== "file") return undefined;
  const start = { line: line - 1, character: 0 };
  return { path: file, range: { start, end: start } };
}

const comment = /^ \/\/ /;

function placeRange({ row, line: { pieces } }: PlacedLine): Range | undefined {
  const last = pieces.at(-1);
  if (last?.style !== "comment" || !comment.test(last.text)) return undefined;
  const end = pieces.reduce((length, { text }) => length + text.length, 0);
  const start = end - last.text.replace(comment, "").length;
  return { start: { line: row, character: start }, end: { line: row, character: end } };
}
