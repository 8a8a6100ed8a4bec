// Rebuild Plugin and Regenerate, and the same as its host is built: builds a plugin with go, and writes its wrappers.

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

export const rebuildPluginForHost: ClientCommand = {
  id: "bindPlugin.rebuildPluginForHost",
  async run(extension, argument) {
    const target = await findTarget(extension, argument, "plugin");
    if (target) await commands.executeCommand(serverCommands.rebuildForHost, target.reference);
  },
};
