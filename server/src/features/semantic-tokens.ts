// textDocument/semanticTokens/full: the words of the symbol view of a plugin.

import {
  type CancellationToken,
  type SemanticTokens,
  SemanticTokensBuilder,
  type SemanticTokensOptions,
  type SemanticTokensParams,
  SemanticTokensRegistrationType,
  SemanticTokensRequest,
} from "vscode-languageserver/node";
import { virtualSelector } from "#shared/protocol";
import { tokenModifiers, tokensOf, tokenTypes } from "../listing-tokens.ts";
import { symbolView } from "../symbol-view.ts";
import type { Workspace } from "../workspace.ts";
import { type Feature, requestFeature, requireWanted } from "./feature.ts";

export async function provideSemanticTokens(
  workspace: Workspace,
  { textDocument }: SemanticTokensParams,
  token: CancellationToken,
): Promise<SemanticTokens | null> {
  const blocks = await symbolView(workspace, textDocument.uri);
  requireWanted(token);
  if (!blocks) return null;
  const builder = new SemanticTokensBuilder();
  for (const { row, line } of blocks.flatMap(({ lines }) => lines)) {
    for (const { start, length, type, modifier } of tokensOf(line.pieces)) {
      const modifiers = modifier ? 1 << tokenModifiers.indexOf(modifier) : 0;
      builder.push(row, start, length, tokenTypes.indexOf(type), modifiers);
    }
  }
  return builder.build();
}

const { register } = requestFeature(SemanticTokensRequest.type, provideSemanticTokens);

const options: SemanticTokensOptions = {
  legend: { tokenTypes: [...tokenTypes], tokenModifiers: [...tokenModifiers] },
  full: true,
};

export const semanticTokens: Feature = {
  capabilities: ({ registersSemanticTokens }) =>
    registersSemanticTokens ? {} : { semanticTokensProvider: options },
  register,
  initialized(connection, { client }) {
    if (!client.registersSemanticTokens) return;
    const registration = { ...options, documentSelector: virtualSelector };
    void connection.client.register(SemanticTokensRegistrationType.type, registration);
  },
};
