// Packs the hosts of .cache/matrix for test/truth/matrix-hosts.test.ts: `node scripts/matrix/host-fixtures.mjs`, after hosts.mjs.

import fs from "node:fs";
import path from "node:path";
import zlib from "node:zlib";
import { importTypeScript, root } from "../typescript.mjs";
import { hostIds } from "./host-ids.mjs";

const { condenseHost } = await importTypeScript("scripts/matrix/condense-host.ts");
const cache = path.join(root, ".cache/matrix/hosts");
const output = path.join(root, "test/fixtures/hosts");
fs.rmSync(output, { recursive: true, force: true });
fs.mkdirSync(output, { recursive: true });
for (const id of hostIds) {
  const file = (name) => fs.readFileSync(path.join(cache, id, name));
  pack(`${id}.host.gz`, condenseHost(file("host")));
  pack(`${id}.json.gz`, file("truth.json"));
}

/** @param {string} name @param {Uint8Array} content */
function pack(name, content) {
  const packed = zlib.gzipSync(content, { level: 9 });
  fs.writeFileSync(path.join(output, name), packed);
  console.log(`${name}: ${packed.length} bytes`);
}
