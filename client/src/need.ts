// Decides whether a workspace needs the server: it does where there is a .so file, a bind-plugin.json, or a Go file that has to do with
// plugins. As long as it has none, no process is started.

import { readFile } from "node:fs/promises";
import { Disposable, type TextDocument, type Uri, workspace } from "vscode";
import { isBound, isConcerned } from "./concerned.ts";
import type { Part } from "./extension-context.ts";
import { configName } from "./names.ts";

const files = `**/{*.so,${configName}}`;
const passedOver = "**/{node_modules,vendor,testdata,.*,_*}/**";

/** How many Go files are looked into that are not open. */
const goFileLimit = 2000;

/** Whether the open document has to do with plugins. */
export function needsServer(document: TextDocument): boolean {
  const { languageId, uri } = document;
  return languageId === "go" && uri.scheme === "file" && isConcerned(document.getText());
}

/** Starts the server once, when it is needed. */
export const startWhenNeeded: Part = ({ server, log }) => {
  const listening: Disposable[] = [];
  const isDecided = () => listening.length === 0;
  const stopListening = () => {
    for (const one of listening.splice(0)) one.dispose();
  };

  function start(why: string, uri: Uri): void {
    if (isDecided()) return;
    stopListening();
    log.info(`The server is started: ${workspace.asRelativePath(uri)} ${why}.`);
    server.start().catch((error) => log.error(error));
  }

  function look(document: TextDocument): void {
    if (needsServer(document)) start("has to do with plugins", document.uri);
  }

  /** One file after the other, so that others get their turns. */
  async function search(): Promise<void> {
    const [found] = await workspace.findFiles(files, passedOver, 1);
    if (found) return start("is there", found);
    for (const uri of await workspace.findFiles("**/*.go", passedOver, goFileLimit)) {
      if (isDecided()) return;
      // What is looked for is ASCII.
      const text = await readFile(uri.fsPath, "latin1").catch(() => "");
      if (isBound(text)) start("has to do with plugins", uri);
    }
  }

  const watcher = workspace.createFileSystemWatcher(files, false, true, true);
  listening.push(
    watcher,
    watcher.onDidCreate((uri) => start("was made", uri)),
    workspace.onDidOpenTextDocument(look),
    workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      const lines = contentChanges.map(({ range }) => Math.min(range.start.line, document.lineCount - 1));
      if (lines.some((line) => isConcerned(document.lineAt(line).text))) look(document);
    }),
    workspace.onDidChangeWorkspaceFolders(() => void search()),
    server.onState((state) => {
      if (state === "running") stopListening();
    }),
  );
  // Not while others wait to be activated.
  setImmediate(() => {
    for (const document of workspace.textDocuments) look(document);
    if (!isDecided()) void search();
  });
  return new Disposable(stopListening);
};
