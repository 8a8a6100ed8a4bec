// textDocument/publishDiagnostics: sends the diagnostics of changed files to clients that don't ask for them.

import { diagnosticsOf } from "../diagnostics.ts";
import type { Feature } from "./feature.ts";

export const publishDiagnostics: Feature = {
  register(connection, workspace) {
    if (workspace.client.pullsDiagnostics) return;
    workspace.onProblems((paths) => {
      for (const path of paths) {
        const { items: diagnostics } = diagnosticsOf(workspace, path);
        void connection.sendDiagnostics({ uri: workspace.uriOf(path), diagnostics });
      }
    });
  },
};
