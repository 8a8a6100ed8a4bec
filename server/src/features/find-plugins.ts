// bindPlugin/findPlugins: the Go plugins in the workspace folders, for an editor to offer.

import { type CancellationToken, RequestType0 } from "vscode-languageserver/node";
import { type FoundPlugin, findPluginsRequest } from "#shared/protocol";
import { findPlugins } from "../found-plugins.ts";
import type { Workspace } from "../workspace.ts";
import { type Feature, requireWanted } from "./feature.ts";

export function provideFoundPlugins(
  workspace: Workspace,
  token: CancellationToken,
): Promise<readonly FoundPlugin[]> {
  return findPlugins(workspace, () => requireWanted(token));
}

export const foundPlugins: Feature = {
  register(connection, workspace) {
    const type = new RequestType0<readonly FoundPlugin[], void>(findPluginsRequest);
    connection.onRequest(type, (token) => provideFoundPlugins(workspace, token));
  },
};
