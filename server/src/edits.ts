// Edits of files as the protocol has them: for a version of a document, and with a word about each, where the client takes that.

import type { CreateFile, TextDocumentEdit, TextEdit, WorkspaceEdit } from "vscode-languageserver/node";
import type { Workspace } from "./workspace.ts";

export interface FileEdit {
  /** Absolute. */
  readonly path: string;
  readonly edits: readonly TextEdit[];
  /** The file is not there yet. */
  readonly isNew?: boolean;
  /** What is done to the file, for people: a phrase with a capital letter. */
  readonly label: string;
}

/** Turns one text into another by replacing the lines from the first to the last that differ. */
export function replaceLines(before: string, after: string): readonly TextEdit[] {
  if (before === after) return [];
  const [old, fresh] = [linesOf(before), linesOf(after)];
  const shorter = Math.min(old.length, fresh.length);
  let start = 0;
  while (start < shorter && old[start] === fresh[start]) start++;
  let end = 0;
  while (end < shorter - start && old[old.length - 1 - end] === fresh[fresh.length - 1 - end]) end++;
  const last = old.length - end;
  const isAtEnd = last === old.length && before !== "" && !before.endsWith("\n");
  return [
    {
      range: {
        start: { line: start, character: 0 },
        end: isAtEnd ? { line: last - 1, character: old[last - 1]!.length } : { line: last, character: 0 },
      },
      newText: fresh.slice(start, fresh.length - end).join(""),
    },
  ];
}

/** Each with its line break. */
function linesOf(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

export function toWorkspaceEdit(workspace: Workspace, files: readonly FileEdit[]): WorkspaceEdit {
  const { client, uriOf } = workspace;
  if (!client.documentChanges) {
    return { changes: Object.fromEntries(files.map(({ path, edits }) => [uriOf(path), [...edits]])) };
  }
  const annotations = new Map(files.map(({ label }, i) => [label, `bind-plugin.${i}`]));
  const documentChanges = files.flatMap(
    ({ path, edits, isNew, label }): (TextDocumentEdit | CreateFile)[] => {
      const uri = uriOf(path);
      const annotation = client.changeAnnotations ? { annotationId: annotations.get(label)! } : {};
      const version = workspace.document(uri)?.version ?? null;
      const edit = { textDocument: { uri, version }, edits: edits.map((one) => ({ ...one, ...annotation })) };
      return isNew
        ? [{ kind: "create", uri, options: { ignoreIfExists: true }, ...annotation }, edit]
        : [edit];
    },
  );
  if (!client.changeAnnotations) return { documentChanges };
  const changeAnnotations = Object.fromEntries([...annotations].map(([label, id]) => [id, { label }]));
  return { documentChanges, changeAnnotations };
}
