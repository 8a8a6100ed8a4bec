// Installs the editors of editors.mjs from the npm registry alone, once; what was interrupted is done again from the start,
// of which npm's own cache makes short work.

import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { pathsOf } from "./editors.mjs";

const ripgrep = { name: `@vscode/ripgrep-linux-${process.arch}`, version: "1.18.0" };

/** Raised when the steps below change. */
const steps = 1;

/**
 * Makes the editor runnable (a minute and half a gigabyte); at once where it is. Throws where a step fails.
 * @param {import("./editors.mjs").Editor} editor
 */
export function installEditor(editor) {
  if (process.platform !== "linux")
    throw new Error("The tests in VS Code run on Linux, as code-server does.");
  const { folder } = pathsOf(editor);
  const ready = join(folder, "ready");
  const recipe = JSON.stringify({ steps, ...editor, ripgrep: editor.ripgrep && ripgrep });
  if (existsSync(ready) && readFileSync(ready, "utf8") === recipe) return;
  console.log(`> installing VS Code ${editor.version} (code-server ${editor.server}) from npm`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), '{ "private": true }\n');
  installPackages(editor);
  linkByHand(editor);
  writeFileSync(ready, recipe);
}

/** @param {import("./editors.mjs").Editor} editor */
function installPackages(editor) {
  const { folder, vscode } = pathsOf(editor);
  const packages = [`node-linux-${process.arch}@${editor.node}`, `code-server@${editor.server}`];
  if (editor.ripgrep) packages.push(`${ripgrep.name}@${ripgrep.version}`);
  npm(editor, folder, "install", "--ignore-scripts", "--save-exact", ...packages);
  npm(editor, vscode, "install", "--ignore-scripts", "--omit=dev");
  npm(editor, join(vscode, "extensions"), "install", "--ignore-scripts", "--omit=dev");
  npm(editor, vscode, "rebuild", ...editor.native);
  npm(editor, folder, "rebuild", "argon2");
}

/**
 * What the install scripts of the packages, which download, would do besides.
 * @param {import("./editors.mjs").Editor} editor
 */
function linkByHand(editor) {
  const { folder, vscode } = pathsOf(editor);
  link("code-linux.sh", join(vscode, "bin/remote-cli/code-server"));
  link("browser-linux.sh", join(vscode, "bin/helpers/browser.sh"));
  if (!editor.ripgrep) return;
  link("node_modules", join(vscode, "node_modules.asar"));
  const program = "node_modules/@vscode/ripgrep/bin/rg";
  cpSync(join(folder, "node_modules", ripgrep.name, "bin/rg"), join(vscode, program));
}

/**
 * @param {string} target
 * @param {string} path
 */
function link(target, path) {
  rmSync(path, { recursive: true, force: true });
  symlinkSync(target, path);
}

/**
 * Runs npm on the editor's own Node, once that is there: native modules are compiled for the Node that runs npm.
 * @param {import("./editors.mjs").Editor} editor
 * @param {string} cwd
 * @param {...string} args
 */
function npm(editor, cwd, ...args) {
  const { nodeFolder, node } = pathsOf(editor);
  const env = { ...process.env };
  for (const name of Object.keys(env))
    if (/^npm_(?!config_(registry|cache|.*proxy|cafile))/i.test(name)) delete env[name];
  if (existsSync(node)) {
    env["PATH"] = [join(nodeFolder, "bin"), env["PATH"]].join(delimiter);
    env["npm_config_nodedir"] = nodeFolder;
  }
  const quiet = ["--no-audit", "--no-fund", "--loglevel=error", "--yes"];
  const { status, stdout, stderr } = spawnSync("npm", [...args, ...quiet], { cwd, env, encoding: "utf8" });
  if (status === 0) return;
  throw new Error(`npm ${args.join(" ")} failed for VS Code ${editor.version}:\n${stderr || stdout}`);
}
