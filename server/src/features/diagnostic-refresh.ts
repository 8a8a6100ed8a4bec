// workspace/diagnostic/refresh: tells clients that ask for diagnostics that there are others now.

import { DiagnosticRefreshRequest } from "vscode-languageserver/node";
import type { Feature } from "./feature.ts";

/** Milliseconds in which changes are told together. */
const gathering = 20;

export const diagnosticRefresh: Feature = {
  register(connection, workspace) {
    if (!workspace.client.pullsDiagnostics) return;
    let isDue = false;
    workspace.onProblems(() => {
      if (isDue) return;
      isDue = true;
      setTimeout(() => {
        isDue = false;
        // A client that answers with an error has no better way to be told.
        connection.sendRequest(DiagnosticRefreshRequest.type).catch(() => {});
      }, gathering);
    });
  },
};
