// workspace/codeLens/refresh: tells the client that lenses would say something else now.

import { CodeLensRefreshRequest } from "vscode-languageserver/node";
import { bindingState } from "../lenses.ts";
import type { Workspace } from "../workspace.ts";
import type { Feature } from "./feature.ts";

/** Milliseconds in which changes are told together. */
const gathering = 100;

export const codeLensRefresh: Feature = {
  register(connection, workspace) {
    if (!workspace.client.refreshesCodeLenses) return;
    let isDue = false;
    let told: string | undefined = "";
    const changed = () => {
      if (isDue) return;
      isDue = true;
      setTimeout(() => {
        isDue = false;
        const now = fingerprint(workspace);
        if (now === told) return;
        told = now;
        // A client that answers with an error has no better way to be told.
        connection.sendRequest(CodeLensRefreshRequest.type).catch(() => {});
      }, gathering);
    };
    workspace.onChecked(changed);
    workspace.onProblems(changed);
    workspace.onSettings(() => {
      told = undefined;
      changed();
    });
  },
};

/** Changes whenever lenses do, apart from their places in a file that is edited, whose lenses the client asks for itself. */
function fingerprint(workspace: Workspace): string {
  if (!workspace.settings.codeLenses) return "";
  return workspace
    .bindings()
    .map(({ binding }) => {
      const { wrapper, plugin, source } = workspace.subject(binding) ?? {};
      const members = wrapper?.state === "read" ? wrapper.file.members.map(({ name }) => name) : [];
      const symbols = plugin?.state === "read" ? plugin.plugin.symbols.length : -1;
      return [bindingState(workspace, binding), members, symbols, [...(source?.symbols.keys() ?? [])]].join();
    })
    .join("\n");
}
