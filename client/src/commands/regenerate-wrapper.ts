// Regenerate Wrapper, and Regenerate All Wrappers: of the plugins as they are; one that does not exist is built first.

import { commands } from "vscode";
import { serverCommands } from "#shared/protocol";
import type { ClientCommand } from "../extension-context.ts";
import { findTarget } from "../target.ts";

export const regenerateWrapper: ClientCommand = {
  id: "bindPlugin.regenerateWrapper",
  async run(extension, argument) {
    const target = await findTarget(extension, argument, "wrapper");
    if (!target) return;
    const isBuilt = target.plugin?.state === "missing";
    const command = isBuilt ? serverCommands.generate : serverCommands.regenerate;
    await commands.executeCommand(command, target.reference);
  },
};

export const regenerateAllWrappers: ClientCommand = {
  id: "bindPlugin.regenerateAllWrappers",
  async run({ server }) {
    await server.start();
    await commands.executeCommand(serverCommands.regenerateAll);
  },
};
