// Runs a command of the server, however it was asked for: with progress that can be cancelled, its result as a status, its failure as one message.

import { type LogOutputChannel, ProgressLocation, Uri, window, workspace } from "vscode";
import {
  ExecuteCommandRequest,
  type LanguageClient,
  LSPErrorCodes,
  ResponseError,
  WorkDoneProgress,
} from "vscode-languageclient/node";
import { type GenerationResult, serverCommands } from "#shared/protocol";

/** What may take long, and so is shown where it can be cancelled. */
const building: ReadonlyMap<string, string> = new Map([
  [serverCommands.generate, "Generating"],
  [serverCommands.rebuild, "Building"],
  [serverCommands.rebuildForHost, "Building"],
  [serverCommands.create, "Generating"],
]);

const writing: ReadonlyMap<string, string> = new Map([
  [serverCommands.regenerate, "Regenerating"],
  [serverCommands.regenerateAll, "Regenerating all wrappers"],
]);

/** Milliseconds that a result stays in the status bar. */
const statusTime = 5000;

let count = 0;

/** The command's answer; `undefined` where it has failed, which the user has been told, or was cancelled. */
export async function runServerCommand(
  client: LanguageClient,
  log: LogOutputChannel,
  command: string,
  args: readonly unknown[],
): Promise<unknown> {
  try {
    const result = await withProgress(client, command, args);
    if (isGenerationResult(result)) window.setStatusBarMessage(`$(check) ${resultText(result)}`, statusTime);
    return result;
  } catch (error) {
    if (isCancelled(error)) {
      window.setStatusBarMessage("$(circle-slash) Cancelled", statusTime);
      return undefined;
    }
    const message = error instanceof Error ? error.message : String(error);
    log.error(message);
    // Not waited for: who asked for the command need not wait until the message is closed.
    void window.showErrorMessage(`Bind Plugin: ${message}`, "Show Log").then((choice) => {
      if (choice) log.show(true);
    });
    return undefined;
  }
}

function withProgress(client: LanguageClient, command: string, args: readonly unknown[]): Thenable<unknown> {
  const title = building.get(command) ?? writing.get(command);
  const request = { command, arguments: [...args] };
  if (title === undefined) return client.sendRequest(ExecuteCommandRequest.type, request);
  const location = building.has(command) ? ProgressLocation.Notification : ProgressLocation.Window;
  const isCancellable = location === ProgressLocation.Notification;
  return window.withProgress(
    { location, title: isCancellable ? title : `Bind Plugin: ${title}`, cancellable: isCancellable },
    async (progress, token) => {
      const workDoneToken = `bindPlugin/${++count}`;
      let reached = 0;
      const listening = client.onProgress(WorkDoneProgress.type, workDoneToken, (value) => {
        if (value.kind === "end") return;
        const percentage = value.percentage ?? reached;
        progress.report({ message: value.message ?? "", increment: Math.max(0, percentage - reached) });
        reached = Math.max(reached, percentage);
      });
      try {
        return await client.sendRequest(ExecuteCommandRequest.type, { ...request, workDoneToken }, token);
      } finally {
        listening.dispose();
      }
    },
  );
}

function isGenerationResult(result: unknown): result is GenerationResult {
  return Array.isArray((result as Partial<GenerationResult> | null | undefined)?.written);
}

function resultText({ written, current }: GenerationResult): string {
  const show = (uris: readonly string[]) =>
    uris.length === 1 ? workspace.asRelativePath(Uri.parse(uris[0]!)) : `${uris.length} files`;
  if (written.length > 0) return `Wrote ${show(written)}`;
  return current.length > 0 ? `${show(current)} up to date` : "Nothing to do";
}

function isCancelled(error: unknown): boolean {
  const code = error instanceof ResponseError ? error.code : undefined;
  return (
    code === LSPErrorCodes.RequestCancelled ||
    code === LSPErrorCodes.ServerCancelled ||
    (error instanceof Error && error.name === "Canceled")
  );
}
