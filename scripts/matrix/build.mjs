// Builds the portable plugin with every Go version, architecture and linker into .cache/matrix, and lets the runtime of each
// say what is in it: `node scripts/matrix/build.mjs [regular expression of cell ids]`. Cells that are there are not built again.

import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { run } from "../go-toolchains.mjs";
import { architectures, listCells } from "./cells.mjs";
import { build, cache, copySources, go, moduleFolder, sources, work } from "./go-build.mjs";

const wanted = new RegExp(process.argv[2] ?? "");
const cells = listCells().filter((cell) => wanted.test(cell.id));
copySources();
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
