// Bind Plugin: Show Log.

import type { ClientCommand } from "../extension-context.ts";

export const showLog: ClientCommand = {
  id: "bindPlugin.showLog",
  run: ({ log }) => log.show(),
};
