// Packs a few cells of .cache/matrix for test/truth/matrix.test.ts: `node scripts/matrix/fixtures.mjs`, after build.mjs.

import fs from "node:fs";
import path from "node:path";
import zlib from "node:zlib";
import { importTypeScript, root } from "../typescript.mjs";
import { listCells } from "./cells.mjs";

/** One for each change of a structure, and each way of relocating. */
const chosen = [
  "go1.8.7-amd64",
  "go1.10.8-amd64",
  "go1.12.17-amd64-files",
  "go1.15.15-arm64",
  "go1.16.15-386",
  "go1.17.13-amd64",
  "go1.18.10-386",
  "go1.19.13-amd64",
  "go1.20.14-amd64",
  "go1.21.13-arm64",
  "go1.26.8-s390x",
  "go1.26.8-arm",
  "go1.26.8-riscv64",
  "go1.26.8-ppc64le",
  "go1.26.8-amd64-relr",
  "go1.27.1-amd64",
  "go1.27.1-386",
];

/** With the debug information that has parameters' names: compressed in the old way and the new, in both byte orders. */
const withNames = ["go1.12.17-amd64", "go1.17.13-386", "go1.21.13-s390x"];

const { condense } = await importTypeScript("scripts/matrix/condense.ts");
const cache = path.join(root, ".cache/matrix");
const output = path.join(root, "test/fixtures/matrix");
fs.rmSync(output, { recursive: true, force: true });
fs.mkdirSync(output, { recursive: true });
let total = 0;
for (const { id } of listCells()) {
  const file = (name) => fs.readFileSync(path.join(cache, id, name));
  if (chosen.includes(id)) pack(`${id}.so.gz`, condense(file("small.so"), "no sections"));
  if (withNames.includes(id)) pack(`${id}.names.so.gz`, condense(file("plugin.so"), "as built"));
  if (chosen.includes(id) || withNames.includes(id)) pack(`${id}.json.gz`, file("truth.json"));
}
for (const name of ["source.json", "linkshared.json", "linkshared.so"]) {
  pack(`${name}.gz`, fs.readFileSync(path.join(cache, name)));
}
console.log(`${total} bytes in all`);

/** @param {string} name @param {Uint8Array} content */
function pack(name, content) {
  const packed = zlib.gzipSync(content, { level: 9 });
  fs.writeFileSync(path.join(output, name), packed);
  total += packed.length;
  console.log(`${name}: ${packed.length} bytes`);
}
