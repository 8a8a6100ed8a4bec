// Before all tests: is there a Go that can build plugins? Without one the tests fail here, with one message.

import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runGo } from "./go.ts";
import { cacheFolder } from "./plugins.ts";

const day = 24 * 60 * 60 * 1000;

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

/** Removes cached builds that nothing has added to for a day. */
function forgetOldBuilds(): void {
  let names: string[] = [];
  try {
    names = readdirSync(cacheFolder);
  } catch {
    return; // nothing was built yet
  }
  for (const name of names) {
    const folder = join(cacheFolder, name);
    if (Date.now() - statSync(folder).mtimeMs > day) rmSync(folder, { recursive: true, force: true });
  }
}
