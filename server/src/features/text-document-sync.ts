// textDocument/didOpen, didChange, didSave and didClose: the texts of open documents.

import { TextDocumentSyncKind, TextDocuments } from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { Feature } from "./feature.ts";

export const textDocumentSync: Feature = {
  capabilities: () => ({
    textDocumentSync: {
      openClose: true,
      change: TextDocumentSyncKind.Incremental,
      save: { includeText: false },
    },
  }),
  register(connection, workspace) {
    const documents = new TextDocuments(TextDocument);
    documents.onDidChangeContent(({ document }) => workspace.documentChanged(document));
    documents.onDidClose(({ document }) => workspace.documentClosed(document));
    documents.onDidSave(({ document }) => workspace.documentSaved(document));
    documents.listen(connection);
  },
};
