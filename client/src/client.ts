// The language client, in a bundle of its own that is loaded when a server is needed.

import { type LogOutputChannel, workspace } from "vscode";
import { LanguageClient, State, TransportKind } from "vscode-languageclient/node";
import { type InitializationOptions, type Settings, settingsSection, virtualScheme } from "#shared/protocol";
import { configName } from "./names.ts";
import type { ServerState } from "./server.ts";
import { runServerCommand } from "./server-command.ts";

/** A client of the server in the package at `root`, not started yet. Its id is the section of the settings. */
export function createClient(root: string, log: LogOutputChannel): LanguageClient {
  const client = new LanguageClient(settingsSection, "Bind Plugin", serverAt(`${root}/dist/server.cjs`), {
    documentSelector: [
      { scheme: "file", language: "go" },
      { scheme: "file", pattern: `**/${configName}` },
      { scheme: virtualScheme },
    ],
    outputChannel: log,
    initializationOptions: (): InitializationOptions => ({
      trusted: workspace.isTrusted,
      settings: workspace.getConfiguration().get<Settings>(settingsSection, {}),
    }),
    middleware: { executeCommand: (command, args) => runServerCommand(client, log, command, args) },
  });
  return client;
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
