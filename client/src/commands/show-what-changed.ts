// Show What Changed: what the next refresh of a wrapper brings, compatible or not, before it is accepted.

import { commands } from "vscode";
import { serverCommands } from "#shared/protocol";
import type { ClientCommand } from "../extension-context.ts";
import { findTarget } from "../target.ts";

export const showWhatChanged: ClientCommand = {
  id: "bindPlugin.showWhatChanged",
  async run(extension, argument) {
    const target = await findTarget(extension, argument, "wrapper");
    if (target) await commands.executeCommand(serverCommands.showChanges, target.reference);
  },
};
