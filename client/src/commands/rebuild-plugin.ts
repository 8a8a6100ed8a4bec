// Rebuild Plugin and Regenerate: builds it with go, and writes its wrappers.

import { commands } from "vscode";
import { serverCommands } from "#shared/protocol";
import type { ClientCommand } from "../extension-context.ts";
import { findTarget } from "../target.ts";

export const rebuildPlugin: ClientCommand = {
  id: "bindPlugin.rebuildPlugin",
  async run(extension, argument) {
    const target = await findTarget(extension, argument, "plugin");
    if (target) await commands.executeCommand(serverCommands.rebuild, target.reference);
  },
};
