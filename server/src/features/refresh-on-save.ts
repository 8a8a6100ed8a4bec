// What the setting refreshOnSave asks for: when a file is saved, the wrappers that it states or is are refreshed where they have drifted.

import type { Connection } from "vscode-languageserver/node";
import { refreshWrappers } from "../commands/generation.ts";
import { createEditor } from "../editor.ts";
import { isExpected } from "../failure.ts";
import { whyNotRefreshed } from "../reasons.ts";
import { driftedBindings } from "../tasks.ts";
import type { Workspace } from "../workspace.ts";
import type { Feature } from "./feature.ts";

export const refreshOnSave: Feature = {
  register(connection, workspace) {
    workspace.onSaved((path) => {
      if (!workspace.settings.refreshOnSave) return;
      refresh(connection, workspace, path).catch((error) => {
        if (isExpected(error)) connection.console.warn(error.message);
        else connection.console.error(`Internal error: ${error instanceof Error ? error.stack : error}`);
      });
    });
  },
};

async function refresh(connection: Connection, workspace: Workspace, path: string): Promise<void> {
  await workspace.idle();
  const drifted = driftedBindings(workspace, path).filter(
    (binding) => whyNotRefreshed(workspace, binding) === undefined,
  );
  if (drifted.length === 0) return;
  const editor = createEditor(connection, workspace);
  const context = { workspace, editor, signal: new AbortController().signal, progress: () => {} };
  await refreshWrappers(context, drifted);
}
