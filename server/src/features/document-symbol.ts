// textDocument/documentSymbol: the functions and variables in the symbol view of a plugin.

import {
  type CancellationToken,
  type DocumentSymbol,
  type DocumentSymbolParams,
  DocumentSymbolRequest,
  type SymbolInformation,
  SymbolKind,
} from "vscode-languageserver/node";
import { virtualSelector } from "#shared/protocol";
import { typeString } from "#shared/type-string";
import { declarationsIn, linesRange, nameRange, type PlacedLine, symbolView } from "../symbol-view.ts";
import type { Workspace } from "../workspace.ts";
import { type Feature, requestFeature, requireWanted } from "./feature.ts";

/** A tree where the client takes one, with the methods of variables. */
export async function provideDocumentSymbol(
  workspace: Workspace,
  { textDocument: { uri } }: DocumentSymbolParams,
  token: CancellationToken,
): Promise<DocumentSymbol[] | SymbolInformation[] | null> {
  const blocks = await symbolView(workspace, uri);
  requireWanted(token);
  if (!blocks) return null;
  const symbols = declarationsIn(blocks).flatMap(({ line, below }) => {
    const children = below.flatMap((one) => symbolAt(one, one, SymbolKind.Method));
    const kind = line.line.symbol?.kind === "func" ? SymbolKind.Function : SymbolKind.Variable;
    const detail = line.line.symbol ? typeString(line.line.symbol.type) : "";
    return symbolAt(line, below.at(-1) ?? line, kind).map((symbol) => ({ ...symbol, detail, children }));
  });
  if (workspace.client.hierarchicalSymbols) return symbols;
  return symbols.map(({ name, kind, range }) => ({ name, kind, location: { uri, range } }));
}

function symbolAt(first: PlacedLine, last: PlacedLine, kind: SymbolKind): readonly DocumentSymbol[] {
  const found = nameRange(first);
  if (!found) return [];
  return [{ name: found.name, kind, range: linesRange(first, last), selectionRange: found.range }];
}

const { register } = requestFeature(DocumentSymbolRequest.type, provideDocumentSymbol);

export const documentSymbol: Feature = {
  capabilities: ({ registersDocumentSymbol }) =>
    registersDocumentSymbol ? {} : { documentSymbolProvider: true },
  register,
  initialized(connection, { client }) {
    if (!client.registersDocumentSymbol) return;
    void connection.client.register(DocumentSymbolRequest.type, { documentSelector: virtualSelector });
  },
};
