// The pairs of plugins in test/diffs, built: each folder has an old and a new side.

import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runGo } from "./go.ts";
import { cached } from "./plugins.ts";

export const diffsFolder = fileURLToPath(new URL("../diffs", import.meta.url));

/** Path of the built plugin, absolute. */
export function buildDiffSide(pair: string, side: "old" | "new"): Promise<string> {
  const folder = join(diffsFolder, pair, side);
  return cached(`${pair}.${side}.so`, folder, async (output) => {
    await runGo(["build", "-buildmode=plugin", "-o", output, "."], { cwd: folder });
  });
}
