// Pairs of other Go versions and machines that don't load: does what compat says, and opens them again. Go that is not there is
// downloaded. `node scripts/pairs/fixes.mjs`; fails where a plugin still doesn't load.

import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { run, toolchain } from "../go-toolchains.mjs";
import { architectures } from "../matrix/cells.mjs";
import { importTypeScript, root } from "../typescript.mjs";

const { pairWorkshop, fixPair } = await importTypeScript("scripts/pairs/fixes.ts");

const go = (version) => ({ env: { GOTOOLCHAIN: `go${version}` } });
const machine = (arch) => ({ env: { GOARCH: arch, CC: `${architectures[arch].triple}-gcc` } });
const own = run("go", ["env", "GOVERSION"]).trim().slice("go".length);

const cases = [
  ...["1.16.15", "1.20.14", "1.21.13", "1.24.13", "1.25.5", "1.27.1"].flatMap((version) => [
    { name: `host of go${version}, plugin of go${own}`, host: go(version), plugin: {} },
    { name: `host of go${own}, plugin of go${version}`, host: {}, plugin: go(version) },
  ]),
  {
    name: "host of go1.20.14 with -trimpath, plugin of go1.18.10",
    host: { ...go("1.20.14"), flags: ["-trimpath"] },
    plugin: go("1.18.10"),
  },
  {
    name: "host of go1.25.5 with -race, plugin of go1.26.8 with a newer module",
    host: { ...go("1.25.5"), flags: ["-race"] },
    plugin: { state: { versions: { text: "v1.1.0" } } },
  },
  ...["386", "arm64", "s390x"].map((arch) => ({
    name: `host for ${arch}, plugin for amd64`,
    host: machine(arch),
    plugin: {},
    runner: architectures[arch].runner,
    // Nothing tells the compiler of another machine but the environment.
    env: { CC: machine(arch).env.CC },
  })),
];

const work = fs.mkdtempSync(path.join(os.tmpdir(), "bind-plugin-fixes-"));
linkToolchains(["1.16.15", "1.18.10", "1.20.14", "1.21.13", "1.24.13", "1.25.5", "1.27.1"]);
const workshop = pairWorkshop(path.join(root, "test/pairs"), work);
let failed = 0;
for (const { name, host, plugin, runner, env } of cases) {
  let problem = "";
  try {
    const { before, fixes, printed } = await fixPair(workshop, host, plugin, runner, env);
    if (before.includes("called")) problem = "it loads as it is";
    else if (!printed.endsWith("opened\ncalled\n")) problem = `${printed}\n${fixes.join("\n")}`;
  } catch (error) {
    problem = error.message;
  }
  if (problem) failed++;
  console.log(`${name}: ${problem || "loads after the fix"}`);
}
fs.rmSync(work, { recursive: true, force: true });
console.log(`${cases.length - failed} of ${cases.length} load after the fix`);
process.exitCode = failed > 0 ? 1 : 0;

/** Lets the workshop's module cache have the toolchains of this machine's. @param {string[]} versions */
function linkToolchains(versions) {
  for (const version of versions) toolchain(version);
  const from = run("go", ["env", "GOMODCACHE"]).trim();
  for (const part of ["golang.org", "cache/download/golang.org"]) {
    fs.mkdirSync(path.dirname(path.join(work, "cache", part)), { recursive: true });
    fs.symlinkSync(path.join(from, part), path.join(work, "cache", part));
  }
}
