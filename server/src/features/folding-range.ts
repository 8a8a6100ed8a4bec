// textDocument/foldingRange: the parts of the symbol view of a plugin.

import {
  type CancellationToken,
  type FoldingRange,
  FoldingRangeKind,
  type FoldingRangeParams,
  FoldingRangeRequest,
} from "vscode-languageserver/node";
import { virtualSelector } from "#shared/protocol";
import { declarationsIn, symbolView } from "../symbol-view.ts";
import type { Workspace } from "../workspace.ts";
import { type Feature, requestFeature, requireWanted } from "./feature.ts";

export async function provideFoldingRange(
  workspace: Workspace,
  { textDocument }: FoldingRangeParams,
  token: CancellationToken,
): Promise<FoldingRange[] | null> {
  const blocks = await symbolView(workspace, textDocument.uri);
  requireWanted(token);
  if (!blocks) return null;
  const parts = blocks.map(({ kind, lines }): FoldingRange => {
    const range = { startLine: lines[0]!.row, endLine: lines.at(-1)!.row };
    return kind === "imports" ? { ...range, kind: FoldingRangeKind.Imports } : range;
  });
  const symbols = declarationsIn(blocks).map(
    ({ line, below }): FoldingRange => ({ startLine: line.row, endLine: (below.at(-1) ?? line).row }),
  );
  return [...parts, ...symbols].filter(({ startLine, endLine }) => startLine < endLine);
}

const { register } = requestFeature(FoldingRangeRequest.type, provideFoldingRange);

export const foldingRange: Feature = {
  capabilities: ({ registersFoldingRange }) => (registersFoldingRange ? {} : { foldingRangeProvider: true }),
  register,
  initialized(connection, { client }) {
    if (!client.registersFoldingRange) return;
    void connection.client.register(FoldingRangeRequest.type, { documentSelector: virtualSelector });
  },
};
