// The engine on this machine. The Go parser is loaded when the first Go source has to be read.

import { createEngine, type Engine } from "#shared/engine";
import type { Host } from "#shared/host";
import { nodeHost } from "./node-host.ts";
import { version } from "./version.ts";

export const engine = engineOver(nodeHost);

/** The engine over a host that adds something to this machine's. */
export function engineOver(host: Host): Engine {
  return createEngine(host, loadGoParser, version);
}

async function loadGoParser() {
  const { createGoParser } = await import("./go-parser.ts");
  return createGoParser();
}
