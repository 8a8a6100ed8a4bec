// `bind-plugin inspect`: shows what plugins export, and what hosts are made of, as text or JSON.

import { type ParsedFlags, textOf, truthOf } from "#shared/flags";
import { inspectBinary } from "#shared/inspect";
import type { HostImage, Plugin } from "#shared/model";
import { readBinary } from "#shared/read-plugin";
import { about, isExpected } from "../failure.ts";
import { nodeHost } from "../node-host.ts";
import { painter, wantsColor, writeError, writeOut } from "./output.ts";
import { usageError } from "./usage.ts";

export async function inspect(parsed: ParsedFlags, paths: readonly string[]): Promise<number> {
  if (paths.length === 0)
    throw usageError("inspect", "inspect needs a plugin: bind-plugin inspect plugin.so");
  const show = await printer(parsed, paths.length);
  let exitCode = 0;
  let isFirst = true;
  for (const path of paths) {
    try {
      const { binary, sha256 } = await readBinary(nodeHost, path);
      if (!isFirst && !truthOf(parsed, "json")) writeOut("\n");
      isFirst = false;
      writeOut(show(binary, sha256));
    } catch (error) {
      const failure = about(path, error);
      if (!isExpected(failure)) throw failure;
      writeError(`bind-plugin: ${failure.message}\n`);
      exitCode = 2;
    }
  }
  return exitCode;
}

/** One file is indented JSON; several are a line each. */
async function printer(
  parsed: ParsedFlags,
  count: number,
): Promise<(binary: Plugin | HostImage, sha256: string) => string> {
  if (truthOf(parsed, "json")) {
    return (binary, sha256) =>
      `${JSON.stringify(inspectBinary(binary, sha256), null, count === 1 ? 2 : 0)}\n`;
  }
  const { paintListing } = await import("./listing.ts");
  const paint = painter(wantsColor(textOf(parsed, "color")));
  return (binary, sha256) => paintListing(binary, sha256, process.cwd(), paint);
}
