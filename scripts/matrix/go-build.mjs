// Building the portable plugin and its host with the toolchain of a cell.

import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { run, toolchain } from "../go-toolchains.mjs";
import { architectures } from "./cells.mjs";

const root = path.resolve(import.meta.dirname, "../..");
export const sources = path.join(root, "test/plugins/portable");
export const cache = path.join(root, ".cache/matrix");
// Go up to 1.12 records the sources' absolute paths: a folder whose name says nothing of the machine.
export const work = path.join(os.tmpdir(), "bind-plugin-matrix");
export const moduleFolder = path.join(work, "src/example.com/portable");

/** Puts the sources in their place, and in another one for Go 1.8. */
export function copySources() {
  fs.rmSync(work, { recursive: true, force: true });
  fs.cpSync(sources, work, { recursive: true });
  fs.cpSync(path.join(moduleFolder, "plug.v1"), path.join(moduleFolder, "plug"), { recursive: true });
}

/**
 * `go build` of a package of the module, named by its folder.
 * @param {import("./cells.mjs").Cell} cell @param {string[]} args @param {string} [linkerFlags]
 */
export function build(cell, args, linkerFlags = "") {
  const plugin = args.includes("-buildmode=plugin");
  const flags = plugin ? cell.flags.map((flag) => mergeLinkerFlags(flag, linkerFlags)) : [];
  const linked = flags.some((flag) => flag.startsWith("-ldflags="));
  if (linkerFlags && !linked) flags.push(`-ldflags=${linkerFlags}`);
  if (cell.minor >= 13) flags.push("-trimpath");
  // Without a build cache: what -s -w links was compiled for the first plugin.
  const compiled = path.join(cache, cell.id, "pkg", plugin ? "plugin" : "host");
  if (cell.minor <= 9) flags.push("-i", "-pkgdir", compiled);
  const packages = plugin && cell.files ? goFiles(cell) : [`example.com/portable/${args.at(-1)}`];
  go(cell, ["build", "-p", "2", ...flags, ...args.slice(0, -1), ...packages]);
}

/** Files that are named are built whatever their build constraints say. @param {import("./cells.mjs").Cell} cell */
function goFiles(cell) {
  const names = fs.readdirSync(path.join(moduleFolder, cell.plugin));
  return names
    .filter((name) => cell.minor >= 18 || name !== "generic.go")
    .map((name) => `${cell.plugin}/${name}`);
}

/** The go command of a cell. @param {import("./cells.mjs").Cell} cell @param {string[]} args */
export function go(cell, args) {
  const goroot = toolchain(cell.version);
  const modules = cell.minor >= 11;
  const { goos = "linux", goarch = cell.arch } = architectures[cell.arch];
  const env = {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    TMPDIR: os.tmpdir(),
    GOENV: "off",
    GOTOOLCHAIN: "local",
    GOPROXY: "off",
    GOSUMDB: "off",
    GOPATH: modules ? path.join(work, "gopath") : work,
    GO111MODULE: modules ? "on" : "off",
    GOCACHE: path.join(cache, "go-build"),
    GOOS: goos,
    GOARCH: goarch,
    CGO_ENABLED: "1",
    CC: compilerOf(cell),
    ...(cell.arch === "arm" ? { GOARM: "7" } : {}),
    // 1.8 does not find its own folder; before -trimpath, the standard library's paths are those of GOROOT_FINAL.
    ...(cell.minor <= 8 ? { GOROOT: goroot } : {}),
    ...(cell.minor <= 12 ? { GOROOT_FINAL: "/usr/local/go" } : {}),
    ...cell.environment,
  };
  const options = { cwd: moduleFolder, timeout: 1_200_000, env };
  run("nice", ["-n", "10", path.join(goroot, "bin/go"), ...args], options);
}

/** A C compiler's name without arguments: Go up to 1.17 passes no more on to its linker. */
function compilerOf(cell) {
  const { zig, triple } = architectures[cell.arch];
  if (!zig) return `${triple}-gcc`;
  const script = path.join(work, `${triple}-cc`);
  fs.writeFileSync(script, `#!/bin/sh\nexec ${zig} cc -target ${triple} "$@"\n`, { mode: 0o755 });
  return script;
}

function mergeLinkerFlags(flag, linkerFlags) {
  return linkerFlags && flag.startsWith("-ldflags=") ? `${flag} ${linkerFlags}` : flag;
}
