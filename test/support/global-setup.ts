// Before all tests: is there a Go that can build plugins? Without one the tests fail here, with one message. Then the
// command line is built, which tests run as a user does.

import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runGo, runTool } from "./go.ts";
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
  await buildBin();
}

/** Where the build fails, no older one stands in for it: the tests that run the command line fail, the others can be run. */
async function buildBin(): Promise<void> {
  const root = new URL("../../", import.meta.url);
  await runTool(process.execPath, [fileURLToPath(new URL("esbuild.mjs", root))]).catch((error: Error) => {
    console.error(error.message);
    rmSync(new URL("dist/bind-plugin.cjs", root), { force: true });
  });
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
