// Runs the tests of host/ inside the extension host of a window.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { expect, it } from "vitest";
import { tempFolder } from "#test/temp-folder";
import { drifted } from "./folders.ts";
import type { HostEvent } from "./host/test.ts";
import { startSession } from "./session.ts";
import { openWindow, patience } from "./window.ts";

const session = startSession({ runsTests: true });

/** The bundled tests; absolute. */
async function bundled(): Promise<string> {
  const outfile = join(tempFolder(), "suite.cjs");
  await build({
    entryPoints: [join(import.meta.dirname, "host/suite.ts")],
    outfile,
    bundle: true,
    platform: "node",
    format: "cjs",
    external: ["vscode"],
    logLevel: "error",
  });
  return outfile;
}

/** What the tests have told by now. */
function eventsIn(home: string): readonly HostEvent[] {
  const file = join(home, "results.jsonl");
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, "utf8").split("\n").slice(0, -1);
  return lines.map((line) => JSON.parse(line));
}

it("does all that is asked of it by way of the API", async () => {
  const { folder } = await drifted();
  const { browser, editor } = session;
  const extensions = join(editor.home, "extensions");
  const installed = readdirSync(extensions).find((name) => name.startsWith("bind-plugin."))!;
  const window = await openWindow(browser, editor, folder, undefined, [
    ["extensionDevelopmentPath", editor.uri(join(extensions, installed))],
    ["extensionTestsPath", editor.uri(await bundled())],
  ]);
  try {
    await expect.poll(() => eventsIn(editor.home).at(-1)?.kind, { timeout: 2 * patience }).toBe("end");
  } catch (error) {
    await window.picture("failed/host");
    console.error(editor.logs());
    throw new Error(`The tests did not end: ${JSON.stringify(eventsIn(editor.home).at(-1))}`, {
      cause: error,
    });
  } finally {
    await window.close();
  }
  const events = eventsIn(editor.home);
  expect(events.filter(({ kind }) => kind === "failed")).toEqual([]);
  const passed = events.filter(({ kind }) => kind === "passed");
  expect(events.at(-1)).toEqual({ kind: "end", count: passed.length });
  expect(passed.length).toBeGreaterThan(10);
});
