// `npm test`: installs what is needed, runs the tests, and leaves their report for scripts/ci.mjs. Arguments go to vitest.

import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { ensureInstalled, root } from "./install.mjs";

ensureInstalled();
const report = [
  "--reporter=default",
  "--reporter=json",
  `--outputFile.json=${join(root, ".cache/test-report.json")}`,
];
const vitest = join(root, "node_modules/vitest/vitest.mjs");
const { status } = spawnSync(process.execPath, [vitest, "run", ...report, ...process.argv.slice(2)], {
  cwd: root,
  stdio: "inherit",
});
process.exitCode = status ?? 1;
