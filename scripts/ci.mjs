// The gate behind .ci/run: the tests, the editor tests, then every check, each as its user would call it; one closing line
// for the whole.

import { spawnSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { root } from "./install.mjs";

let passed = 0;
let failed = 0;

runTests(".cache/test-report.json", "test");
runTests(".cache/editor-report.json", "run", "test:editor");
if (npm("run", "check")) passed++;
else failed++;

console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;

/**
 * Runs an npm script with its output shown; true when it exits with 0.
 * @param {...string} args
 */
function npm(...args) {
  console.log(`\n> npm ${args.join(" ")}`);
  const shell = process.platform === "win32";
  const env = { ...process.env, CI: "true" };
  return spawnSync("npm", args, { cwd: root, env, stdio: "inherit", shell }).status === 0;
}

/**
 * Runs an npm script that leaves vitest's report in a file, and counts its tests.
 * @param {string} name
 * @param {...string} args
 */
function runTests(name, ...args) {
  const report = join(root, name);
  rmSync(report, { force: true });
  const succeeded = npm(...args);
  try {
    const counts = JSON.parse(readFileSync(report, "utf8"));
    passed += counts.numPassedTests;
    // A suite that fails outside of any test, such as at import, has no failed test of its own.
    failed += counts.numFailedTests || (succeeded ? 0 : 1);
  } catch {
    failed++;
  }
}
