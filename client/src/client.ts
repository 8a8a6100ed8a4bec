// The language client, in a bundle of its own that is loaded when a server is needed.

import { type LogOutputChannel, languages, workspace } from "vscode";
import {
  CancellationToken,
  CloseAction,
  ErrorAction,
  type ErrorHandler,
  LanguageClient,
  State,
  TransportKind,
} from "vscode-languageclient/node";
import { type InitializationOptions, type Settings, settingsSection, virtualScheme } from "#shared/protocol";
import { withoutMessages } from "./hover.ts";
import { configName } from "./names.ts";
import type { ServerState } from "./server.ts";
import { runServerCommand } from "./server-command.ts";
import { applyServerEdit } from "./server-edits.ts";

/**
 * A client of the server in the package at `root`, not started yet. Its id is the section of the settings. `gaveUp` is called when the
 * server has ended so often that it is not started again.
 */
export function createClient(root: string, log: LogOutputChannel, gaveUp: () => void): LanguageClient {
  const client = new LanguageClient(settingsSection, "Bind Plugin", serverAt(`${root}/dist/server.cjs`), {
    documentSelector: [
      { scheme: "file", language: "go" },
      { scheme: "file", pattern: `**/${configName}` },
      { scheme: "file", pattern: "**/go.mod" },
      { scheme: virtualScheme },
    ],
    outputChannel: log,
    errorHandler: restarting(gaveUp),
    initializationOptions: (): InitializationOptions => ({
      trusted: workspace.isTrusted,
      settings: workspace.getConfiguration().get<Settings>(settingsSection, {}),
    }),
    middleware: {
      executeCommand: (command, args) => runServerCommand(client, log, command, args),
      async provideHover(document, position, token, next) {
        const hover = await next(document, position, token);
        const problems = languages
          .getDiagnostics(document.uri)
          .filter(({ range }) => range.contains(position));
        return hover && withoutMessages(hover, problems);
      },
      workspace: {
        handleApplyEdit: (params, next) =>
          applyServerEdit(params, async () => next(params, CancellationToken.None)),
      },
    },
  });
  return client;
}

/** A server that has ended by itself is started again, up to this often in so many milliseconds. */
const [restarts, period] = [4, 180_000];

/** Tells the log alone, where the client's own would open a message each time. */
function restarting(gaveUp: () => void): ErrorHandler {
  let ends: readonly number[] = [];
  return {
    error: (_error, _message, count = 0) => ({
      action: count > 0 && count <= 3 ? ErrorAction.Continue : ErrorAction.Shutdown,
      handled: true,
    }),
    closed() {
      const now = Date.now();
      ends = [...ends.filter((time) => now - time < period), now];
      if (ends.length <= restarts) return { action: CloseAction.Restart, handled: true };
      ends = [];
      gaveUp();
      return { action: CloseAction.DoNotRestart, handled: true };
    },
  };
}

/** Debugging the extension, one can attach to the server on port 6009. */
function serverAt(module: string) {
  const run = { module, transport: TransportKind.ipc };
  return { run, debug: { ...run, options: { execArgv: ["--nolazy", "--inspect=6009"] } } };
}

export function stateOf(state: State): ServerState {
  switch (state) {
    case State.Stopped:
      return "stopped";
    case State.Starting:
      return "starting";
    case State.Running:
      return "running";
    case State.StartFailed:
      return "failed";
  }
}
