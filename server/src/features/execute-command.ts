// workspace/executeCommand: the commands of commands/, with their progress, and a way to end them.

import {
  type CancellationToken,
  type Connection,
  type ExecuteCommandParams,
  ExecuteCommandRequest,
  type ProgressToken,
  type WorkDoneProgressServerReporter,
} from "vscode-languageserver/node";
import { serverCommands } from "#shared/protocol";
import { apply } from "../commands/apply.ts";
import type { Command } from "../commands/command.ts";
import { create } from "../commands/create.ts";
import { compat, diff, open, previewWrapper, showChanges, showSymbols } from "../commands/documents.ts";
import { generate, rebuild, rebuildForHost, regenerate, regenerateAll } from "../commands/generation.ts";
import { createEditor, type Editor } from "../editor.ts";
import { toResponseError } from "../response-error.ts";
import type { Workspace } from "../workspace.ts";
import { type Feature, requireWanted } from "./feature.ts";

interface NamedCommand {
  readonly run: Command;
  /** Of the progress that is shown; absent where there is nothing to wait for. */
  readonly title?: string;
}

const commands = new Map<string, NamedCommand>([
  [serverCommands.generate, { run: generate, title: "Generating" }],
  [serverCommands.regenerate, { run: regenerate, title: "Refreshing" }],
  [serverCommands.regenerateAll, { run: regenerateAll, title: "Refreshing all wrappers" }],
  [serverCommands.rebuild, { run: rebuild, title: "Building" }],
  [serverCommands.rebuildForHost, { run: rebuildForHost, title: "Building" }],
  [serverCommands.showSymbols, { run: showSymbols }],
  [serverCommands.previewWrapper, { run: previewWrapper }],
  [serverCommands.showChanges, { run: showChanges }],
  [serverCommands.diff, { run: diff }],
  [serverCommands.compat, { run: compat }],
  [serverCommands.open, { run: open }],
  [serverCommands.create, { run: create, title: "Generating" }],
  [serverCommands.apply, { run: apply }],
]);

/** Fails with `ResponseError` where the command cannot do what is asked. */
export async function provideExecuteCommand(
  workspace: Workspace,
  { command: name, arguments: args = [] }: ExecuteCommandParams,
  token: CancellationToken,
  editor: Editor,
  begin: (title: string) => Promise<Shown>,
): Promise<unknown> {
  requireWanted(token);
  const command = commands.get(name);
  if (!command) throw toResponseError(`there is no command ${name}`);
  const ending = new AbortController();
  const end = () => ending.abort();
  const shown = command.title === undefined ? undefined : await begin(command.title);
  const subscriptions = [token, ...(shown?.token ? [shown.token] : [])].map((one) =>
    one.onCancellationRequested(end),
  );
  if (token.isCancellationRequested) end();
  try {
    const context = { workspace, editor, signal: ending.signal, progress: shown?.report ?? (() => {}) };
    return await command.run(context, args[0]);
  } catch (error) {
    throw toResponseError(error, ending.signal.aborted);
  } finally {
    for (const subscription of subscriptions) subscription.dispose();
    shown?.done();
  }
}

interface Shown {
  readonly report: (message: string, percentage?: number) => void;
  readonly done: () => void;
  /** Tells that the user ends the command; absent where the client ends its request instead. */
  readonly token?: CancellationToken;
}

/** The progress that the client has asked for with its request, else one of ours. */
async function beginProgress(
  connection: Connection,
  requested: ProgressToken | undefined,
  title: string,
): Promise<Shown> {
  const own = requested === undefined ? await createProgress(connection) : undefined;
  const reporter = own ?? connection.window.attachWorkDoneProgress(requested);
  reporter.begin(title, 0, undefined, true);
  return {
    report(message, percentage) {
      if (percentage === undefined) reporter.report(message);
      else reporter.report(percentage, message);
    },
    done: () => reporter.done(),
    ...(own ? { token: own.token } : {}),
  };
}

/** `undefined` where the client refuses. */
function createProgress(connection: Connection): Promise<WorkDoneProgressServerReporter | undefined> {
  return connection.window.createWorkDoneProgress().catch(() => undefined);
}

export const executeCommand: Feature = {
  capabilities: () => ({
    executeCommandProvider: { commands: [...commands.keys()], workDoneProgress: true },
  }),
  register(connection, workspace) {
    const editor = createEditor(connection, workspace);
    connection.onRequest(ExecuteCommandRequest.type, (params, token) =>
      provideExecuteCommand(workspace, params, token, editor, (title) =>
        beginProgress(connection, params.workDoneToken, title),
      ),
    );
  },
};
