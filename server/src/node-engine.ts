// The engine on this machine. The Go parser is loaded when the first Go source has to be read.

import { createEngine } from "#shared/engine";
import { nodeHost } from "./node-host.ts";
import { version } from "./version.ts";

export const engine = createEngine(nodeHost, loadGoParser, version);

async function loadGoParser() {
  const { createGoParser } = await import("./go-parser.ts");
  return createGoParser();
}
