// Builds the portable plugin with every Go version, architecture and linker into .cache/matrix, and lets the runtime of each
// say what is in it: `node scripts/matrix/build.mjs [regular expression of cell ids]`. Cells that are there are not built again.

import { createHash } from "node:crypto";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { run, toolchain } from "../go-toolchains.mjs";
import { architectures, listCells } from "./cells.mjs";

const root = path.resolve(import.meta.dirname, "../..");
const sources = path.join(root, "test/plugins/portable");
const cache = path.join(root, ".cache/matrix");
// Go up to 1.12 records the sources' absolute paths: a folder whose name says nothing of the machine.
const work = path.join(os.tmpdir(), "bind-plugin-matrix");
const moduleFolder = path.join(work, "src/example.com/portable");

const wanted = new RegExp(process.argv[2] ?? "");
const cells = listCells().filter((cell) => wanted.test(cell.id));
fs.rmSync(work, { recursive: true, force: true });
fs.cpSync(sources, work, { recursive: true });
fs.cpSync(path.join(moduleFolder, "plug.v1"), path.join(moduleFolder, "plug"), { recursive: true });
const sourceHash = hashFolder(sources);
writeSourceTruth("plug.v1", "source.json");
for (const cell of cells) buildCell(cell);
buildLinkshared();

/** What go/types says of the source of a plugin. @param {string} name of its folder @param {string} output */
function writeSourceTruth(name, output) {
  fs.mkdirSync(cache, { recursive: true });
  const program = path.join(import.meta.dirname, "source.go");
  const args = ["run", program, `example.com/portable/${name}`];
  fs.writeFileSync(path.join(cache, output), run("go", args, { cwd: path.join(moduleFolder, name) }));
}

/** A plugin that shares the standard library, as far as the linker lets plugins do that. */
function buildLinkshared() {
  const output = path.join(cache, "linkshared.so");
  const cell = cells.find(({ id }) => id === "go1.26.8-amd64");
  if (cell === undefined || fs.existsSync(output)) return;
  writeSourceTruth("linkshared", "linkshared.json");
  const shared = ["-pkgdir", path.join(work, "shared")];
  const library = ["runtime", "runtime/cgo", "sync/atomic", "errors", "internal/reflectlite"];
  go(cell, ["install", "-buildmode=shared", ...shared, ...library]);
  const plugin = ["build", "-trimpath", "-buildmode=plugin", "-linkshared", ...shared, "-o", output];
  go(cell, [...plugin, "example.com/portable/linkshared"]);
  console.log("linkshared: built");
}

/** @param {import("./cells.mjs").Cell} cell */
function buildCell(cell) {
  const folder = path.join(cache, cell.id);
  const record = path.join(folder, "cell.json");
  const key = hash(JSON.stringify([sourceHash, cell]));
  if (readJson(record)?.key === key) return;
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(folder, { recursive: true });
  const problems = [];
  const attempt = (what, action) => {
    try {
      action();
      return true;
    } catch (error) {
      problems.push(`${what}: ${error.message}`);
      return false;
    }
  };
  const file = (name) => path.join(folder, name);
  const { triple, zig, runner } = architectures[cell.arch];
  const built = attempt("build", () =>
    build(cell, ["-buildmode=plugin", "-o", file("plugin.so"), cell.plugin]),
  );
  if (built) {
    attempt("build -s -w", () =>
      build(cell, ["-buildmode=plugin", "-o", file("small.so"), cell.plugin], "-s -w"),
    );
    if (!zig) attempt("strip", () => run(`${triple}-strip`, ["-o", file("stripped.so"), file("plugin.so")]));
    if (
      runner &&
      !cell.foreignTruth &&
      attempt("build host", () => build(cell, ["-o", file("host"), "host"]))
    ) {
      attempt("run host", () => {
        const [command, ...args] = [...runner, file("host"), file("plugin.so")];
        const output = run(command, args, { timeout: 120_000 });
        JSON.parse(output);
        fs.writeFileSync(file("truth.json"), output);
      });
    }
    fs.rmSync(file("host"), { force: true });
  }
  fs.rmSync(file("pkg"), { recursive: true, force: true });
  fs.writeFileSync(record, `${JSON.stringify({ key, ...cell, built, problems }, null, 2)}\n`);
  console.log(`${cell.id}: ${problems.length === 0 ? "built" : problems.join("; ").slice(0, 600)}`);
}

/**
 * `go build` of a package of the module, named by its folder.
 * @param {import("./cells.mjs").Cell} cell @param {string[]} args @param {string} [linkerFlags]
 */
function build(cell, args, linkerFlags = "") {
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
function go(cell, args) {
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

function readJson(file) {
  return fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, "utf8")) : undefined;
}

function hashFolder(folder) {
  const names = fs.readdirSync(folder, { recursive: true }).map(String).sort();
  const files = names
    .filter((name) => !name.includes("linkshared"))
    .filter((name) => fs.statSync(path.join(folder, name)).isFile());
  return hash(files.map((name) => `${name}\0${fs.readFileSync(path.join(folder, name))}`).join("\0"));
}

function hash(text) {
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}
