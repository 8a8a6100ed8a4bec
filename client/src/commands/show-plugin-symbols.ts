// Show Plugin Symbols: what a plugin exports, as a document.

import { commands, Uri } from "vscode";
import { serverCommands } from "#shared/protocol";
import type { ClientCommand } from "../extension-context.ts";
import { pickPlugin } from "../pick-plugin.ts";
import { isTreeNode, nodeReference } from "../tree-node.ts";

export const showPluginSymbols: ClientCommand = {
  id: "bindPlugin.showPluginSymbols",
  async run(extension, argument) {
    await extension.server.start();
    const reference = isTreeNode(argument)
      ? nodeReference(argument)
      : argument instanceof Uri
        ? { uri: argument.toString() }
        : await pickPlugin(extension, "Show Plugin Symbols", "Of which plugin?");
    if (reference) await commands.executeCommand(serverCommands.showSymbols, reference);
  },
};
