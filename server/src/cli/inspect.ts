// `bind-plugin inspect`: shows what plugins export, as text or JSON.

import { inspectPlugin } from "#shared/inspect";
import type { Plugin } from "#shared/model";
import { type ParsedFlags, textOf, truthOf } from "#shared/options";
import { readPlugin } from "#shared/read-plugin";
import { about, isExpected } from "../failure.ts";
import { nodeHost } from "../node-host.ts";
import { painter, wantsColor, writeError, writeOut } from "./output.ts";
import { usageError } from "./usage.ts";

export async function inspect(parsed: ParsedFlags, paths: readonly string[]): Promise<number> {
  if (paths.length === 0)
    throw usageError("inspect", "inspect needs a plugin: bind-plugin inspect plugin.so");
  const show = await printer(parsed, paths.length);
  let exitCode = 0;
  for (const [i, path] of paths.entries()) {
    try {
      const { plugin, sha256 } = await readPlugin(nodeHost, path);
      if (i > 0 && !truthOf(parsed, "json")) writeOut("\n");
      writeOut(show(plugin, sha256));
    } catch (error) {
      const failure = about(path, error);
      if (!isExpected(failure)) throw failure;
      writeError(`bind-plugin: ${failure.message}\n`);
      exitCode = 2;
    }
  }
  return exitCode;
}

/** One plugin is indented JSON; several are a line each. */
async function printer(
  parsed: ParsedFlags,
  count: number,
): Promise<(plugin: Plugin, sha256: string) => string> {
  if (truthOf(parsed, "json")) {
    return (plugin, sha256) =>
      `${JSON.stringify(inspectPlugin(plugin, sha256), null, count === 1 ? 2 : 0)}\n`;
  }
  const { listPlugin } = await import("./listing.ts");
  const paint = painter(wantsColor(textOf(parsed, "color")));
  return (plugin, sha256) => listPlugin(plugin, sha256, process.cwd(), paint);
}
