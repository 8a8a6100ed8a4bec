// What the server asks of the editor: to apply an edit, to show a document, to show how far a command has come.

import type { Connection, Range } from "vscode-languageserver/node";
import { type FileEdit, toWorkspaceEdit } from "./edits.ts";
import { CommandError } from "./failure.ts";
import type { Workspace } from "./workspace.ts";

export interface Editor {
  /** Rejects with `CommandError` where the editor does not take the edits. */
  applyEdits(files: readonly FileEdit[]): Promise<void>;
  /** Whether the document was shown. */
  show(uri: string, range?: Range): Promise<boolean>;
  /** Leaves a line in the editor's log. */
  note(text: string): void;
}

export function createEditor(connection: Connection, workspace: Workspace): Editor {
  return {
    async applyEdits(files) {
      const labels = [...new Set(files.map(({ label }) => label))];
      const edit = toWorkspaceEdit(workspace, files);
      const { applied, failureReason } = await connection.workspace.applyEdit({
        label: labels.join(", "),
        edit,
      });
      if (applied) return;
      const paths = files.map(({ path }) => workspace.show(path)).join(", ");
      throw new CommandError(
        `the editor did not take the edit of ${paths}${failureReason ? `: ${failureReason}` : ""}`,
      );
    },
    async show(uri, range) {
      if (!workspace.client.showDocument) return false;
      const selection = range ? { selection: range } : {};
      const { success } = await connection.window.showDocument({ uri, takeFocus: true, ...selection });
      return success;
    },
    note: (text) => connection.console.info(text),
  };
}
