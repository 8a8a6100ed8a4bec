// bindPlugin/settled: answered when there is nothing left to look at; for scripts and tests, which otherwise would have to guess.

import { settledRequest } from "#shared/protocol";
import type { Workspace } from "../workspace.ts";
import type { Feature } from "./feature.ts";

export async function provideSettled(workspace: Workspace): Promise<null> {
  await workspace.idle();
  return null;
}

export const settled: Feature = {
  register(connection, workspace) {
    connection.onRequest(settledRequest, () => provideSettled(workspace));
  },
};
