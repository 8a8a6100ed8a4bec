// The language server's process: serves standard input and output, or (--node-ipc) the process that forked it.

import path from "node:path";
import {
  createConnection,
  IPCMessageReader,
  IPCMessageWriter,
  ProposedFeatures,
} from "vscode-languageserver/node";
import { problemPages } from "#shared/protocol";
import { nodeHost } from "./node-host.ts";
import { serve } from "./server.ts";
import { version } from "./version.ts";

const connection = process.argv.includes("--node-ipc")
  ? createConnection(ProposedFeatures.all, new IPCMessageReader(process), new IPCMessageWriter(process))
  : createConnection(ProposedFeatures.all, process.stdin, process.stdout);

const { stop } = serve(connection, {
  host: nodeHost,
  goParser: async () => (await import("./go-parser.ts")).createGoParser(),
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
