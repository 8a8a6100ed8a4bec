// A language server in a process of its own, and what is measured of it: answers, processor time, memory.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node";
import { root } from "../../scripts/typescript.mjs";

export const bin = path.join(root, "dist/bind-plugin.cjs");
export const uriOf = (file) => pathToFileURL(file).href;

/**
 * Starts a server that sends diagnostics; unless `watches` is false, its client watches files for it.
 * @param {readonly string[]} folders absolute
 */
export async function startServer(folders, { watches = true } = {}) {
  const started = performance.now();
  const child = spawn(process.execPath, [bin, "lsp"], { stdio: ["pipe", "pipe", "inherit"] });
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  const diagnostics = new Map();
  let waiting = [];
  connection.onNotification("textDocument/publishDiagnostics", ({ uri, diagnostics: items }) => {
    diagnostics.set(fileURLToPath(uri), items);
    for (const look of [...waiting]) look();
  });
  connection.onNotification("window/logMessage", ({ message }) => console.error(message));
  connection.onRequest("client/registerCapability", () => null);
  connection.onRequest("client/unregisterCapability", () => null);
  connection.onRequest("workspace/codeLens/refresh", () => null);
  connection.onUnhandledNotification(() => {});
  connection.listen();
  const initialized = await connection.sendRequest("initialize", {
    processId: process.pid,
    rootUri: null,
    workspaceFolders: folders.map((folder) => ({ uri: uriOf(folder), name: path.basename(folder) })),
    capabilities: {
      workspace: {
        workspaceFolders: true,
        ...(watches ? { didChangeWatchedFiles: { dynamicRegistration: true } } : {}),
      },
      textDocument: {
        publishDiagnostics: { relatedInformation: true, codeDescriptionSupport: true, dataSupport: true },
        hover: { contentFormat: ["markdown", "plaintext"] },
        completion: { completionItem: { snippetSupport: true, documentationFormat: ["markdown"] } },
        codeLens: {},
      },
    },
  });
  const untilAnswer = performance.now() - started;
  await connection.sendNotification("initialized", {});

  return {
    connection,
    child,
    initialized,
    diagnostics,
    /** Milliseconds from the start of the process to its first answer. */
    untilAnswer,
    request: (method, params) => connection.sendRequest(method, params),
    notify: (method, params) => connection.sendNotification(method, params),
    settled: () => connection.sendRequest("bindPlugin/settled"),
    /** Resolves when the condition holds, which is looked at whenever diagnostics come. */
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
    /** Bytes of resident memory now, and at the peak (Linux). */
    memory() {
      const text = readFileSync(`/proc/${child.pid}/status`, "utf8");
      const of = (name) => Number(new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(text)[1]) * 1024;
      return { now: of("VmRSS"), peak: of("VmHWM") };
    },
    /** Milliseconds of processor time that the process has taken (Linux). */
    processorTime() {
      const fields = readFileSync(`/proc/${child.pid}/stat`, "utf8")
        .replace(/^.*\) /, "")
        .split(" ");
      // utime and stime of proc(5), in ticks of a hundredth of a second.
      return (Number(fields[11]) + Number(fields[12])) * 10;
    },
    async stop() {
      const exited = once(child, "exit");
      await connection.sendRequest("shutdown");
      await connection.sendNotification("exit");
      await exited;
    },
  };
}
