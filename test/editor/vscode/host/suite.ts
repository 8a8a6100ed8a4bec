// Tests that run inside the extension host, where VS Code's API is real; host.test.ts bundles them, starts them and reads their results.

import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { api } from "./api.ts";
import { settings } from "./settings.ts";
import type { HostEvent, HostTest } from "./test.ts";

const tests: readonly HostTest[] = [...api, ...settings];

/** What VS Code calls. The editor's home gets a line for each test when it begins, and one for its result. */
export async function run(): Promise<void> {
  const file = join(process.env["BIND_PLUGIN_EDITOR_HOME"]!, "results.jsonl");
  const tell = (what: HostEvent) => appendFileSync(file, `${JSON.stringify(what)}\n`);
  for (const { name, run } of tests) {
    tell({ kind: "begin", name });
    try {
      await run();
      tell({ kind: "passed", name });
    } catch (error) {
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
      tell({ kind: "failed", name, error: text });
    }
  }
  tell({ kind: "end", count: tests.length });
}
