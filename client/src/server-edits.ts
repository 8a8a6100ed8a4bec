// Edits that the server makes by itself, as of a wrapper that is regenerated: what had no unsaved changes before has none afterwards.

import { type TextDocument, Uri, workspace } from "vscode";
import type { ApplyWorkspaceEditParams } from "vscode-languageclient/node";

/**
 * Applies the edit, and saves the documents that it has changed, but for those with unsaved changes of the user's. VS Code keeps a document
 * for a while after its last tab was closed, where an edit that is left unsaved is seen by nobody.
 */
export async function applyServerEdit<Result>(
  { edit: { changes = {}, documentChanges = [] } }: ApplyWorkspaceEditParams,
  apply: () => Promise<Result>,
): Promise<Result> {
  const others = new Set(dirtyDocuments());
  const result = await apply();
  const edited = [
    ...Object.keys(changes),
    ...documentChanges.flatMap((change) => ("textDocument" in change ? [change.textDocument.uri] : [])),
  ].map((uri) => Uri.parse(uri).toString());
  for (const document of dirtyDocuments()) {
    if (!others.has(document) && edited.includes(document.uri.toString())) await document.save();
  }
  return result;
}

function dirtyDocuments(): readonly TextDocument[] {
  return workspace.textDocuments.filter(({ isDirty }) => isDirty);
}
