// The language client, in a bundle of its own that is loaded when a server is needed.

import type { ChildProcess } from "node:child_process";
import { type LogOutputChannel, languages, workspace } from "vscode";
import {
  CancellationToken,
  CloseAction,
  ErrorAction,
  type ErrorHandler,
  LanguageClient,
  State,
} from "vscode-languageclient/node";
import { type InitializationOptions, type Settings, settingsSection, virtualScheme } from "#shared/protocol";
import { withoutMessages } from "./hover.ts";
import { configName } from "./names.ts";
import type { ServerState } from "./server.ts";
import { runServerCommand } from "./server-command.ts";
import { applyServerEdit } from "./server-edits.ts";

export interface ClientListener {
  /** A server runs, and has been told which documents are open. */
  readonly ready: () => void;
  /** The server has ended so often that it is not started again. */
  readonly gaveUp: () => void;
}

/** A client, not started yet, of servers in the processes that `next` gives. Its id is the section of the settings. */
export function createClient(
  next: () => Promise<ChildProcess>,
  log: LogOutputChannel,
  { ready, gaveUp }: ClientListener,
): LanguageClient {
  const client = new QuietClient(settingsSection, "Bind Plugin", next, {
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
  client.ready = ready;
  return client;
}

/** What it asks of a server that ends meanwhile, or is started again, is not answered, which is no failure to tell of. */
class QuietClient extends LanguageClient {
  ready = () => {};

  /** Also called by itself, for a server that has ended. */
  override async start(): Promise<void> {
    await super.start();
    if (this.isRunning()) this.ready();
  }

  override handleFailedRequest<Result>(
    ...args: Parameters<typeof LanguageClient.prototype.handleFailedRequest<Result>>
  ): Result {
    const [, , , instead] = args;
    return this.isRunning() ? super.handleFailedRequest(...args) : instead;
  }
}

/** A server that has ended by itself is started again, up to this often in so many milliseconds. */
const [restarts, period] = [4, 180_000];

/** Tells the log alone, where the client's own would open a message each time. */
function restarting(gaveUp: () => void): ErrorHandler {
  let ends: readonly number[] = [];
  return {
    // What is written to a server that has just ended fails before its end is told of, and its end decides.
    error: () => ({ action: ErrorAction.Continue, handled: true }),
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

/** A server that runs is still starting until the client is ready. */
export function stateOf(state: State): ServerState {
  switch (state) {
    case State.Stopped:
      return "stopped";
    case State.Starting:
    case State.Running:
      return "starting";
    case State.StartFailed:
      return "failed";
  }
}
