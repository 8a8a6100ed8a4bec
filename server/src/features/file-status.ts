// bindPlugin/status: how things are with what a file binds.

import { RequestType } from "vscode-languageserver/node";
import { type FileStatus, fileStatusRequest } from "#shared/protocol";
import { fileStatus as statusOf } from "../file-status.ts";
import type { Workspace } from "../workspace.ts";
import type { Feature } from "./feature.ts";

const request = new RequestType<{ readonly uri: string }, FileStatus | null, void>(fileStatusRequest);

export function provideFileStatus(
  workspace: Workspace,
  { uri }: { readonly uri: string },
): FileStatus | null {
  return statusOf(workspace, uri) ?? null;
}

export const fileStatus: Feature = {
  register(connection, workspace) {
    connection.onRequest(request, async (params) => {
      await workspace.documentsShown();
      return provideFileStatus(workspace, params);
    });
  },
};
