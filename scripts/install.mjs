// Installs what package-lock.json names, where that has not been done: what lets `npm start` and `npm test` follow a clone.

import { spawnSync } from "node:child_process";
import { statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = join(dirname(fileURLToPath(import.meta.url)), "..");

/** Runs `npm ci` unless it ran since package-lock.json last changed. Ends the process where it fails. */
export function ensureInstalled() {
  const installed = modified("node_modules/.package-lock.json");
  if (installed !== undefined && installed >= (modified("package-lock.json") ?? 0)) return;
  console.log("> npm ci");
  const args = ["ci", "--no-audit", "--no-fund"];
  const npm = process.env["npm_execpath"];
  const { status } = npm?.endsWith(".js")
    ? spawnSync(process.execPath, [npm, ...args], { cwd: root, stdio: "inherit" })
    : spawnSync("npm", args, { cwd: root, stdio: "inherit", shell: process.platform === "win32" });
  if (status !== 0) process.exit(status ?? 1);
}

/** @param {string} file */
function modified(file) {
  return statSync(join(root, file), { throwIfNoEntry: false })?.mtimeMs;
}
