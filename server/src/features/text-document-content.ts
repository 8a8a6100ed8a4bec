// workspace/textDocumentContent, and our own request for clients without it: the texts of virtual documents, and when they change.

import {
  ErrorCodes,
  ResponseError,
  type TextDocumentContentParams,
  TextDocumentContentRefreshRequest,
  TextDocumentContentRequest,
  type TextDocumentContentResult,
} from "vscode-languageserver/node";
import { contentChanged, contentRequest, virtualScheme } from "#shared/protocol";
import { contentFacts, virtualContent } from "../virtual-content.ts";
import type { Workspace } from "../workspace.ts";
import type { Feature } from "./feature.ts";

/** Milliseconds in which changes are told together. */
const gathering = 100;
/** How many documents are followed; the one that was asked for longest ago is forgotten. */
const limit = 50;

/** Fails for a URI that is of no virtual document. */
export async function provideTextDocumentContent(
  workspace: Workspace,
  { uri }: TextDocumentContentParams,
): Promise<TextDocumentContentResult> {
  const text = await virtualContent(workspace, uri);
  if (text === undefined) throw new ResponseError(ErrorCodes.InvalidParams, `there is no document ${uri}`);
  return { text };
}

export const textDocumentContent: Feature = {
  capabilities: (client) =>
    client.textDocumentContent ? { workspace: { textDocumentContent: { schemes: [virtualScheme] } } } : {},
  register(connection, workspace) {
    /** What the texts depend on that the client has, by URI. */
    const known = new Map<string, readonly unknown[]>();
    const answer = async (params: TextDocumentContentParams) => {
      const facts = await contentFacts(workspace, params.uri);
      const content = await provideTextDocumentContent(workspace, params);
      known.delete(params.uri);
      known.set(params.uri, facts);
      for (const uri of known.keys()) if (known.size > limit) known.delete(uri);
      return content;
    };
    connection.onRequest(TextDocumentContentRequest.type, answer);
    connection.onRequest(contentRequest, answer);

    let isDue = false;
    workspace.onChecked(() => {
      if (isDue || known.size === 0) return;
      isDue = true;
      setTimeout(() => {
        isDue = false;
        tellChanges().catch((error) => connection.console.error(`Internal error: ${error}`));
      }, gathering);
    });

    async function tellChanges(): Promise<void> {
      for (const [uri, before] of known) {
        const facts = await contentFacts(workspace, uri);
        const isSame = facts.every((fact, i) => fact === before[i]);
        if (isSame || known.get(uri) !== before) continue;
        known.set(uri, facts);
        if (workspace.client.textDocumentContent) {
          connection.sendRequest(TextDocumentContentRefreshRequest.type, { uri }).catch(() => {});
        } else {
          await connection.sendNotification(contentChanged, { uri });
        }
      }
    }
  },
};
