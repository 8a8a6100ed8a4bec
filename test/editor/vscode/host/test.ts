// What tests in the extension host are made of, and how they wait: for events, not for time.

import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import { settledRequest } from "#shared/protocol";

export interface HostTest {
  readonly name: string;
  run(): Promise<void>;
}

/** `error` has its stack. */
export type HostEvent =
  | { readonly kind: "begin" | "passed"; readonly name: string }
  | { readonly kind: "failed"; readonly name: string; readonly error: string }
  | { readonly kind: "end"; readonly count: number };

/** What the extension's activation gives to tests. */
interface Exports {
  readonly server: {
    start(): Promise<LanguageClient>;
    restart(): Promise<LanguageClient>;
    readonly state: string;
  };
}

export const extensionId = "bind-plugin.bind-plugin";

export function extension(): vscode.Extension<Exports> {
  const found = vscode.extensions.getExtension<Exports>(extensionId);
  assert.ok(found, "the extension is not installed");
  return found;
}

/** The client of a server that has come to rest. */
export async function settled(): Promise<LanguageClient> {
  const { server } = await extension().activate();
  const client = await server.start();
  await client.sendRequest(settledRequest);
  return client;
}

/** The URI of a file of the open folder. */
export function fileUri(path: string): vscode.Uri {
  return vscode.Uri.joinPath(vscode.workspace.workspaceFolders![0]!.uri, path);
}

export async function show(path: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(fileUri(path));
  await vscode.window.showTextDocument(document);
  return document;
}

/** Resolves with what `look` finds, which is asked now and after each of the events. */
export function until<T>(
  look: () => T | undefined | false,
  ...events: readonly vscode.Event<unknown>[]
): Promise<T> {
  return new Promise((resolve) => {
    const listening: vscode.Disposable[] = [];
    const again = () => {
      const found = look();
      if (!found) return;
      for (const one of listening) one.dispose();
      resolve(found);
    };
    for (const event of events) listening.push(event(again));
    again();
  });
}

/** Resolves with the diagnostics of a file when they are as wanted. */
export function diagnostics(
  uri: vscode.Uri,
  areWanted: (found: readonly vscode.Diagnostic[]) => boolean,
): Promise<readonly vscode.Diagnostic[]> {
  return until(() => {
    const found = vscode.languages.getDiagnostics(uri);
    return areWanted(found) && found;
  }, vscode.languages.onDidChangeDiagnostics);
}

export const codesOf = (found: readonly vscode.Diagnostic[]): readonly unknown[] =>
  found.map(({ code }) => (typeof code === "object" ? code.value : code));
