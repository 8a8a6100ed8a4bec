// workspace/codeLens/refresh: tells the client that lenses would say something else now.

import { CodeLensRefreshRequest } from "vscode-languageserver/node";
import { lensCommand, lensesOf } from "../lenses.ts";
import { refreshOnChange } from "../refreshing.ts";
import type { Workspace } from "../workspace.ts";
import type { Feature } from "./feature.ts";

export const codeLensRefresh: Feature = {
  register(connection, workspace) {
    if (!workspace.client.refreshesCodeLenses) return;
    refreshOnChange(workspace, fingerprint, () => connection.sendRequest(CodeLensRefreshRequest.type));
  },
};

/** Changes whenever lenses of an open document do, apart from their places in a file that is edited, whose lenses the client asks for itself. */
function fingerprint(workspace: Workspace): string {
  if (!workspace.settings.codeLenses) return "";
  const lenses = [...workspace.openPaths()].flatMap((path) =>
    lensesOf(workspace, path).map(({ task }) => [path, task.kind, lensCommand(workspace, task)?.title]),
  );
  return JSON.stringify(lenses);
}
