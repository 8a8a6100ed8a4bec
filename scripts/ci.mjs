// The gate behind .ci/run: every check, then the tests, each as its user would call it; one closing line for the whole.

import { spawnSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const report = resolve(root, ".cache/test-report.json");
let passed = 0;
let failed = 0;

/** Runs an npm script with its output shown; true when it exits with 0. */
function npm(...args) {
  console.log(`\n> npm ${args.join(" ")}`);
  const { status } = spawnSync("npm", args, {
    cwd: root,
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  return status === 0;
}

rmSync(report, { force: true });
const tested = npm("test");
try {
  const counts = JSON.parse(readFileSync(report, "utf8"));
  passed += counts.numPassedTests;
  // A suite that fails outside of any test, such as at import, has no failed test of its own.
  failed += counts.numFailedTests || (tested ? 0 : 1);
} catch {
  failed++;
}
if (npm("run", "check")) passed++;
else failed++;

console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
