// `npm run test:editor`: what users see, in real editors. VS Code is installed from npm, once; the others and Chromium must be
// there, and in CI Debian's are installed first. Arguments go to vitest; EDITORS=1.100 asks for one version of VS Code.

import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { editorsNamed } from "./editor/editors.mjs";
import { installEditor } from "./editor/install.mjs";
import { ensureInstalled, root } from "./install.mjs";

const programs = ["nvim", "emacs", "chromium"];
const packages = ["neovim", "emacs-nox", "elpa-eglot", "chromium"];

ensureInstalled();
if (process.env.CI && programs.some(isMissing)) {
  run("apt-get", ["update"]);
  run("apt-get", ["install", "-y", "--no-install-recommends", ...packages]);
}
const missing = programs.filter(isMissing);
if (missing.length > 0) {
  console.error(
    `The editor tests need ${missing.join(" and ")} (Debian: apt-get install ${packages.join(" ")}).`,
  );
  process.exit(1);
}
try {
  for (const editor of editorsNamed(process.env["EDITORS"])) installEditor(editor);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
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
