// workspace/codeLens/refresh: tells the client that lenses would say something else now.

import { CodeLensRefreshRequest } from "vscode-languageserver/node";
import { bindingState } from "../lenses.ts";
import { refreshOnChange } from "../refreshing.ts";
import type { Workspace } from "../workspace.ts";
import type { Feature } from "./feature.ts";

export const codeLensRefresh: Feature = {
  register(connection, workspace) {
    if (!workspace.client.refreshesCodeLenses) return;
    refreshOnChange(workspace, fingerprint, () => connection.sendRequest(CodeLensRefreshRequest.type));
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
