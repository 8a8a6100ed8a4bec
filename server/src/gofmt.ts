// Runs gofmt on generated text, where it is installed.

import { spawnSync } from "node:child_process";
import { findGofmt } from "./go-tools.ts";

/** The text as `gofmt -s` leaves it, or as it was: with a warning where gofmt failed, without where there is none. */
export function formatGo(text: string): { readonly text: string; readonly warning?: string } {
  const gofmt = findGofmt();
  if (!gofmt) return { text };
  const run = spawnSync(gofmt, ["-s"], { input: text, encoding: "utf8", maxBuffer: 1 << 30 });
  if (run.status === 0) return { text: run.stdout };
  const [reason = "it was ended"] = [run.error?.message, run.stderr?.trim().split("\n")[0]].filter(Boolean);
  return { text, warning: `gofmt failed, the file is written as it is: ${reason}` };
}
