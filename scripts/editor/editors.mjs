// The two versions of VS Code that the extension is tested in, as code-server, and where they are installed.

import { join } from "node:path";
import { root } from "../install.mjs";

/**
 * version: VS Code's. server: code-server's, of npm. node: the Node that it is made for, of npm too. native: modules of
 * VS Code that have to be compiled. ripgrep: whether the search program must be laid where VS Code's own install step would.
 * @typedef {{ version: string, server: string, node: string, native: readonly string[], ripgrep: boolean }} Editor
 */

/** The oldest that the manifest allows, then the newest that can be had. @type {readonly Editor[]} */
export const editors = [
  {
    version: "1.100",
    server: "4.100.3",
    node: "20.20.2",
    native: ["node-pty", "@vscode/spdlog", "native-watchdog"],
    ripgrep: true,
  },
  {
    version: "1.139",
    server: "4.139.1",
    node: "24.21.0",
    native: ["node-pty", "@vscode/spdlog", "@vscode/native-watchdog"],
    ripgrep: false,
  },
];

/** Where everything of the editor tests is installed; absolute. */
const editorsFolder = join(root, ".cache/editors");

/**
 * The editor's folder, its Node's folder and program, and the script that the latter runs; absolute.
 * @param {Editor} editor
 */
export function pathsOf(editor) {
  const folder = join(editorsFolder, editor.version);
  const nodeFolder = join(folder, "node_modules", `node-linux-${process.arch}`);
  return {
    folder,
    nodeFolder,
    node: join(nodeFolder, "bin/node"),
    entry: join(folder, "node_modules/code-server/out/node/entry.js"),
    vscode: join(folder, "node_modules/code-server/lib/vscode"),
  };
}

/**
 * The editors of a comma-separated list of versions; all of them where it is not given.
 * @param {string | undefined} versions
 */
export function editorsNamed(versions) {
  if (!versions) return editors;
  return versions.split(",").map((version) => {
    const editor = editors.find((one) => one.version === version);
    if (!editor)
      throw new Error(
        `There is no editor ${version}; use ${editors.map((one) => one.version).join(" or ")}.`,
      );
    return editor;
  });
}
