// Decides whether a workspace needs the server: it does where there is a .so file or a bind-plugin.json, and as soon as an open Go
// file imports "plugin", speaks of bind-plugin, or is the main package of a plugin.

import { Disposable, type TextDocument, workspace } from "vscode";
import type { Part } from "./extension-context.ts";
import { configName } from "./names.ts";

const files = `**/{*.so,${configName}}`;
const passedOver = "**/{node_modules,vendor,.git}/**";

/** In a Go file: a directive, the header of a wrapper (also of go-bind-plugin), or the import of a host. */
export function isConcerned(text: string): boolean {
  return /bind-plugin|^\s*(?:import\s+)?(?:\w+\s+)?"plugin"/m.test(text);
}

/** Starts the server once, when it is needed. */
export const startWhenNeeded: Part = ({ server, log }) => {
  const listening: Disposable[] = [];
  const stopListening = () => {
    for (const one of listening.splice(0)) one.dispose();
  };

  function start(reason: string): void {
    if (listening.length === 0) return;
    stopListening();
    log.info(`The server is started: ${reason}.`);
    server.start().catch((error) => log.error(error));
  }

  function look({ languageId, uri, getText }: TextDocument): void {
    if (languageId === "go" && isConcerned(getText()))
      start(`${workspace.asRelativePath(uri)} speaks of plugins`);
  }

  const watcher = workspace.createFileSystemWatcher(files, false, true, true);
  listening.push(
    watcher,
    watcher.onDidCreate((uri) => start(`${workspace.asRelativePath(uri)} was made`)),
    workspace.onDidOpenTextDocument(look),
    workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (document.languageId !== "go") return;
      for (const { range } of contentChanges) {
        const { text } = document.lineAt(Math.min(range.start.line, document.lineCount - 1));
        if (isConcerned(text)) return start(`${workspace.asRelativePath(document.uri)} speaks of plugins`);
      }
    }),
    server.onState((state) => {
      if (state === "running") stopListening();
    }),
  );
  // Not while others wait to be activated.
  setImmediate(() => {
    for (const document of workspace.textDocuments) look(document);
    if (listening.length === 0) return;
    void workspace.findFiles(files, passedOver, 1).then(([found]) => {
      if (found) start(`there is ${workspace.asRelativePath(found)}`);
    });
  });
  return new Disposable(stopListening);
};
