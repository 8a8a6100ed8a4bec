// Go toolchains of other versions, and running programs.

import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

/** Folder of a Go toolchain for Linux on amd64, which is downloaded where it is not there. @param {string} version */
export function toolchain(version) {
  const own = run("go", ["env", "GOROOT", "GOVERSION"]).trim().split("\n");
  if (own[1] === `go${version}`) return own[0];
  const name = `golang.org/toolchain@v0.0.1-go${version}.linux-amd64`;
  const folder = path.join(run("go", ["env", "GOMODCACHE"]).trim(), name);
  if (!fs.existsSync(folder)) run("go", ["mod", "download", name], { env: { ...process.env, GOENV: "off" } });
  for (const bin of ["bin", "pkg/tool/linux_amd64"]) {
    for (const tool of fs.readdirSync(path.join(folder, bin))) {
      const program = path.join(folder, bin, tool);
      if ((fs.statSync(program).mode & 0o111) === 0) fs.chmodSync(program, 0o755);
    }
  }
  return folder;
}

/** Output of a command. Throws an `Error` with its first lines of complaint. */
export function run(command, args, options = {}) {
  const result = spawnSync(command, args, { encoding: "utf8", maxBuffer: 1 << 28, ...options });
  if (result.status === 0) return result.stdout;
  const said = `${result.stderr ?? ""}`.split("\n").filter((line) => line && !line.startsWith("# "));
  throw new Error(said.slice(0, 8).join(" | ") || String(result.error ?? result.signal ?? result.status));
}
