// The language server's process: serves standard input and output, or (--node-ipc) the process that forked it.

import path from "node:path";
import { setFlagsFromString } from "node:v8";
import { problemPages } from "#shared/protocol";
import type { GoParser } from "#shared/source/syntax";
import { connectToClient } from "./client-connection.ts";
import { nodeHost } from "./node-host.ts";
import { keepingTrees } from "./recent-trees.ts";
import { serve } from "./server.ts";
import { version } from "./version.ts";

// V8 doubles the space for young objects up to 32 MB while much is kept, as in a first look at a workspace. What it begins with is
// as fast, and cleared in shorter pauses.
setFlagsFromString("--semi-space-growth-factor=1");
// V8 compiles the functions of the Go grammar a second time, on other threads, when they have done a little. That would be in the first
// moments, when the editor needs the processors itself; this is some hundred times as much, which a large workspace comes to.
setFlagsFromString("--wasm-tiering-budget=500000000");

const connection = connectToClient(process.argv.includes("--node-ipc"));

let parser: Promise<GoParser> | undefined;

/** Loaded when the first Go source has to be parsed. */
async function goParser(): Promise<GoParser> {
  const { createGoParser } = await import("./go-parser.ts");
  return keepingTrees(await createGoParser());
}

const { stop } = serve(connection, {
  host: nodeHost,
  goParser() {
    parser ??= goParser();
    return parser;
  },
  version,
  pages: path.resolve(__dirname, "..", problemPages),
});

// One failure is no reason to leave the editor alone.
process.removeAllListeners("uncaughtException");
for (const event of ["uncaughtException", "unhandledRejection"]) {
  process.on(event, (error) => connection.console.error(`Internal error: ${error?.stack ?? error}`));
}
process.on("exit", stop);
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => process.exit(1));
