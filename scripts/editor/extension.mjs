// The extension as it is packaged, installed into a folder of extensions for an editor.

import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { root } from "../install.mjs";
import { pathsOf } from "./editors.mjs";

/**
 * Builds the extension and packages it into a file. Throws where that fails.
 * @param {string} vsix absolute
 */
export function packageExtension(vsix) {
  run("npm", ["run", "package", "--silent", "--", vsix]);
}

/**
 * Installs the packaged extension as a user would, by the editor's own command line, into a new folder `extensions` below `folder`; its
 * path, absolute. Throws where that fails.
 * @param {import("./editors.mjs").Editor} editor
 * @param {string} vsix absolute
 * @param {string} folder
 */
export function installExtension(editor, vsix, folder) {
  const extensions = join(folder, "extensions");
  mkdirSync(extensions, { recursive: true });
  const { node, entry } = pathsOf(editor);
  const user = join(folder, "user");
  const folders = ["--user-data-dir", user, "--extensions-dir", extensions];
  run(node, [entry, ...folders, "--config", join(user, "config.yaml"), "--install-extension", vsix]);
  return extensions;
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
