// Before all tests: is there a Go that can build plugins? Without one the tests fail here, with one message.

import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runGo } from "./go.ts";
import { cacheFolder } from "./plugins.ts";

const hour = 60 * 60 * 1000;

export default async function setup(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "bind-plugin-setup-"));
  try {
    writeFileSync(join(folder, "go.mod"), "module example.com/cgo\n\ngo 1.18\n");
    writeFileSync(
      join(folder, "cgo.go"),
      'package cgo\n\n// int answer;\nimport "C"\n\nvar Answer = C.answer\n',
    );
    await runGo(["version"]);
    await runGo(["build", "."], { cwd: folder, env: { CGO_ENABLED: "1" } });
  } catch (error) {
    throw new Error(`Go with cgo is needed to run the tests: ${(error as Error).message}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  forgetOldBuilds();
}

/** Removes the builds of states of the sources that nothing was added to for an hour, but for the last state. */
function forgetOldBuilds(): void {
  if (!existsSync(cacheFolder)) return;
  const states = readdirSync(cacheFolder).map((name) => join(cacheFolder, name));
  const ages = new Map(states.map((folder) => [folder, Date.now() - statSync(folder).mtimeMs]));
  const youngest = Math.min(...ages.values());
  for (const [folder, age] of ages) {
    if (age > Math.max(hour, youngest)) rmSync(folder, { recursive: true, force: true });
  }
}
