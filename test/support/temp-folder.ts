// Folders for one test file, gone when its tests are done.

import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";

const made: string[] = [];

afterAll(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
});

/** A new empty folder; its real path, absolute. */
export function tempFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "bind-plugin-")));
  made.push(folder);
  return folder;
}
