// The command create: writes a new wrapper, and what states it.

import type { GenerationResult, StatementKind } from "#shared/protocol";
import { readPackageName } from "#shared/source/package-clause";
import { draftBinding, requireDraft } from "../drafts.ts";
import { CommandError } from "../failure.ts";
import { nextWrapper } from "../next-wrapper.ts";
import { statementEdit } from "../statements.ts";
import { inFolderOf, writeGenerated } from "../write-file.ts";
import type { Command } from "./command.ts";

export const create: Command = async (context, argument): Promise<GenerationResult> => {
  const { workspace, editor, signal } = context;
  const { statement } = (argument ?? {}) as { readonly statement?: unknown };
  if (!isStatementKind(statement))
    throw new CommandError("a new wrapper is stated by a directive, a config or its header");
  const draft = await requireDraft(workspace, argument);
  const { binding } = draftBinding(workspace, draft, statement);
  const { path, text } = await nextWrapper(workspace, binding);
  signal.throwIfAborted();
  const edit = statementEdit(workspace, draft, statement, readPackageName(text) ?? "main");
  if (edit && !workspace.client.applyEdit) throw new CommandError("the editor takes no edits");
  await inFolderOf(path, () => writeGenerated(path, text, false));
  workspace.filesChanged([{ path, kind: "created" }]);
  const written = [workspace.uriOf(path)];
  if (edit) {
    await editor.applyEdits([edit]);
    written.push(workspace.uriOf(edit.path));
  }
  return { written, current: [] };
};

function isStatementKind(value: unknown): value is StatementKind {
  return value === "directive" || value === "config" || value === "header";
}
