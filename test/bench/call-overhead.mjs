// Measures what a call through a generated wrapper costs against a call of the plugin's function value: node test/bench/call-overhead.mjs
// Prints nanoseconds a call (the best of several runs), the ratio, and allocations. Needs Go, and `npm run build` before.

import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "bind-plugin-bench-"));
const env = { ...process.env, GOFLAGS: "-buildvcs=false", GOWORK: "off", GOTOOLCHAIN: "local" };

try {
  cpSync(join(root, "test/bench/call"), folder, { recursive: true });
  const plugin = join(folder, "basic.so");
  const source = { cwd: join(root, "test/plugins"), env, stdio: "inherit" };
  execFileSync("go", ["build", "-buildmode=plugin", "-o", plugin, "./basic"], source);
  const generate = [
    join(root, "dist/bind-plugin.cjs"),
    "generate",
    "-plugin-path",
    plugin,
    "-output-package",
    "call",
  ];
  for (const flags of [
    ["-output-path", "api.go"],
    ["-output-path", "mockable.go", "-output-name", "Mockable", "-interface"],
  ]) {
    execFileSync(process.execPath, [...generate, ...flags], { cwd: folder, stdio: "inherit" });
  }
  const bench = ["test", "-run=-", "-bench=.", "-benchmem", "-count=6"];
  const output = execFileSync("go", bench, {
    cwd: folder,
    env: { ...env, PLUGIN: plugin },
    encoding: "utf8",
  });
  process.stdout.write(output);
  report(output);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** @param {string} output what `go test -bench` prints */
function report(output) {
  /** @type {Map<string, { time: number, allocations: number }>} */
  const best = new Map();
  for (const [, name, time, allocations] of output.matchAll(
    /^Benchmark(\w+)\S*\s+\d+\s+([\d.]+) ns\/op.*?(\d+) allocs\/op$/gm,
  )) {
    const before = best.get(name)?.time ?? Number.POSITIVE_INFINITY;
    best.set(name, { time: Math.min(before, Number(time)), allocations: Number(allocations) });
  }
  const base = best.get("Func");
  if (!base) throw new Error("go test printed no benchmark");
  for (const [name, { time, allocations }] of best) {
    const ratio = (time / base.time).toFixed(2);
    process.stdout.write(
      `${name.padEnd(10)} ${time.toFixed(2)} ns a call, ${ratio} of a function value, ${allocations} allocations\n`,
    );
  }
}
