// The extension: what begins when VS Code activates it, and ends with it.

import { join } from "node:path";
import { commands, type ExtensionContext, window, workspace } from "vscode";
import { checkHost } from "./commands/check-host.ts";
import { comparePlugins } from "./commands/compare-plugins.ts";
import { generateWrapper } from "./commands/generate-wrapper.ts";
import { openItem, openStatement } from "./commands/open-item.ts";
import { rebuildPlugin, rebuildPluginForHost } from "./commands/rebuild-plugin.ts";
import { regenerateAllWrappers, regenerateWrapper } from "./commands/regenerate-wrapper.ts";
import { restartServer } from "./commands/restart-server.ts";
import { showLog } from "./commands/show-log.ts";
import { showPluginSymbols } from "./commands/show-plugin-symbols.ts";
import { showWhatChanged } from "./commands/show-what-changed.ts";
import type { ClientCommand, Extension, Part } from "./extension-context.ts";
import { createLog } from "./log.ts";
import { needsServer, startWhenNeeded } from "./need.ts";
import { createServer, type Server } from "./server.ts";
import { serverProcess } from "./server-process.ts";
import { fileStatus } from "./status.ts";
import { symbolEditor } from "./symbol-editor.ts";
import { pluginsView } from "./symbol-tree.ts";
import { checkTasks } from "./tasks.ts";

const clientCommands: readonly ClientCommand[] = [
  restartServer,
  showLog,
  regenerateWrapper,
  regenerateAllWrappers,
  generateWrapper,
  rebuildPlugin,
  rebuildPluginForHost,
  showPluginSymbols,
  showWhatChanged,
  comparePlugins,
  checkHost,
  openItem,
  openStatement,
];
const parts: readonly Part[] = [startWhenNeeded, symbolEditor, fileStatus, pluginsView, checkTasks];

const serversProcess = serverProcess(join(__dirname, "server.cjs"));

// VS Code loads this file first, and activates it when it has got a context for it, for which it asks its window. That is as long as a
// process takes to start.
if (workspace.textDocuments.some(needsServer)) serversProcess.prepare();

let end: (() => Promise<void>) | undefined;

/** The result is for tests: the server, which they may wait for. */
export function activate(context: ExtensionContext): { readonly server: Server } {
  const log = createLog();
  const server = createServer(serversProcess, log);
  // What is subscribed is disposed of at once, and the client writes to its log until the server has ended.
  end = () => server.stop().finally(() => log.dispose());
  const extension: Extension = { context, log, server };
  context.subscriptions.push(
    server,
    ...clientCommands.map((command) => register(extension, command)),
    ...parts.map((part) => part(extension)),
    workspace.onDidGrantWorkspaceTrust(() => {
      if (server.state !== "stopped") void server.restart().catch((error) => log.error(error));
    }),
  );
  return { server };
}

export async function deactivate(): Promise<void> {
  await end?.();
}

function register(extension: Extension, { id, run }: ClientCommand) {
  return commands.registerCommand(id, async (...args: readonly unknown[]) => {
    try {
      return await run(extension, ...args);
    } catch (error) {
      extension.log.error(error instanceof Error ? error : String(error));
      const choice = await window.showErrorMessage(messageOf(error), "Show Log");
      if (choice) extension.log.show();
      return undefined;
    }
  });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
