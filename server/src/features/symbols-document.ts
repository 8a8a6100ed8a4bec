// bindPlugin/symbolsDocument: the virtual document of a plugin's symbols, and whether the file is a plugin at all.

import { ErrorCodes, RequestType, ResponseError } from "vscode-languageserver/node";
import { type SymbolsDocument, symbolsDocumentRequest } from "#shared/protocol";
import { unreadPlugin } from "../unread-plugin.ts";
import { virtualUri } from "../virtual-documents.ts";
import type { Workspace } from "../workspace.ts";
import type { Feature } from "./feature.ts";

const request = new RequestType<{ readonly uri: string }, SymbolsDocument, void>(symbolsDocumentRequest);

/** Fails for a URI that is of no file. */
export async function provideSymbolsDocument(
  workspace: Workspace,
  { uri }: { readonly uri: string },
): Promise<SymbolsDocument> {
  const path = workspace.pathOf(uri);
  if (path === undefined) throw new ResponseError(ErrorCodes.InvalidParams, `${uri} is no file on disk`);
  const document = virtualUri({ kind: "symbols", path }, workspace.host.path.separator);
  const state = await workspace.plugin(path, false);
  if (state.state === "read") return { uri: document };
  return { uri: document, notRead: unreadPlugin(state, workspace.host.path.basename(path)) };
}

export const symbolsDocument: Feature = {
  register(connection, workspace) {
    connection.onRequest(request, (params) => provideSymbolsDocument(workspace, params));
  },
};
