// The sample plugin of test/fixtures/sample: how it is built, and how the committed file is made of what was built.

import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { runGo } from "./go.ts";
import { shrinkPlugin } from "./shrink.ts";

/**
 * Builds the sample in `folder` to `output`, an absolute path: without paths of this machine, and with debug information
 * that is not compressed, so that most of it can be left out.
 */
export async function buildSample(folder: string, output: string): Promise<void> {
  const flags = ["-buildmode=plugin", "-trimpath", "-ldflags=-compressdwarf=false"];
  await runGo(["build", ...flags, "-o", output, "./plug"], { cwd: folder });
}

/** Builds the sample in `folder` and writes plugin.so.gz there. Gives its size in bytes. */
export async function writeSample(folder: string): Promise<number> {
  const built = join(folder, "plugin.so");
  try {
    await buildSample(folder, built);
    const packed = gzipSync(shrinkPlugin(readFileSync(built)), { level: 9 });
    writeFileSync(join(folder, "plugin.so.gz"), packed);
    return packed.length;
  } finally {
    rmSync(built, { force: true });
  }
}

/** The plugin that is committed in `folder`. */
export function readSample(folder: string): Uint8Array {
  return gunzipSync(readFileSync(join(folder, "plugin.so.gz")));
}
