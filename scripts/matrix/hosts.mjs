// Builds the program that loads the portable plugin with a few Go versions for a few machines into .cache/matrix/hosts, and lets Go say
// what is in it: `node scripts/matrix/hosts.mjs`, after build.mjs. Hosts that are there are not built again.

import fs from "node:fs";
import path from "node:path";
import { run } from "../go-toolchains.mjs";
import { listCells } from "./cells.mjs";
import { build, cache, copySources } from "./go-build.mjs";
import { hostIds } from "./host-ids.mjs";

const reader = path.resolve(import.meta.dirname, "../../test/truth/host");
copySources();
for (const cell of listCells()) {
  if (!hostIds.includes(cell.id)) continue;
  const folder = path.join(cache, "hosts", cell.id);
  const host = path.join(folder, "host");
  const truth = path.join(folder, "truth.json");
  if (fs.existsSync(truth)) continue;
  fs.mkdirSync(folder, { recursive: true });
  build(cell, ["-o", host, "host"]);
  fs.writeFileSync(truth, JSON.stringify(truthOf(cell, host)));
  console.log(`${cell.id}: built`);
}

/**
 * The version and machine as the runtime of such a host said them when it loaded the plugin; the hashes as debug/elf finds them; the
 * build information as `go version -m` prints it, without the line of the file.
 * @param {import("./cells.mjs").Cell} cell @param {string} host
 */
function truthOf(cell, host) {
  const { go, goarch } = JSON.parse(fs.readFileSync(path.join(cache, cell.id, "truth.json"), "utf8"));
  const hashes = JSON.parse(run("go", ["run", "./hosthashes", host], { cwd: reader }));
  return { go, goarch, hashes, buildInfo: buildInfoOf(cell, host) };
}

/** From Go 1.13 on programs have some. @param {import("./cells.mjs").Cell} cell @param {string} host */
function buildInfoOf(cell, host) {
  if (cell.minor < 13) return undefined;
  const [first = "", ...lines] = run("go", ["version", "-m", host]).replace(/\n$/, "").split("\n");
  if (!first.endsWith(`: go${cell.version}`)) throw new Error(`${cell.id}: go version says ${first}`);
  return lines;
}
