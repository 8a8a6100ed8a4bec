// A small client of the built language server: it keeps the diagnostics that it is sent, and waits for messages, never for time.

import { type ChildProcess, fork, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath, pathToFileURL } from "node:url";
import {
  type ClientCapabilities,
  createProtocolConnection,
  type Diagnostic,
  type DocumentDiagnosticReport,
  ErrorCodes,
  FileChangeType,
  type InitializeResult,
  IPCMessageReader,
  IPCMessageWriter,
  type ProtocolConnection,
  type Registration,
  ResponseError,
  StreamMessageReader,
  StreamMessageWriter,
  type WorkspaceDiagnosticReport,
} from "vscode-languageserver/node";
import { settledRequest } from "#shared/protocol";
import { bin } from "#test/bin";

/** What `--node-ipc` is given to. */
export const serverScript = fileURLToPath(new URL("../../dist/server.cjs", import.meta.url));

/** What becomes of a request to a server that has ended: it is not answered, or the pipe was closed before it was written. */
export const endedCodes: readonly number[] = [
  ErrorCodes.PendingResponseRejected,
  ErrorCodes.MessageWriteError,
];

export interface ClientOptions {
  /** Absolute workspace folders; none for a client that opens single files. */
  readonly folders: readonly string[];
  /** Asks for diagnostics instead of being sent them. */
  readonly pulls?: boolean;
  /** Watches files for the server, which then tells which. */
  readonly watches?: boolean;
  readonly capabilities?: ClientCapabilities;
  readonly initializationOptions?: unknown;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly ipc?: boolean;
  /** The user (id) that the server runs as; the own one by default. */
  readonly user?: number;
  /** The process that the server is to outlive no longer than a moment; this one by default. */
  readonly processId?: number;
}

export interface LspClient {
  readonly connection: ProtocolConnection;
  readonly child: ChildProcess;
  readonly initialized: InitializeResult;
  /** Diagnostics by absolute path; without those files that have none. */
  readonly diagnostics: ReadonlyMap<string, readonly Diagnostic[]>;
  /** Codes of all diagnostics that there have been. */
  readonly codes: Set<string>;
  /** What the server has registered by now. */
  readonly registrations: readonly Registration[];
  /** Warnings and errors that the server has logged. */
  readonly logged: readonly string[];
  /** Resolves when the condition holds, which is looked at after each message. Only the test's own time limit ends it otherwise. */
  until(condition: () => boolean): Promise<void>;
  /** Resolves when the server has taken all in, and its diagnostics are here. */
  settled(): Promise<void>;
  open(path: string, text: string): Promise<void>;
  /** Replaces an open document's whole text. */
  change(path: string, text: string): Promise<void>;
  save(path: string): Promise<void>;
  close(path: string): Promise<void>;
  /** Tells, as a client that watches, of files on disk. */
  tell(kind: keyof typeof FileChangeType, ...paths: string[]): Promise<void>;
  /** The exit code, when the server has ended; `null` where a signal ended it. */
  readonly exited: Promise<number | null>;
  /** Shuts the server down; its exit code. */
  stop(): Promise<number | null>;
}

export const uri = (path: string) => pathToFileURL(path).href;

export async function startServer(options: ClientOptions): Promise<LspClient> {
  const env = { ...process.env, ...options.env };
  const user = options.user === undefined ? {} : { uid: options.user };
  const child = options.ipc
    ? fork(serverScript, ["--node-ipc"], { env, silent: true })
    : spawn(process.execPath, [bin, "lsp", "-stdio"], { env, ...user, stdio: ["pipe", "pipe", "pipe"] });
  const connection = options.ipc
    ? createProtocolConnection(new IPCMessageReader(child), new IPCMessageWriter(child))
    : createProtocolConnection(new StreamMessageReader(child.stdout!), new StreamMessageWriter(child.stdin!));
  const exited = once(child, "exit").then(([code]): number | null => code);
  const diagnostics = new Map<string, readonly Diagnostic[]>();
  const codes = new Set<string>();
  const registrations = new Map<string, Registration>();
  const logged: string[] = [];
  const versions = new Map<string, number>();
  const resultIds = new Map<string, string>();
  let waiting: (() => void)[] = [];
  // All that it has said is here by then; what is still asked of it fails.
  child.once("close", () => connection.dispose());
  child.stderr!.setEncoding("utf8").on("data", (text: string) => note(() => logged.push(text)));

  /** Everything that comes in may be what somebody waits for. */
  function note(change: () => void): void {
    change();
    for (const look of waiting) look();
  }

  function keep(from: string, items: readonly Diagnostic[]): void {
    const path = fileURLToPath(from);
    for (const { code } of items) codes.add(String(code));
    if (items.length === 0) diagnostics.delete(path);
    else diagnostics.set(path, items);
  }

  connection.onNotification("textDocument/publishDiagnostics", (params) =>
    note(() => keep(params.uri, params.diagnostics)),
  );
  connection.onNotification("window/logMessage", ({ type, message }) =>
    note(() => type <= 2 && logged.push(message)),
  );
  connection.onRequest("workspace/diagnostic/refresh", () => null);
  connection.onRequest("client/registerCapability", (params: { registrations: Registration[] }) => {
    note(() => {
      for (const registration of params.registrations) registrations.set(registration.id, registration);
    });
    return null;
  });
  connection.onRequest(
    "client/unregisterCapability",
    (params: { unregisterations: readonly { readonly id: string }[] }) => {
      note(() => {
        for (const { id } of params.unregisterations) registrations.delete(id);
      });
      return null;
    },
  );
  connection.listen();

  const initialized: InitializeResult = await connection.sendRequest("initialize", {
    processId: options.processId ?? process.pid,
    rootUri: options.folders[0] === undefined ? null : uri(options.folders[0]),
    workspaceFolders: options.folders.map((folder) => ({ uri: uri(folder), name: folder })),
    initializationOptions: options.initializationOptions,
    capabilities: options.capabilities ?? capabilitiesOf(options),
  });
  await connection.sendNotification("initialized", {});
  if (options.pulls) void pullForEver();

  /** Asks for the diagnostics of the workspace again and again, as clients do. */
  async function pullForEver(): Promise<void> {
    try {
      for (;;) await pull();
    } catch (error) {
      // The server has ended, or is about to.
      const isSaid = error instanceof ResponseError && !endedCodes.includes(error.code);
      if (isSaid) note(() => logged.push(error.message));
    }
  }

  async function pull(): Promise<void> {
    const previousResultIds = [...resultIds].map(([uri, value]) => ({ uri, value }));
    const report: WorkspaceDiagnosticReport = await connection.sendRequest("workspace/diagnostic", {
      identifier: "bind-plugin",
      previousResultIds,
    });
    note(() => {
      for (const item of report.items) {
        if (item.resultId !== undefined) resultIds.set(item.uri, item.resultId);
        if (item.kind === "full") keep(item.uri, item.items);
      }
    });
  }

  /** What a client asks for when the server has told it to. */
  async function pullDocuments(): Promise<void> {
    for (const from of new Set([...versions.keys(), ...resultIds.keys()])) {
      const report: DocumentDiagnosticReport = await connection.sendRequest("textDocument/diagnostic", {
        textDocument: { uri: from },
      });
      if (report.kind === "full") note(() => keep(from, report.items));
    }
  }

  const client: LspClient = {
    connection,
    child,
    initialized,
    diagnostics,
    codes,
    get registrations() {
      return [...registrations.values()];
    },
    logged,
    exited,
    until(condition) {
      return new Promise((resolve) => {
        const look = () => {
          if (!condition()) return;
          waiting = waiting.filter((other) => other !== look);
          resolve();
        };
        waiting.push(look);
        look();
      });
    },
    async settled() {
      await connection.sendRequest(settledRequest);
      if (!options.pulls) return;
      await pullDocuments();
      // What the server had to say about other files is on its way before this answer.
      await connection.sendRequest(settledRequest);
    },
    async open(path, text) {
      versions.set(uri(path), 1);
      await connection.sendNotification("textDocument/didOpen", {
        textDocument: { uri: uri(path), languageId: "go", version: 1, text },
      });
    },
    async change(path, text) {
      const version = versions.get(uri(path))! + 1;
      versions.set(uri(path), version);
      await connection.sendNotification("textDocument/didChange", {
        textDocument: { uri: uri(path), version },
        contentChanges: [{ text }],
      });
    },
    save: (path) => connection.sendNotification("textDocument/didSave", { textDocument: { uri: uri(path) } }),
    async close(path) {
      versions.delete(uri(path));
      await connection.sendNotification("textDocument/didClose", { textDocument: { uri: uri(path) } });
    },
    tell: (kind, ...paths) =>
      connection.sendNotification("workspace/didChangeWatchedFiles", {
        changes: paths.map((path) => ({ uri: uri(path), type: FileChangeType[kind] })),
      }),
    async stop() {
      await connection.sendRequest("shutdown");
      await connection.sendNotification("exit");
      return exited;
    },
  };
  return client;
}

function capabilitiesOf({ pulls, watches }: ClientOptions): ClientCapabilities {
  const shown = { relatedInformation: true, codeDescriptionSupport: true, dataSupport: true };
  return {
    textDocument: {
      publishDiagnostics: shown,
      ...(pulls ? { diagnostic: shown } : {}),
      codeAction: {
        codeActionLiteralSupport: { codeActionKind: { valueSet: [] } },
        dataSupport: true,
        disabledSupport: true,
        resolveSupport: { properties: ["edit"] },
      },
      hover: { contentFormat: ["markdown"] },
      definition: { linkSupport: true },
      implementation: { linkSupport: true },
      documentLink: { tooltipSupport: true },
      completion: { completionItem: { snippetSupport: true, documentationFormat: ["markdown"] } },
    },
    workspace: {
      workspaceFolders: true,
      ...(pulls ? { diagnostics: { refreshSupport: true } } : {}),
      ...(watches
        ? { didChangeWatchedFiles: { dynamicRegistration: true, relativePatternSupport: true } }
        : {}),
    },
  };
}
