// Bind Plugin: Restart Server.

import type { ClientCommand } from "../extension-context.ts";

export const restartServer: ClientCommand = {
  id: "bindPlugin.restartServer",
  run: ({ server }) => server.restart(),
};
