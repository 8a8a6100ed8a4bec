// `npm run test:editor`: one whole scenario in real editors. They must be there; in CI, Debian's are installed first.

import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { ensureInstalled, root } from "./install.mjs";

const editors = ["nvim", "emacs"];
const packages = ["neovim", "emacs-nox", "elpa-eglot"];

ensureInstalled();
if (process.env.CI && editors.some(isMissing)) {
  run("apt-get", ["update"]);
  run("apt-get", ["install", "-y", "--no-install-recommends", ...packages]);
}
const missing = editors.filter(isMissing);
if (missing.length > 0) {
  console.error(
    `The editor tests need ${missing.join(" and ")} (Debian: apt-get install ${packages.join(" ")}).`,
  );
  process.exit(1);
}
const report = [
  "--reporter=default",
  "--reporter=json",
  `--outputFile.json=${join(root, ".cache/editor-report.json")}`,
];
const vitest = join(root, "node_modules/vitest/vitest.mjs");
process.exitCode = run(process.execPath, [
  vitest,
  "run",
  "--config",
  "vitest.editor.config.ts",
  ...report,
  ...process.argv.slice(2),
]);

/** @param {string} command */
function isMissing(command) {
  return spawnSync(command, ["--version"], { stdio: "ignore" }).error !== undefined;
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 */
function run(command, args) {
  return spawnSync(command, args, { cwd: root, stdio: "inherit" }).status ?? 1;
}
