// The part of an editor that a server's requests are for: it applies edits, shows documents and progress, and keeps what it was asked.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import type {
  ApplyWorkspaceEditParams,
  ApplyWorkspaceEditResult,
  ClientCapabilities,
  ShowDocumentParams,
  TextEdit,
  WorkspaceEdit,
} from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { LspClient } from "#test/lsp-client";

/** Everything that the server makes use of. */
export const editorCapabilities: ClientCapabilities = {
  textDocument: {
    publishDiagnostics: { relatedInformation: true, codeDescriptionSupport: true, dataSupport: true },
    codeAction: {
      codeActionLiteralSupport: { codeActionKind: { valueSet: ["", "quickfix", "refactor", "source"] } },
      dataSupport: true,
      disabledSupport: true,
      isPreferredSupport: true,
      resolveSupport: { properties: ["edit"] },
    },
    codeLens: {},
    documentSymbol: { hierarchicalDocumentSymbolSupport: true, dynamicRegistration: true },
    semanticTokens: {
      dynamicRegistration: true,
      requests: { full: true },
      tokenTypes: [],
      tokenModifiers: [],
      formats: ["relative"],
    },
    foldingRange: { dynamicRegistration: true },
  },
  window: { showDocument: { support: true }, workDoneProgress: true },
  workspace: {
    applyEdit: true,
    workspaceFolders: true,
    didChangeWatchedFiles: { dynamicRegistration: true, relativePatternSupport: true },
    workspaceEdit: {
      documentChanges: true,
      resourceOperations: ["create"],
      changeAnnotationSupport: { groupsOnLabel: true },
    },
    codeLens: { refreshSupport: true },
    inlayHint: { refreshSupport: true },
    symbol: { resolveSupport: { properties: ["location.range"] } },
    textDocumentContent: {},
  },
};

export interface Editor {
  /** Opens a file as it is on disk. */
  open(path: string): Promise<void>;
  /** The text of an open document, else of the file. */
  text(path: string): string;
  /** Replaces in an open document. */
  replace(path: string, before: string, after: string): Promise<void>;
  /** Applies an edit as an editor does, versions looked at; what it edits on disk is written there. */
  apply(edit: WorkspaceEdit): Promise<void>;
  /** Asks the server to run a command. */
  run(command: string, ...args: unknown[]): Promise<unknown>;
  readonly applied: readonly ApplyWorkspaceEditParams[];
  readonly shown: readonly ShowDocumentParams[];
  /** Messages of work-done progress; the titles of those that began, and `end`. */
  readonly progress: readonly string[];
  /** Tokens of progress that has begun and not ended. */
  readonly running: ReadonlySet<string | number>;
  /** URIs of virtual documents that have changed. */
  readonly refreshed: readonly string[];
  /** How often the server has asked for lenses to be asked for again. */
  readonly lensRefreshes: () => number;
  /** The same of inlay hints. */
  readonly hintRefreshes: () => number;
  /** Resolves when the condition holds, which is looked at after each request or progress of the server. */
  until(condition: () => boolean): Promise<void>;
}

export function editorOf(client: LspClient): Editor {
  const { connection } = client;
  const open = new Map<string, { version: number; text: string }>();
  const applied: ApplyWorkspaceEditParams[] = [];
  const shown: ShowDocumentParams[] = [];
  const progress: string[] = [];
  const running = new Set<string | number>();
  const refreshed: string[] = [];
  let lensRefreshes = 0;
  let hintRefreshes = 0;
  let waiting: (() => void)[] = [];
  const noted = () => {
    for (const look of waiting) look();
  };

  const textOf = (path: string) =>
    open.get(path)?.text ?? (existsSync(path) ? readFileSync(path, "utf8") : "");

  async function put(path: string, text: string): Promise<void> {
    const known = open.get(path);
    if (known) {
      open.set(path, { version: known.version + 1, text });
      await client.change(path, text);
      return;
    }
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    await client.tell("Changed", path);
  }

  async function edit(uri: string, edits: readonly TextEdit[]): Promise<void> {
    const path = fileURLToPath(uri);
    await put(path, TextDocument.applyEdits(TextDocument.create(uri, "go", 1, textOf(path)), [...edits]));
  }

  async function apply({ changes, documentChanges }: WorkspaceEdit): Promise<void> {
    for (const change of documentChanges ?? []) {
      if ("kind" in change) continue;
      const { uri, version } = change.textDocument;
      const now = open.get(fileURLToPath(uri))?.version ?? null;
      if (version !== null && version !== now)
        throw new Error(`${uri} is at ${now}, the edit is for ${version}`);
    }
    for (const change of documentChanges ?? []) {
      if (!("kind" in change)) await edit(change.textDocument.uri, change.edits as TextEdit[]);
      else if (change.kind === "create") await put(fileURLToPath(change.uri), "");
    }
    for (const [uri, edits] of Object.entries(changes ?? {})) await edit(uri, edits);
  }

  connection.onRequest(
    "workspace/applyEdit",
    async (params: ApplyWorkspaceEditParams): Promise<ApplyWorkspaceEditResult> => {
      try {
        await apply(params.edit);
      } catch (error) {
        return { applied: false, failureReason: String(error) };
      }
      applied.push(params);
      noted();
      return { applied: true };
    },
  );
  connection.onRequest("window/showDocument", (params: ShowDocumentParams) => {
    shown.push(params);
    noted();
    return { success: true };
  });
  connection.onRequest("window/workDoneProgress/create", () => null);
  connection.onRequest("workspace/codeLens/refresh", () => {
    lensRefreshes++;
    noted();
    return null;
  });
  connection.onRequest("workspace/inlayHint/refresh", () => {
    hintRefreshes++;
    noted();
    return null;
  });
  connection.onRequest("workspace/textDocumentContent/refresh", ({ uri }: { readonly uri: string }) => {
    refreshed.push(uri);
    noted();
    return null;
  });
  connection.onNotification(
    "$/progress",
    (params: { token: string | number; value: { kind: string; title?: string; message?: string } }) => {
      const { kind, title, message } = params.value;
      if (kind === "begin") running.add(params.token);
      if (kind === "end") running.delete(params.token);
      progress.push(title ?? message ?? kind);
      noted();
    },
  );

  return {
    async open(path) {
      const text = readFileSync(path, "utf8");
      open.set(path, { version: 1, text });
      await client.open(path, text);
    },
    text: textOf,
    async replace(path, before, after) {
      const text = textOf(path);
      if (!text.includes(before)) throw new Error(`${path} has no ${before}`);
      await put(
        path,
        text.replace(before, () => after),
      );
    },
    apply,
    run: (command, ...args) =>
      connection.sendRequest("workspace/executeCommand", { command, arguments: args }),
    applied,
    shown,
    progress,
    running,
    refreshed,
    lensRefreshes: () => lensRefreshes,
    hintRefreshes: () => hintRefreshes,
    until: (condition) =>
      new Promise((resolve) => {
        const look = () => {
          if (!condition()) return;
          waiting = waiting.filter((other) => other !== look);
          resolve();
        };
        waiting.push(look);
        look();
      }),
  };
}
