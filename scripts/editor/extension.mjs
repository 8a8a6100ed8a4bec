// The extension as it is packaged, installed into a folder of extensions for each editor.

import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../install.mjs";
import { pathsOf } from "./editors.mjs";

/** What `npm run package` writes; absolute. */
const vsix = join(root, "dist/bind-plugin.vsix");

/**
 * The folder of extensions that holds ours and nothing else; absolute. It is to be copied: an editor writes into it.
 * @param {import("./editors.mjs").Editor} editor
 */
export function extensionsFolder(editor) {
  return join(root, ".cache/editors", `${editor.version}-extensions`);
}

/** Builds and packages the extension. Throws where that fails. */
export function packageExtension() {
  run("npm", ["run", "package", "--silent"]);
}

/**
 * Installs the packaged extension as a user would, by the editor's own command line. Throws where that fails.
 * @param {import("./editors.mjs").Editor} editor
 */
export function installExtension(editor) {
  const folder = extensionsFolder(editor);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const { node, entry } = pathsOf(editor);
  const user = join(tmpdir(), `bind-plugin-install-${process.pid}`);
  try {
    const folders = [
      "--user-data-dir",
      user,
      "--extensions-dir",
      folder,
      "--config",
      join(user, "config.yaml"),
    ];
    run(node, [entry, ...folders, "--install-extension", vsix]);
  } finally {
    rmSync(user, { recursive: true, force: true });
  }
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 */
function run(command, args) {
  const env = { ...process.env, EXTENSIONS_GALLERY: JSON.stringify({ serviceUrl: "" }) };
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd: root, env, encoding: "utf8" });
  if (status === 0) return;
  throw new Error(`${command} ${args.join(" ")} failed: ${error?.message ?? ""}\n${stdout}\n${stderr}`);
}
