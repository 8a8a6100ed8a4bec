// Reads a plugin file with the reader under test.

import { nodeHost } from "#server/node-host";
import type { Plugin } from "#shared/model";
import { reflectPlugin } from "#shared/runtime/plugin";

/** The whole graph of types. Throws what the reader throws. */
export function readPlugin(path: string, depth: "symbols" | "graph" = "graph"): Plugin {
  const file = nodeHost.openFile(path);
  try {
    return reflectPlugin(path, file, nodeHost.inflate, { depth });
  } finally {
    file.close();
  }
}
