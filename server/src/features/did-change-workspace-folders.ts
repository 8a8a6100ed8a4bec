// workspace/didChangeWorkspaceFolders: folders that come and go while the server runs.

import { DidChangeWorkspaceFoldersNotification } from "vscode-languageserver/node";
import type { Feature } from "./feature.ts";

export const didChangeWorkspaceFolders: Feature = {
  capabilities: ({ workspaceFolders }) =>
    workspaceFolders
      ? { workspace: { workspaceFolders: { supported: true, changeNotifications: true } } }
      : {},
  register(connection, workspace) {
    connection.onNotification(DidChangeWorkspaceFoldersNotification.type, ({ event }) => {
      for (const { uri } of event.removed) withPath(uri, workspace.removeFolder);
      for (const { uri } of event.added) withPath(uri, workspace.addFolder);
    });

    function withPath(uri: string, action: (path: string) => void): void {
      const path = workspace.pathOf(uri);
      if (path !== undefined) action(path);
    }
  },
};
