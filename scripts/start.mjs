// `npm start`: installs and builds what is needed, then shows the command line on the sample plugin. It needs no Go.

import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { gunzipSync } from "node:zlib";
import { ensureInstalled, root } from "./install.mjs";

const sample = join(root, "test/fixtures/sample");
const folder = join(root, ".cache/sample");
const bin = join(root, "dist/bind-plugin.cjs");
const wrapper = "greeter/api.go";

ensureInstalled();
run([join(root, "esbuild.mjs")], root);

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
cpSync(join(sample, "plug"), join(folder, "plug"), { recursive: true, preserveTimestamps: true });
cpSync(join(sample, "go.mod"), join(folder, "go.mod"));
writeFileSync(join(folder, "greeter.so"), gunzipSync(readFileSync(join(sample, "plugin.so.gz"))));

console.log(
  `In ${relative(process.cwd(), folder)} lies the sample plugin, greeter.so. What does it export?\n`,
);
show(["inspect", "greeter.so"]);
console.log("A typed wrapper for it:\n");
show([
  "generate",
  "-plugin-path",
  "greeter.so",
  "-plugin-package",
  "./plug",
  "-output-path",
  wrapper,
  "-output-name",
  "Greeter",
]);
console.log(`\n${readFileSync(join(folder, wrapper), "utf8")}`);
console.log("Do plugin, wrapper and source still fit together?\n");
show(["check"]);
console.log(`
What next?
  npm link                                        puts bind-plugin and go-bind-plugin on the PATH
  bind-plugin inspect your-plugin.so              shows what your own plugin exports
  bind-plugin help generate                       explains how to write a wrapper for it
  npm test                                        runs the tests (these need Go with cgo)
README.md has the rest.`);

/** @param {string[]} args */
function show(args) {
  console.log(`$ bind-plugin ${args.join(" ")}`);
  run([bin, ...args], folder);
  console.log();
}

/**
 * Runs a Node program with its output shown; ends the process where it fails.
 * @param {string[]} args
 * @param {string} cwd
 */
function run(args, cwd) {
  const { status } = spawnSync(process.execPath, args, { cwd, stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}
