// workspace/inlayHint/refresh: tells the client that hints would say something else now.

import { InlayHintRefreshRequest } from "vscode-languageserver/node";
import { bindingHint } from "../binding-hints.ts";
import { refreshOnChange } from "../refreshing.ts";
import type { Workspace } from "../workspace.ts";
import type { Feature } from "./feature.ts";

export const inlayHintRefresh: Feature = {
  register(connection, workspace) {
    if (!workspace.client.refreshesInlayHints) return;
    refreshOnChange(workspace, fingerprint, () => connection.sendRequest(InlayHintRefreshRequest.type));
  },
};

/** Changes whenever hints of an open document do, apart from their places in a file that is edited, whose hints the client asks for itself. */
function fingerprint(workspace: Workspace): string {
  if (!workspace.settings.inlayHints) return "";
  const open = new Set(workspace.openPaths());
  return workspace
    .bindings()
    .filter(({ binding }) => open.has(binding.location.path))
    .map(({ binding }) => bindingHint(workspace, binding))
    .join("\n");
}
